"""The way to RQ. A wake-up may get lost: the tables are the truth and `flask relay` asks again."""

from collections.abc import Iterable
from typing import NamedTuple

import structlog
from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

log = structlog.get_logger()

QUEUES = ("interactive", "backlog", "renditions", "documents", "shops")
REDIS_TIMEOUT_S = 2
JOB_TIMEOUT_S = 120


class Wake(NamedTuple):
    """Ask a worker of `queue` to run `job` for the row `row_id`, next of all when it is urgent.

    After `timeout_s` the worker gives it up.
    """

    queue: str
    job: str
    row_id: int
    is_urgent: bool = False
    timeout_s: int = JOB_TIMEOUT_S


def connect(timeout_s: float | None = REDIS_TIMEOUT_S) -> Redis:
    """A connection to Redis; workers, which wait on purpose, pass no time limit."""
    return Redis.from_url(
        current_app.config["REDIS_URL"],
        socket_timeout=timeout_s,
        socket_connect_timeout=REDIS_TIMEOUT_S,
        retry=None,
    )


def queue(name: str, connection: Redis) -> Queue:
    return Queue(name, connection=connection, serializer=JSONSerializer)


def wake(wakes: Iterable[Wake]) -> None:
    """Enqueue the jobs. Redis away is logged, never raised: the relay offers the rows again."""
    by_queue: dict[str, list[Wake]] = {}
    for one in wakes:
        by_queue.setdefault(one.queue, []).append(one)
    if not by_queue:
        return
    try:
        for name, asked in by_queue.items():
            _enqueue(queue(name, _kept_connection()), asked)
    except RedisError as error:
        log.warning("redis_away", error=type(error).__name__, waiting=len(by_queue))


def _kept_connection() -> Redis:
    """One client for all wake-ups of a process: a new one each time costs more than the upload."""
    kept = current_app.extensions
    if "kadr.redis" not in kept:
        kept["kadr.redis"] = connect()
    return kept["kadr.redis"]


def _enqueue(target: Queue, wakes: list[Wake]) -> None:
    target.enqueue_many(
        Queue.prepare_data(
            one.job,
            args=(one.row_id,),
            timeout=one.timeout_s,
            result_ttl=0,
            failure_ttl=86_400,
            at_front=one.is_urgent,
        )
        for one in wakes
    )
