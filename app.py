"""Kadr, put together. Imported by the server, the worker and the tests, by nobody else."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

import blueprints
import cli
import config
import logs
import models  # noqa: F401 - maps every table before anything asks for one
import sqlite_turns
from blueprints import errors, formatting, headers, locale, signing, statics
from blueprints.proofing.lane import PictureLane
from blueprints.proofing.tag import WallLane
from extensions import babel, csrf, db, htmx, limiter, login_manager, mail, migrate
from services import files


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application. `settings` override what the environment says; raises ConfigError."""
    app = Flask(__name__, static_folder=None)
    app.config.update(config.load(os.environ | {k: str(v) for k, v in (settings or {}).items()}))
    logs.configure(app)
    headers.register(app)  # First, so that a request refused by an extension is logged, too.
    _bind(app)
    for part in (signing, errors, formatting, locale, statics, blueprints, cli):
        part.register(app)
    app.wsgi_app = _outer(app)  # type: ignore[method-assign]
    return app


def _bind(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        sqlite_turns.keep(db.engine)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"))
    mail.init_app(app)
    login_manager.init_app(app)
    htmx.init_app(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=locale.select, timezone_selector=locale.select_timezone)
    limiter.init_app(app)
    app.extensions["kadr.storage"] = files.storage_of(app.config, app.config["STORAGE_URL"])


def _outer(app: Flask):
    """Static files with far-future caching, and the addresses a reverse proxy tells us."""
    wsgi = WhiteNoise(
        PictureLane(app, WallLane(app, app.wsgi_app)),
        root=config.ROOT / "static",
        prefix=statics.prefix(),
        max_age=statics.MAX_AGE_S,
    )
    hops = app.config["TRUSTED_PROXIES"]
    return ProxyFix(wsgi, x_for=hops, x_proto=hops, x_host=hops) if hops else wsgi
