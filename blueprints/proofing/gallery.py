"""All photos of a session, and the sign that a person looks at them."""

from flask import render_template, request, url_for
from markupsafe import Markup

from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.proofing import bp, rights, wall
from blueprints.proofing.choice import Choice
from blueprints.proofing.visiting import welcome
from models.invitation import Invitation
from models.types import utc_now
from services import invitations


@bp.get("/<code>/photos")
def show_gallery(code: str):
    """The wall; `?show=` filters it, `?until=<photo id>` reaches at least that far.

    htmx asks for what comes after `?after=<how many it has>`.
    """
    visitor = welcome(code)
    choice = Choice.of(visitor)
    show = chosen_show()
    found = wall.rows(choice, show)
    after = request.args.get("after", 0, type=int) if wants_partial() else 0
    stop = wall.stop_after(len(found), max(after + wall.FIRST, _place(found)))
    values = {
        "show": show,
        "sections": wall.sections(
            wall.cells(choice, found[after:stop]), whole=len(found) <= wall.WHOLE
        ),
        "shown_count": stop,
        "left_count": len(found) - stop,
        "next_id": found[stop][1][0] if stop < len(found) else None,
        "is_preview": visitor.is_preview,
        **prefixes(code),
    }
    if wants_partial():
        return render_template("proofing/_sections.html", **values)
    return render_template("proofing/gallery.html", **values, **_surroundings(visitor, choice))


@bp.post("/<code>/views")
def record_view(code: str):
    """A browser saw a pointer, a key or a touch on a page that was open for a second."""
    invitations.record_view(welcome(code).invitation)
    return "", 204


def prefixes(code: str) -> dict:
    """What a wall repeats: the beginnings of its addresses and its words. A thousand calls of
    url_for and gettext would cost more than the rest of the page."""
    base = url_for(".show_gallery", code=code)
    path, _, query = base.partition("?")
    return {
        "photos_url": path,
        "query": f"?{query}" if query else "",
        "more_query": Markup("&amp;") + query if query else "",
        "words": wall.words(),
    }


def chosen_show() -> str:
    show = request.values.get("show", "all")
    return show if show in wall.SHOWS else "all"


def is_closed(invitation: Invitation) -> bool:
    """Has this person's last day of choosing passed where the studio is?"""
    return invitation.is_closed_on(invitation.gallery.studio.today())


def is_view_due(visitor: Visitor) -> bool:
    """Whether the page should report the first sign of a person."""
    return not visitor.is_preview and visitor.invitation.is_view_due_at(utc_now())


def _place(found: list[tuple]) -> int:
    """How far the wall must reach to hold the photo somebody comes back to."""
    until = request.args.get("until", 0, type=int)
    return next((at for at, (_, row) in enumerate(found, start=1) if row[0] == until), 0)


def _surroundings(visitor: Visitor, choice: Choice) -> dict:
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": choice,
        "counts": wall.counts(choice),
        "orders": rights.orders_of(visitor),
        "is_closed": is_closed(visitor.invitation),
        "is_view_due": is_view_due(visitor),
    }
