"""The tag of a wall (ETag): who comes back to a wall that is as it was is told so by one statement.

See docs/decisions/0011-a-wall-has-a-tag.md.
"""

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session, scoped_session
from werkzeug.http import parse_cookie

from blueprints import cookies, headers, statics
from blueprints.proofing import bp
from blueprints.proofing.lane import Lane
from config import ROOT
from models.invitation import VISIT
from models.types import utc_now
from models.wall_state import wall_state

# Whatever a page shows and the tag might not know is never older than this.
ROUND_S = 300
CACHING = {"Cache-Control": "private, no-cache", "Vary": "Cookie, HX-Request"}
TURN_COOKIE = "kadr_turn"
_ADDRESS = re.compile(r"/g/(?P<code>[A-Za-z0-9_-]+)/photos")


def of(
    connection: Connection | Session | scoped_session,
    grant: tuple[int, int],
    code: str,
    session_cookie: str,
) -> str | None:
    """The tag for the holder of a grant; None without a right to the wall.

    The session's cookie counts, because its language and its form token are in the page.
    """
    wanted = {"code": code, "invitation_id": grant[0], "epoch": grant[1]}
    found = connection.execute(wall_state(), wanted).one_or_none()
    if found is None:
        return None
    last_viewed_at, timezone, *shown = found
    now = utc_now()
    is_view_due = last_viewed_at is None or now - last_viewed_at > VISIT
    passing = (is_view_due, now.astimezone(ZoneInfo(timezone)).date(), int(time.time() / ROUND_S))
    told = repr((shown, passing, session_cookie, _version()))
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'


def is_known(query: str) -> bool:
    """Whether a tag can stand for an address: not for a preview, nor where a language is chosen."""
    return "preview" not in query and "lang" not in query


@bp.after_request
def _turn(answer: Response) -> Response:
    """A browser that goes back shows what it has without asking, unless the answer varies with a
    cookie that has changed: so every press changes one."""
    code = (request.view_args or {}).get("code")
    if request.method == "POST" and code and answer.status_code < 400:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        name = cookies.name_of(TURN_COOKIE, current_app.config)
        mark = {"path": f"/g/{code}", "secure": secure, "httponly": True, "samesite": "Lax"}
        answer.set_cookie(name, secrets.token_hex(4), **mark)
    return answer


class WallLane(Lane):
    """Says "as it was" or nothing."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]):
        shown = environ.get("HTTP_IF_NONE_MATCH")
        if not shown or environ["REQUEST_METHOD"] != "GET" or "HTTP_HX_REQUEST" in environ:
            return self._inner(environ, start_response)
        asked = _ADDRESS.fullmatch(environ["PATH_INFO"])
        if not asked or not is_known(environ.get("QUERY_STRING", "")):
            return self._inner(environ, start_response)
        if self._tag(environ, asked["code"]) != shown:
            return self._inner(environ, start_response)
        named = headers.plain(is_secure=environ["wsgi.url_scheme"] == "https")
        start_response("304 Not Modified", list((named | CACHING | {"ETag": shown}).items()))
        return []

    def _tag(self, environ: dict[str, Any], code: str) -> str | None:
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session_cookie = cookies.get(self._config["SESSION_COOKIE_NAME"], "")
        return self._look(
            cookies, lambda connection, grant: of(connection, grant, code, session_cookie)
        )


@cache
def _version() -> str:
    """Changes with every template, translation and static file."""
    digest = hashlib.sha256(statics.prefix().encode())
    for folder, ending in (("templates", "*.html"), ("translations", "*.mo")):
        for path in sorted((ROOT / folder).rglob(ending)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
