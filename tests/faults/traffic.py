"""People who go on asking while something breaks, each until the thing is done."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy

from bin.children import wait_until
from extensions import db
from tests.faults.acts import Act
from tests.faults.plant import LIMIT_S
from tests.invariants import assert_told

PEOPLE = 4
PAUSE_S = 0.2  # between an answer and the next request of the same person
PATIENCE_S = 3 * LIMIT_S
DONE = {200, 303}
NO_ANSWER = 0


def several(first: Act, number: int) -> list[Act]:
    """The same kind of act, made ready so many times."""
    acts = []
    for _ in range(number):
        first.prepare()
        acts.append(copy(first))
    return acts


class Traffic:
    """`answers` counts the statuses that were heard, `NO_ANSWER` among them."""

    def __init__(self, acts: Sequence[Act]):
        self.acts = acts
        self.answers: Counter[int] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Within, the acts are done by several people at once; afterwards all of them were told
        so. The session of the test holds no connection meanwhile."""
        db.session.rollback()
        with ThreadPoolExecutor(PEOPLE) as pool:
            people: list[Future] = [
                pool.submit(self._do, self.acts[n::PEOPLE]) for n in range(PEOPLE)
            ]
            yield
        for person in people:
            person.result()

    def heard(self, statuses: set[int], number: int) -> bool:
        """Whether so many answers of the kind were heard, now or within the patience of people."""
        return wait_until(lambda: self._sum(statuses) >= number, PATIENCE_S)

    @property
    def failed(self) -> int:
        """Requests after which somebody had to ask again."""
        return self.answers.total() - self._sum(DONE)

    def _sum(self, statuses: set[int]) -> int:
        return sum(self.answers[status] for status in statuses)

    def _do(self, acts: Sequence[Act]) -> None:
        for act in acts:
            deadline = time.monotonic() + PATIENCE_S
            while self._ask(act) not in DONE:
                assert time.monotonic() < deadline, f"told {self.answers}"

    def _ask(self, act: Act) -> int:
        answer = act.send()
        status = answer.status_code if answer is not None else NO_ANSWER
        with self._lock:
            self.answers[status] += 1
        assert_told(status)
        time.sleep(PAUSE_S)
        return status
