"""The lane of pictures: what a client's wall asks for most, answered before Flask wakes up.

A wall of 120 photos asks 120 times for a file that nginx will send. The lane asks the same
question as `rights.proof_key`, and only a yes is answered here; everything else, refusals and
previews included, goes on to Flask. A yes is not worth a line in the log: the page was told there,
and 120 pictures would bury it. See docs/decisions/0008-pictures-have-a-lane.md.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from werkzeug.http import parse_cookie

from blueprints import access, headers
from blueprints import cookies as own_cookies
from blueprints.proofing import renditions, rights
from extensions import db

_ADDRESS = re.compile(
    r"/g/(?P<code>[A-Za-z0-9_-]+)/photos/(?P<photo_id>[0-9]{1,9})/(?P<kind>[a-z]+)\.jpg"
)

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Grant = tuple[int, int]
T = TypeVar("T")


class Lane:
    """WSGI in front of WSGI: answers what it can by one look into the database."""

    def __init__(self, app: Flask, inner: WsgiApp):
        self._config, self._extensions = app.config, app.extensions
        self._inner = inner
        with app.app_context():
            self._engine = db.engine

    def _look(self, cookies: Mapping[str, str], find: Callable[[Connection, Grant], T]) -> T | None:
        """What `find` says for the holder of a grant.

        None without one, and when the database does not answer: Flask says what is the matter.
        """
        held = own_cookies.value_of(access.GRANT_COOKIE, cookies, self._config)
        if (grant := access.read_grant(held, self._config["SECRET_KEY"])) is None:
            return None
        try:
            with self._engine.connect() as connection:
                return find(connection, grant)
        except OperationalError:
            return None


class PictureLane(Lane):
    """Quiet unless nginx sends the files (ACCEL_PREFIX)."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]):
        asked = self._config["ACCEL_PREFIX"] and _ADDRESS.fullmatch(environ["PATH_INFO"])
        query = environ.get("QUERY_STRING", "")
        if not asked or environ["REQUEST_METHOD"] != "GET" or "preview" in query:
            return self._inner(environ, start_response)
        found = self._find(environ, asked.groupdict())
        if found is None or (served := self._served(found[0])) is None:
            return self._inner(environ, start_response)
        revision = found[1]
        named = headers.plain(is_secure=environ["wsgi.url_scheme"] == "https") | {
            "X-Accel-Redirect": f"{self._config['ACCEL_PREFIX']}/{served}",
            "Content-Type": "image/jpeg",
            "Content-Length": "0",
            "Content-Disposition": "inline",
            "Cache-Control": renditions.caching(is_revision=query == f"v={revision}"),
        }
        start_response("200 OK", list(named.items()))
        return []

    def _served(self, key: str) -> str | None:
        """None when the bytes cannot be had: Flask says what is the matter."""
        try:
            return self._extensions["kadr.storage"].served(key)
        except OSError:
            return None

    def _find(self, environ: dict[str, Any], asked: dict[str, str]) -> tuple[str, str] | None:
        """(storage key, revision), or None without the right or without the picture."""

        def proof(connection: Connection, grant: Grant):
            invitation_id, epoch = grant
            wanted = asked | {"invitation_id": invitation_id, "epoch": epoch}
            wanted["photo_id"] = int(asked["photo_id"])
            return connection.execute(rights.PROOF_BY_GRANT, wanted).one_or_none()

        return self._look(parse_cookie(environ.get("HTTP_COOKIE", "")), proof)
