"""All photos of a session, and the sign that a person looks at them."""

from flask import (
    Response,
    current_app,
    get_template_attribute,
    make_response,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup, escape

from blueprints import access
from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.numbers import number
from blueprints.proofing import bp, figures, rights, tag
from blueprints.proofing.choice import Choice
from blueprints.proofing.figures import Repeated
from blueprints.proofing.hints import hint_of
from blueprints.proofing.look import Look
from blueprints.proofing.series import count_series
from blueprints.proofing.visiting import welcome
from blueprints.proofing.wall import Wall
from extensions import db
from models.invitation import Invitation
from models.types import utc_now
from services import invitations


@bp.get("/<code>/photos")
def show_gallery(code: str):
    """The wall, as the look in the address has it; `?until=<photo id>` reaches at least that far.

    htmx asks for what comes after `?after=<how many it has>`.
    """
    visitor = welcome(code)
    known_as = None if wants_partial() else _tag(visitor)
    choice = Choice.of(visitor)
    wall = Wall(choice, Look.asked())
    start = request.args.get("after", 0, type=number) if wants_partial() else 0
    stop = wall.stop_after(start, wall.place_of(request.args.get("until", 0, type=number)))
    common = addresses(visitor, wall.look)
    values = {
        "wall": wall,
        "sections": wall.sections(start, stop, common["repeated"]),
        "shown_count": stop,
        "next_id": wall.frames[stop].id if stop < len(wall.frames) else None,
        **common,
    }
    if wants_partial():
        return _portion(wall, stop, values)
    values |= _surroundings(visitor, choice) | {"tag": known_as}
    page = render_template("proofing/gallery.html", **values)
    answer = make_response(page)
    if known_as:
        answer.headers.update(tag.CACHING | {"ETag": known_as})
    return answer


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


def _portion(wall: Wall, stop: int, values: dict) -> Response:
    """More of the wall. The address in the browser grows with it, so that a reload or a step back
    through the history gets a page that is as long."""
    answer = make_response(render_template("proofing/_sections.html", **values))
    kept = wall.look.arguments | (request.view_args or {})
    until = wall.frames[stop - 1].id if stop else None
    address = url_for(".show_gallery", until=until, **kept)
    answer.headers["HX-Replace-Url"] = address
    return answer


def _tag(visitor: Visitor) -> str | None:
    """Looked up before anything the page shows: what changes meanwhile is asked for again.

    A browser without a session gets one with the page, so its next answer has a tag.
    """
    session_cookie = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"])
    grant = access.grant()
    if visitor.is_preview or not session_cookie or not grant:
        return None
    if not tag.is_known(request.query_string.decode("latin-1")):
        return None
    return tag.of(db.session, grant, visitor.gallery.code, session_cookie)


def _surroundings(visitor: Visitor, choice: Choice) -> dict:
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": choice,
        "hint": hint_of(choice),
        "orders": rights.orders_of(visitor),
        "is_closed": is_closed(visitor.invitation),
        "series_count": count_series(visitor.gallery.id),
        "is_view_due": is_view_due(visitor),
    }
