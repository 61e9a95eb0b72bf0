"""What Prometheus is told of an installation: its state at the moment it asks.

Names follow prometheus.io/docs/practices/naming: base units, times as seconds since 1970. Labels
take their values from short lists of our own, never from what people write.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from rq import Worker
from sqlalchemy import func, select

from extensions import db
from models.alarm import Alarm
from models.outbox import OPEN, OutboxEntry
from models.photo import Photo
from models.types import utc_now
from services import condition, queues, rereading, schedule, signs

STATES = (*OPEN, "leased", "dead")


class State(Collector):
    """Asked within an application context; about ten small queries."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = condition.look(utc_now())
        yield _one("kadr_ready", "1 while Kadr can do its work.", int(now.is_fit))
        yield _one("kadr_redis_up", "1 while Redis answers.", int(now.has_redis))
        yield _one("kadr_storage_free_bytes", "Room left on the disk.", now.free_bytes)
        yield _one("kadr_storage_size_bytes", "How large the disk is.", now.total_bytes)
        yield _since("kadr_backup_last_timestamp_seconds", "End of the last backup.", now.backup_at)
        yield from _queues()
        if now.has_database:
            examined_at = now.examination and now.examination.ended_at
            yield _since("kadr_doctor_last_timestamp_seconds", "Last examination.", examined_at)
            late = "By how long the oldest promise is late."
            yield _one("kadr_outbox_oldest_due_seconds", late, now.late_s)
            yield from _of_database(now)


def _of_database(now: condition.Condition) -> Iterator[GaugeMetricFamily]:
    counts = select(OutboxEntry.kind, OutboxEntry.state, func.count())
    open_ones = counts.where(OutboxEntry.state.in_(STATES))
    rows = db.session.execute(open_ones.group_by(OutboxEntry.kind, OutboxEntry.state)).all()
    told = (((kind, state), count) for kind, state, count in rows)
    yield _many("kadr_outbox_entries", "Promises not kept yet.", ("kind", "state"), told)
    undone = Photo.rendered_at.is_(None)
    waiting, failed = db.session.execute(
        select(
            func.count().filter(Photo.failed_at.is_(None)),
            func.count().filter(Photo.failed_at.is_not(None)),
        ).where(undone)
    ).one()
    renditions = [(("waiting",), waiting), (("failed",), failed)]
    yield _many("kadr_photos_without_renditions", "Photos nobody can see.", ("state",), renditions)
    read = rereading.progress()
    photos = [(("all",), read.total), (("checked",), read.checked), (("wrong",), read.wrong)]
    yield _many("kadr_photos_reread", "Photos held against their SHA-256.", ("state",), photos)
    yield from _tasks()
    raised = set(db.session.scalars(select(Alarm.name).where(Alarm.resolved_at.is_(None))))
    raised |= set(signs.seen(now))
    alarms = [((name,), int(name in raised)) for name in signs.SIGNS]
    yield _many("kadr_alarm", "1 while something is wrong.", ("alarm",), alarms)


def _tasks() -> Iterator[GaugeMetricFamily]:
    facts = schedule.facts()
    ran = [((name,), row.last_run_at.timestamp()) for name, row in facts.items() if row.last_run_at]
    yield _many("kadr_task_last_timestamp_seconds", "Last run to the end.", ("task",), ran)
    broken = [((name,), int(row.failed_at is not None)) for name, row in facts.items()]
    yield _many("kadr_task_failed", "1 when the last run broke off.", ("task",), broken)


def _queues() -> Iterator[GaugeMetricFamily]:
    """Nothing of them while Redis is away."""
    try:
        connection = queues.connect()
        lengths = [((name,), queues.queue(name, connection).count) for name in queues.QUEUES]
        known = [worker.queue_names() for worker in Worker.all(connection=connection)]
    except RedisError:
        return
    workers = [((name,), sum(name in names for names in known)) for name in queues.QUEUES]
    yield _many("kadr_queue_jobs", "Jobs that wait for a worker.", ("queue",), lengths)
    yield _many("kadr_workers", "Workers that are alive.", ("queue",), workers)


def _one(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _since(name: str, meaning: str, moment: datetime | None) -> GaugeMetricFamily:
    """Without a value where it never happened."""
    return _many(name, meaning, (), [] if moment is None else [((), moment.timestamp())])


def _many(
    name: str,
    meaning: str,
    labels: tuple[str, ...],
    samples: Iterable[tuple[tuple[str, ...], float]],
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for values, value in samples:
        family.add_metric(values, value)
    return family
