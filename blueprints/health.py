"""Is the process alive, and can it do its work?"""

from datetime import datetime

from flask import Blueprint, jsonify

from blueprints import monitoring
from models.types import utc_now
from services import condition, signs
from services.condition import Condition

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive():
    return jsonify(status="ok")


@bp.get("/readyz")
def ready():
    """503 when the database or the room on the disk fails; what else is wrong is a warning.

    Strangers learn whether Kadr works, and nothing of how; see blueprints/monitoring.py.
    """
    found = condition.look(utc_now())
    warnings = list(signs.seen(found))
    status = ("warning" if warnings else "ok") if found.is_fit else "failing"
    told: dict[str, object] = {"status": "ok" if found.is_fit else "failing"}
    if monitoring.is_trusted():
        told = {"status": status, "warnings": warnings, **_details(found)}
    return jsonify(told), 200 if found.is_fit else 503


def _details(found: Condition) -> dict[str, object]:
    return {
        "database": _word(found.has_database),
        "redis": _word(found.has_redis),
        "storage": "ok" if found.free_bytes > condition.DISK_RESERVE_BYTES else "nearly full",
        "disk_free_bytes": found.free_bytes,
        "outbox_late_s": found.late_s if found.has_database else None,
        "outbox_dead": found.dead_count if found.has_database else None,
        "last_backup_at": _stamp(found.backup_at),
        "last_schedule_at": _stamp(found.pulse_at),
        "last_doctor_at": _stamp(found.examination and found.examination.ended_at),
    }


def _word(is_there: bool) -> str:
    return "ok" if is_there else "away"


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "never"
