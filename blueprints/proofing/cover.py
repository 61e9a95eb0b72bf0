"""The page a link opens: nothing is seen or counted until a person presses its button."""

import time

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints import access
from blueprints.files import send_stored
from blueprints.proofing import bp, rights
from blueprints.proofing.links import Link, link_by_token
from blueprints.proofing.visiting import speak_for
from extensions import limiter
from models.invitation import Invitation
from models.package import PackageLeft
from services import invitations, photos, pins, visitors

PERSON_NEEDS_S = 1.0
CACHE = "private, max-age=86400"


def visits() -> str:
    """The limit of new visitors from one address, as Flask-Limiter reads it."""
    return current_app.config["VISITOR_LIMIT"]


throttled = limiter.shared_limit(
    visits, "visitors", methods=["POST"], deduct_when=lambda _answer: "is_new_visitor" in g
)


@bp.get("/<token>")
def show_cover(token: str):
    """The cover; the photos at once for a browser that has been here before."""
    if (inside := _entrance_of_code(token)) is not None:
        return redirect(inside, code=303)
    link = link_by_token(token)
    speak_for(link.gallery)
    known = link.known_person
    if not known and (closed := _closed_page(link)):
        return closed
    if link.invitation and request.method != "HEAD" and not link.is_owners:
        invitations.record_use(link.invitation)
    if known:
        return _private(_inside(known, token))
    return _private(make_response(_cover_page(link)))


@bp.post("/<token>")
@throttled
def enter(token: str):
    """Let the browser in. It counts as a view when a person had the time to see the page."""
    link = link_by_token(token)
    speak_for(link.gallery)
    if closed := _closed_page(link):
        return closed
    try:
        pins.check_pin(link.gallery, link.hash, request.form.get("pin", ""), _address())
    except (pins.PinMissing, pins.PinWrong, pins.PinMustWait) as refusal:
        return _private(make_response(_cover_page(link, str(refusal)), refusal.status))
    invitation = link.known_person or link.invitation or _new_visitor(link)
    if not link.is_owners:
        if _is_person(link):
            invitations.record_view(invitation)
        else:
            invitations.record_use(invitation)
    return _private(_inside(invitation, token))


@bp.get("/<token>/cover.jpg")
def show_cover_picture(token: str):
    """The one picture a link permits before its button is pressed."""
    key = rights.cover_key(link_by_token(token))
    return _private(send_stored(key, "image/jpeg", cache=CACHE))


def _entrance_of_code(code: str) -> str | None:
    """Where `/g/<code>` leads a browser that may enter; None when it is not a code of theirs."""
    if "preview" in request.args:
        access.visitor_for(code)
        return url_for(".show_gallery", code=code)
    invitation = access.granted_invitation(code)
    return invitation and _first_page(invitation)


def _new_visitor(link: Link) -> Invitation:
    g.is_new_visitor = True
    return visitors.enter(link.gallery)


def _closed_page(link: Link):
    gallery = link.gallery
    if gallery.deleted_at:
        page, status = "deleted.html", 410
    elif link.is_dead:
        page, status = "revoked.html", 410
    elif not gallery.is_sent and not link.is_owners:
        page, status = "not_ready.html", 404
    elif gallery.is_expired and not (gallery.delivery.is_handed_over or link.is_owners):
        page, status = "expired.html", 410
    else:
        return None
    return _private(make_response(render_template(f"proofing/{page}", gallery=gallery), status))


def _cover_page(link: Link, pin_error: str = "") -> str:
    """With a PIN the page shows nothing of the photos: no picture, no number."""
    gallery = link.gallery
    return render_template(
        "proofing/cover.html",
        gallery=gallery,
        token=link.token,
        cover=None if gallery.has_pin else rights.cover_photo(gallery),
        package_left=_package_left(link),
        photo_count=photos.counts(gallery, shown_only=True)["proofs"],
        shown=_clock().dumps([link.hash, time.time()]),
        pin_error=pin_error,
    )


def _package_left(link: Link) -> int:
    if link.invitation is None:
        return link.gallery.prices.package_photo_count
    return PackageLeft.of(link.invitation, with_prints=False).photo_count


def _inside(invitation: Invitation, token: str):
    response = redirect(_first_page(invitation), code=303)
    access.give_grant(response, invitation, token)
    return response


def _first_page(invitation: Invitation) -> str:
    page = ".show_delivery" if rights.has_finished(invitation) else ".show_gallery"
    return url_for(page, code=invitation.gallery.code)


def _is_person(link: Link) -> bool:
    """A page with JavaScript says "no" for a press by a script; without, time alone decides."""
    return request.form.get("person") != "no" and _shown_s(link) >= PERSON_NEEDS_S


def _shown_s(link: Link) -> float:
    """How long the cover had been open when its button was pressed; 0 when nobody can tell."""
    try:
        link_hash, shown_at = _clock().loads(request.form.get("shown", ""))
    except (BadSignature, ValueError, TypeError):
        return 0.0
    return time.time() - shown_at if link_hash == link.hash else 0.0


def _address() -> str:
    """Where the request comes from: what the trusted proxies say, nobody else."""
    return request.remote_addr or ""


def _clock() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="cover-shown")


def _private(response):
    """The address holds a secret, so no other site may learn it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
