"""Answering with stored bytes: nginx sends them when it is there, Kadr itself otherwise."""

import re
from datetime import datetime
from urllib.parse import quote

from flask import Response, current_app, make_response, redirect, request, send_file

from services.files import storage

# Whoever has lost the right keeps an address for no longer than this.
ADDRESS_LIFE_S = 60


def send_stored(
    key: str,
    media_type: str,
    *,
    download_name: str | None = None,
    cache: str = "private, no-cache",
    etag: str = "",
    last_modified: datetime | None = None,
) -> Response:
    """The file behind a key, as an attachment when it has a `download_name`.

    The caller has checked the permission. Range and conditional requests are honoured. Without an
    `etag` the file's own time and size make one.
    """
    if download_name and (address := _elsewhere(key, media_type, download_name)):
        return _sent_on(address)
    response = _sent(key, media_type, etag, last_modified)
    response.mimetype = media_type
    response.headers["Cache-Control"] = cache
    response.headers["Content-Disposition"] = disposition(download_name)
    if download_name:
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _sent(key: str, media_type: str, etag: str, last_modified: datetime | None) -> Response:
    """By the web server in front where there is one."""
    if prefix := current_app.config["ACCEL_PREFIX"]:
        response = make_response("")
        response.headers["X-Accel-Redirect"] = f"{prefix}/{storage().served(key)}"
        if etag:
            response.set_etag(etag)
        return response
    return send_file(
        storage().local_path(key),
        mimetype=media_type,
        conditional=True,
        etag=etag or True,
        last_modified=last_modified,
        max_age=None,
    )


def _elsewhere(key: str, media_type: str, download_name: str) -> str:
    """The file's own address at its bucket; "" when Kadr sends it."""
    if not current_app.config["STORAGE_REDIRECTS"] or request.method != "GET":
        return ""
    return storage().signed(key, ADDRESS_LIFE_S, media_type, disposition(download_name))


def _sent_on(address: str) -> Response:
    """For this once: whoever asks again is looked at again."""
    response = make_response(redirect(address))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def disposition(download_name: str | None) -> str:
    """Content-Disposition by RFC 6266: the true name in UTF-8, a plain one for old programs."""
    if download_name is None:
        return "inline"
    plain = re.sub(r'[^ -~]|["\\]', "_", download_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(download_name, safe='')}"
