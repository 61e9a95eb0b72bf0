"""Who are you? Asked once, at the first press of a visitor of a public session."""

from datetime import timedelta

from flask import make_response, redirect, render_template, request, url_for

from blueprints import access
from blueprints.access import Visitor
from blueprints.proofing import bp, cover, presses
from blueprints.proofing.visiting import welcome
from extensions import db, limiter
from models.invitation import Invitation
from models.photo import Photo
from models.types import utc_now
from services import visitors
from services.accounts import EmailWrong

TWICE_WITHIN = timedelta(minutes=2)

throttled = limiter.shared_limit(cover.visits, "introductions", methods=["POST"])


@bp.get("/<code>/introduction")
def show_introduction(code: str):
    """`?next=` is the page to come back to; the press that waits is in the browser's session."""
    visitor = welcome(code)
    if not visitor.is_preview and not visitor.invitation.needs_introduction:
        return redirect(presses.page_of(code, request.args.get("next")), code=303)
    press = presses.kept(code)
    return _page(visitor, press.get("path", ""), press.get("fields", []))


@bp.post("/<code>/introduction")
@throttled
def introduce(code: str):
    """Name the visitor, then send the browser on to do what was pressed, by a 307."""
    typed = _typed("visitor_name"), _typed("visitor_email")
    if person := _named_a_moment_ago(code, typed[1]):
        return _onward(person)
    visitor = welcome(code)
    if not visitor.invitation.needs_introduction:
        return _onward(visitor.invitation)
    try:
        visitors.introduce(visitor.invitation, *typed)
    except visitors.IntroducedBefore:
        pass
    except (visitors.NameMissing, visitors.NameTooLong) as refusal:
        return _again(visitor, {"visitor_name": str(refusal)})
    except EmailWrong as refusal:
        return _again(visitor, {"visitor_email": str(refusal)})
    except visitors.EmailKnown as refusal:
        return _link_sent(visitor, refusal)
    return _onward(visitor.invitation)


def _onward(person: Invitation):
    """With a cookie that is good from now on: those from before the name are dead."""
    code = person.gallery.code
    if path := presses.press_path(code, request.form.get("press", "")):
        response = redirect(path, code=307)
    else:
        response = redirect(presses.page_of(code, request.form.get("next")), code=303)
    presses.forget()
    access.give_grant(response, person, *visitors.tokens_of(person))
    return response


def _named_a_moment_ago(code: str, email: str) -> Invitation | None:
    """The person of this browser's last cookie, when the same form has just come before.

    A double click sends it twice, and its first answer, with the new cookie, is never read.
    """
    if "preview" in request.args or (known := access.grant()) is None:
        return None
    wanted = {"code": code, "invitation_id": known[0], "epoch": known[1] + 1}
    person = db.session.scalar(Invitation.live_by_grant(), wanted)
    since = utc_now() - TWICE_WITHIN
    is_same = person and visitors.was_introduced(person, email.strip().lower(), since)
    return person if is_same else None


def _page(visitor: Visitor, path: str, fields: list, status: int = 200, **values):
    code = visitor.gallery.code
    page = render_template(
        "proofing/introduction.html",
        visitor=visitor,
        gallery=visitor.gallery,
        is_preview=visitor.is_preview,
        press=path,
        fields=fields,
        photo=_photo(visitor, path),
        next=presses.page_of(code, request.values.get("next")),
        **{"errors": {}, "typed": {}} | values,
    )
    return make_response(page, status)


def _again(visitor: Visitor, errors: dict[str, str]):
    """With everything that was typed, and the press still waiting."""
    return _page(visitor, *_press_sent(visitor), 422, errors=errors, typed=request.form)


def _press_sent(visitor: Visitor) -> tuple[str, list]:
    ours = {"csrf_token", "visitor_name", "visitor_email", "press", "next"}
    path = presses.press_path(visitor.gallery.code, request.form.get("press", ""))
    return path, [pair for pair in request.form.items(multi=True) if pair[0] not in ours]


def _link_sent(visitor: Visitor, refusal: visitors.EmailKnown):
    gallery = visitor.gallery
    page = render_template(
        "proofing/link_sent.html",
        visitor=visitor,
        gallery=gallery,
        sentence=str(refusal),
        again=url_for(".show_introduction", code=gallery.code, next=request.form.get("next")),
    )
    return make_response(page, refusal.status)


def _photo(visitor: Visitor, path: str) -> Photo | None:
    wanted = presses.photo_id({"path": path})
    photo = db.session.get(Photo, wanted) if wanted else None
    return photo if photo and photo.gallery_id == visitor.gallery.id else None


def _typed(name: str) -> str:
    return request.form.get(name, "")
