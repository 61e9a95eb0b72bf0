"""The workers of an installation and the queues they stand at, as Redis knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.exceptions import RedisError
from rq import Worker
from rq.registry import FailedJobRegistry
from rq.worker import BaseWorker

from services import queues


@dataclass(frozen=True)
class QueueLoad:
    """`failed` are jobs that broke off and are kept for a day; what they were about is tried again
    by the outbox."""

    name: str
    waiting: int
    failed: int
    workers: int


@dataclass(frozen=True)
class Hand:
    """One worker. `seen_at` is its last sign of life, every few minutes at least."""

    name: str
    queues: str
    is_busy: bool
    started_at: datetime | None
    seen_at: datetime | None
    done: int
    failed: int


@dataclass(frozen=True)
class Crew:
    loads: Sequence[QueueLoad]
    hands: Sequence[Hand]


def look() -> Crew | None:
    """None while Redis is away."""
    try:
        connection = queues.connect()
        hands = [_hand(worker) for worker in Worker.all(connection=connection)]
        loads = []
        for name in queues.QUEUES:
            queue = queues.queue(name, connection)
            failed = FailedJobRegistry(queue=queue).count
            standing = sum(name in hand.queues.split(", ") for hand in hands)
            loads.append(QueueLoad(name, queue.count, failed, standing))
    except RedisError:
        return None
    return Crew(loads, sorted(hands, key=lambda hand: (hand.queues, hand.name)))


def _hand(worker: BaseWorker) -> Hand:
    return Hand(
        name=worker.name[:8],
        queues=", ".join(worker.queue_names()),
        is_busy=worker.get_state() == "busy",
        started_at=_aware(worker.birth_date),
        seen_at=_aware(worker.last_heartbeat),
        done=worker.successful_job_count,
        failed=worker.failed_job_count,
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
