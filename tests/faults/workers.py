"""Workers of a plant, one after another, each killed where a test says."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext

from sqlalchemy import func, select

from bin.children import die_with_parent, wait_until
from extensions import db
from models import OutboxEntry
from services import outbox
from tests.faults.plant import Plant
from tests.faults.strace import killed_at
from tests.faults.sweep import FAR_MORE_CALLS_THAN_ANY_ACT_MAKES, Kill
from tests.journeys.stack import ROOT

SETTLED_LIMIT_S = 30.0


class Workers:
    """They come from one process that has everything loaded, `settings` on top of the plant's; see
    forker.py."""

    def __init__(self, plant: Plant, **settings: str):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forker"],
            env=plant.environment | settings,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=die_with_parent,
        )
        assert self._heard() == "ready"

    def work(self, queue: str, kill_at: int = 0) -> bool:
        """Work until the queue is empty, or until the call `kill_at`; whether the worker lived."""
        pid = self.begin(queue)
        with killed_at(pid, kill_at) if kill_at else nullcontext():
            return self.end(pid)

    def begin(self, queue: str) -> int:
        """The number of a worker that waits to be continued; one at a time."""
        print(queue, file=self._process.stdin, flush=True)
        return int(self._heard())

    def end(self, pid: int) -> bool:
        """Continue a worker until its end; whether it lived until its queue was empty."""
        os.kill(pid, signal.SIGCONT)
        return self._heard() == "0"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _heard(self) -> str:
        """Its next line of ours; what the application logs begins with a brace or a date."""
        for line in self._process.stdout:
            if line.strip() == "ready" or line.strip().lstrip("-").isdigit():
                return line.strip()
        raise AssertionError("the forker has died")


def kills_of_mailers(
    plant: Plant, workers: Workers, first: int = 1, step: int = 1
) -> Iterator[Kill]:
    """The mails of an order, whose worker is killed at call `first`, `first + step`, … until one
    survives. Then others take over, and in the end both mails are there."""
    for number in range(first, FAR_MORE_CALLS_THAN_ANY_ACT_MAKES, step):
        plant.redis.flush()
        order = plant.order()
        if workers.work("interactive", number):
            return
        killed_at_s = time.monotonic()
        broken = plant.broken()
        arrived = wait_until(lambda order=order: settled(workers, order.id), SETTLED_LIMIT_S)
        recovered_s = time.monotonic() - killed_at_s
        broken += plant.broken()
        yield Kill(number, False, recovered_s, int(arrived), tuple(broken))


def settled(workers: Workers, order_id: int) -> bool:
    """Offer what is due and work it off; whether both mails about the order have left."""
    outbox.relay()
    for queue in ("interactive", "backlog"):
        workers.work(queue)
    mails = OutboxEntry.kind.startswith("mail."), OutboxEntry.subject_id == order_id
    sent = select(func.count()).where(*mails, OutboxEntry.state == "sent")
    found = db.session.scalar(sent)
    db.session.rollback()
    return found == 2
