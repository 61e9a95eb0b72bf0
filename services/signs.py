"""What is wrong with an installation, by name: each sign looks at its condition and says either
nothing or the figures of what it saw. docs/OPERATIONS.md says of each what to do."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import current_app

from services.condition import Condition

Figures = dict[str, Any]
# The clock ticks every minute; one that was silent for so long has stopped.
SILENCE = timedelta(minutes=10)
EXAMINED_WITHIN = timedelta(hours=50)


def seen(condition: Condition) -> dict[str, Figures]:
    """The signs that are there, by name, in the order of SIGNS."""
    told = {name: sign(condition) for name, sign in SIGNS.items()}
    return {name: figures for name, figures in told.items() if figures is not None}


def _disk(condition: Condition) -> Figures | None:
    limit = current_app.config["ALARM_DISK_PERCENT"]
    if limit == 0 or condition.free_percent >= limit:
        return None
    return {"free_percent": condition.free_percent, "free_bytes": condition.free_bytes}


def _backup(condition: Condition) -> Figures | None:
    limit_h = current_app.config["ALARM_BACKUP_H"]
    age_s = condition.age_s(condition.backup_at)
    if limit_h == 0 or (age_s is not None and age_s < limit_h * 3600):
        return None
    return {"hours": None if age_s is None else age_s // 3600}


def _late(condition: Condition) -> Figures | None:
    limit_min = current_app.config["ALARM_LATE_MIN"]
    minutes = condition.late_s // 60
    return {"minutes": minutes} if limit_min and minutes >= limit_min else None


def _dead(condition: Condition) -> Figures | None:
    return {"count": condition.dead_count} if condition.dead_count else None


def _redis(condition: Condition) -> Figures | None:
    return None if condition.has_redis else {}


def _clock(condition: Condition) -> Figures | None:
    """Seen by whoever asks from outside: a clock that stands tells nobody."""
    age_s = condition.age_s(condition.pulse_at)
    if age_s is None or age_s < SILENCE.total_seconds():
        return None
    return {"minutes": age_s // 60}


def _work(condition: Condition) -> Figures | None:
    return {"names": list(condition.broken_work)} if condition.broken_work else None


def _doctor(condition: Condition) -> Figures | None:
    """Faults, or an examination that has not happened for two nights."""
    last = condition.examination
    if last is None:
        return None
    if last.faults:
        return {"count": len(last.faults), "first": ": ".join(last.faults[0])}
    late = condition.at - last.ended_at > EXAMINED_WITHIN
    return {"hours": int((condition.at - last.ended_at).total_seconds()) // 3600} if late else None


SIGNS: Mapping[str, Callable[[Condition], Figures | None]] = {
    "disk": _disk,
    "backup": _backup,
    "redis": _redis,
    "clock": _clock,
    "late": _late,
    "dead": _dead,
    "work": _work,
    "doctor": _doctor,
}
