"""The page a mailed link opens: nothing is seen or counted until a person presses its button."""

import time

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints import access
from blueprints.files import send_stored
from blueprints.proofing import bp, rights
from blueprints.proofing.visiting import speak_for
from models.invitation import Invitation
from models.package import PackageLeft
from models.photo import Folder
from services import invitations, photos

PERSON_NEEDS_S = 1.0
CACHE = "private, max-age=86400"


@bp.get("/<token>")
def show_cover(token: str):
    """The cover; the photos at once for a browser that has been here before."""
    if (inside := _entrance_of_code(token)) is not None:
        return redirect(inside, code=303)
    invitation = access.invitation_by_token(token)
    speak_for(invitation.gallery)
    if closed := _closed_page(invitation):
        return closed
    if request.method != "HEAD" and not _is_owner(invitation):
        invitations.record_use(invitation)
    if access.grant() == (invitation.id, invitation.link_epoch):
        return _private(_inside(invitation, token))
    return _private(make_response(_cover_page(invitation, token)))


@bp.post("/<token>")
def enter(token: str):
    """Let the browser in. It counts as a view when a person had the time to see the page."""
    invitation = access.invitation_by_token(token)
    speak_for(invitation.gallery)
    if closed := _closed_page(invitation):
        return closed
    if not _is_owner(invitation):
        if _is_person(invitation):
            invitations.record_view(invitation)
        else:
            invitations.record_use(invitation)
    return _private(_inside(invitation, token))


@bp.get("/<token>/cover.jpg")
def show_cover_picture(token: str):
    """The one picture a link permits before its button is pressed."""
    key = rights.cover_key(access.invitation_by_token(token))
    return _private(send_stored(key, "image/jpeg", cache=CACHE))


def _entrance_of_code(code: str) -> str | None:
    """Where `/g/<code>` leads a browser that may enter; None when it is not a code of theirs."""
    if "preview" in request.args:
        access.visitor_for(code)
        return url_for(".show_gallery", code=code)
    invitation = access.granted_invitation(code)
    return invitation and _first_page(invitation)


def _closed_page(invitation: Invitation):
    gallery = invitation.gallery
    if invitation.is_revoked:
        page, status = "revoked.html", 410
    elif not gallery.is_sent and not _is_owner(invitation):
        page, status = "not_ready.html", 404
    elif gallery.is_expired and not (gallery.delivery.is_handed_over or _is_owner(invitation)):
        page, status = "expired.html", 410
    else:
        return None
    return _private(make_response(render_template(f"proofing/{page}", gallery=gallery), status))


def _cover_page(invitation: Invitation, token: str) -> str:
    gallery = invitation.gallery
    return render_template(
        "proofing/cover.html",
        gallery=gallery,
        token=token,
        cover=rights.cover_photo(gallery),
        package_left=PackageLeft.of(invitation, with_prints=False).photo_count,
        photo_count=photos.counts(gallery)[Folder.PROOFS],
        shown=_clock().dumps([invitation.id, time.time()]),
    )


def _inside(invitation: Invitation, token: str):
    response = redirect(_first_page(invitation), code=303)
    access.give_grant(response, invitation, token)
    return response


def _first_page(invitation: Invitation) -> str:
    gallery = invitation.gallery
    page = ".show_delivery" if gallery.delivery.is_handed_over else ".show_gallery"
    return url_for(page, code=gallery.code)


def _is_person(invitation: Invitation) -> bool:
    """A page with JavaScript says "no" for a press by a script; without, time alone decides."""
    return request.form.get("person") != "no" and _shown_s(invitation) >= PERSON_NEEDS_S


def _shown_s(invitation: Invitation) -> float:
    """How long the cover had been open when its button was pressed; 0 when nobody can tell."""
    try:
        invitation_id, shown_at = _clock().loads(request.form.get("shown", ""))
    except (BadSignature, ValueError, TypeError):
        return 0.0
    return time.time() - shown_at if invitation_id == invitation.id else 0.0


def _is_owner(invitation: Invitation) -> bool:
    """The photographer tries the link: that is no view."""
    return current_user.is_authenticated and current_user.studio_id == invitation.gallery.studio_id


def _clock() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="cover-shown")


def _private(response):
    """The address holds a secret, so no other site may learn it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
