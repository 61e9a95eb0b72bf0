"""All photos of a session, and the sign that a person looks at them."""

from flask import get_template_attribute, render_template, request, url_for
from markupsafe import Markup, escape

from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.proofing import bp, figures, rights
from blueprints.proofing.choice import Choice
from blueprints.proofing.figures import Repeated
from blueprints.proofing.hints import hint_of
from blueprints.proofing.look import Look
from blueprints.proofing.visiting import welcome
from blueprints.proofing.wall import Wall
from models.invitation import Invitation
from models.types import utc_now
from services import invitations


@bp.get("/<code>/photos")
def show_gallery(code: str):
    """The wall, as the look in the address has it; `?until=<photo id>` reaches at least that far.

    htmx asks for what comes after `?after=<how many it has>`.
    """
    visitor = welcome(code)
    choice = Choice.of(visitor)
    wall = Wall(choice, Look.asked())
    start = max(0, request.args.get("after", 0, type=int)) if wants_partial() else 0
    stop = wall.stop_after(start, wall.place_of(request.args.get("until", 0, type=int)))
    common = addresses(visitor, wall.look)
    values = {
        "wall": wall,
        "sections": wall.sections(start, stop, common["repeated"]),
        "shown_count": stop,
        "next_id": wall.frames[stop].id if stop < len(wall.frames) else None,
        **common,
    }
    if wants_partial():
        return render_template("proofing/_sections.html", **values)
    return render_template("proofing/gallery.html", **values, **_surroundings(visitor, choice))


@bp.post("/<code>/views")
def record_view(code: str):
    """A browser saw a pointer, a key or a touch on a page that was open for a second."""
    invitations.record_view(welcome(code).invitation)
    return "", 204


def addresses(visitor: Visitor, look: Look) -> dict:
    """What pages with many photos repeat: the beginnings and ends of their addresses.

    `look_query` ends the address of a page, `own_query` that of a picture.
    """
    path, _, query = url_for(".show_gallery", code=visitor.gallery.code).partition("?")
    repeated = Repeated(
        photos_url=path,
        look_query=escape(look.query()),
        own_query=Markup("&amp;") + query if query else Markup(""),
        is_preview=visitor.is_preview,
        heart=get_template_attribute("_macros.html", "icon")("heart"),
        words=figures.words(),
    )
    return {"look": look, "repeated": repeated, **repeated._asdict()}


def is_closed(invitation: Invitation) -> bool:
    """Has this person's last day of choosing passed where the studio is?"""
    return invitation.is_closed_on(invitation.gallery.studio.today())


def is_view_due(visitor: Visitor) -> bool:
    """Whether the page should report the first sign of a person."""
    return not visitor.is_preview and visitor.invitation.is_view_due_at(utc_now())


def _surroundings(visitor: Visitor, choice: Choice) -> dict:
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": choice,
        "hint": hint_of(choice),
        "orders": rights.orders_of(visitor),
        "is_closed": is_closed(visitor.invitation),
        "is_view_due": is_view_due(visitor),
    }
