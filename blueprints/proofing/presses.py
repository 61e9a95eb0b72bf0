"""The first press of a visitor who has not said who they are: it waits while they do."""

import re
from urllib.parse import urlsplit

from flask import abort, current_app, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from blueprints import access, errors
from blueprints.access import Visitor

KEPT_BYTES = 2_000
KEY = "press"
NEEDS_NO_NAME = {"proofing.record_view", "proofing.introduce"}
_PLAIN = re.compile(r"[A-Za-z0-9_\-./?=&%]*")


def ask_first(visitor: Visitor) -> None:
    """End the request with the way to the introduction when this press needs a name."""
    if request.method not in access.UNSAFE or request.endpoint in NEEDS_NO_NAME:
        return
    if visitor.invitation.needs_introduction and not visitor.is_preview:
        session[KEY] = _pressed()
        code = visitor.gallery.code
        abort(_sent_to(url_for("proofing.show_introduction", code=code, next=_here(code))))


def kept(code: str) -> dict:
    """What was pressed in this gallery: `path` and the `fields` of its form; {} for nothing."""
    press = session.get(KEY) or {}
    return press if press_path(code, press.get("path", "")) else {}


def forget() -> None:
    session.pop(KEY, None)


def press_path(code: str, path: str) -> str:
    """`path` when a press on a page of this gallery goes there, else ""."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return ""
    is_ours = endpoint.startswith("proofing.") and values.get("code") == code
    return path if is_ours and endpoint not in NEEDS_NO_NAME else ""


def page_of(code: str, target: str | None) -> str:
    """`target` when it is a page of this gallery, else all its photos."""
    photos = url_for("proofing.show_gallery", code=code)
    is_ours = target and target.startswith(f"/g/{code}/") and _PLAIN.fullmatch(target)
    return target if target and is_ours and ".." not in target and "//" not in target else photos


def photo_id(press: dict) -> int | None:
    """The photo that was pressed."""
    found = re.search(r"/photos/([0-9]{1,9})/", press.get("path", ""))
    return int(found[1]) if found else None


def _pressed() -> dict:
    fields = [[k, v] for k, v in request.form.items(multi=True) if k != "csrf_token"]
    is_small = sum(len(k) + len(v.encode()) for k, v in fields) <= KEPT_BYTES
    return {"path": request.path, "fields": fields} if is_small else {}


def _here(code: str) -> str:
    """The page the press was made on."""
    page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    return page_of(code, f"{page.path}?{page.query}" if page.query else page.path)


def _sent_to(address: str):
    if errors.wants_json():
        message = _("Tell us your name first.")
        return errors.answer(
            403, _("Not done"), message, reason="IntroductionNeeded", location=address
        )
    if request.htmx:  # type: ignore[attr-defined]
        return make_response("", 200, {"HX-Redirect": address})
    return redirect(address, code=303)
