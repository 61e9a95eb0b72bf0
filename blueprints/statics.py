"""Addresses of static files: all below one folder named by their content, cached for ever."""

import hashlib
from functools import cache

from config import ROOT

MAX_AGE_S = 365 * 24 * 3600
_FOLDER = ROOT / "static"


def register(app) -> None:
    app.jinja_env.globals["static_url"] = static_url


def static_url(path: str) -> str:
    """The address of `static/<path>`. Relative links between static files work, too."""
    return f"/{prefix()}{path}"


@cache
def prefix() -> str:
    """`static/<version>/`: the version changes when any static file does."""
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_FOLDER).as_posix().encode())
            digest.update(path.read_bytes())
    return f"static/{digest.hexdigest()[:12]}/"
