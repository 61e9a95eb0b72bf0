"""Is the process alive, and can it do its work?"""

from flask import Blueprint, jsonify
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from extensions import db
from models.types import utc_now
from services import outbox, queues
from services.files import storage

bp = Blueprint("health", __name__)

DISK_RESERVE_BYTES = 500_000_000


@bp.get("/healthz")
def alive():
    return jsonify(status="ok")


@bp.get("/readyz")
def ready():
    """503 when database or storage fail. Redis away is told, but orders stand without it."""
    checks = {"database": _database(), "redis": _redis(), "storage": _storage()}
    late_s = outbox.oldest_due_age_s(utc_now()) if checks["database"] == "ok" else None
    fit = checks["database"] == checks["storage"] == "ok"
    return jsonify(status="ok" if fit else "failing", outbox_late_s=late_s, **checks), (
        200 if fit else 503
    )


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return "away"
    return "ok"


def _redis() -> str:
    try:
        queues.connect().ping()
    except RedisError:
        return "away"
    return "ok"


def _storage() -> str:
    return "ok" if storage().free_bytes() > DISK_RESERVE_BYTES else "nearly full"
