"""Killed at the N-th call, for every N: after each kill the invariants, then the same once more."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.acts import Act
from tests.faults.strace import killed_at
from tests.invariants import assert_told

FAR_MORE_CALLS_THAN_ANY_ACT_MAKES = 1000


@dataclass(frozen=True)
class Kill:
    """`was_told`: somebody had heard that it was done. `recovered_s`: until a repeat was answered;
    `copies`: how often the thing is there in the end, and `broken` what does not hold."""

    number: int
    was_told: bool
    recovered_s: float
    copies: int
    broken: tuple[str, ...]

    @property
    def is_harmless(self) -> bool:
        return self.copies == 1 and not self.broken


def kills(act: Act, first: int = 1, step: int = 1) -> Iterator[Kill]:
    """The act with its web worker killed at call `first`, `first + step`, … until one survives."""
    for number in range(first, FAR_MORE_CALLS_THAN_ANY_ACT_MAKES, step):
        act.prepare()
        (worker,) = act.plant.web_workers()
        with killed_at(worker, number):
            answer = act.send()
            killed_at_s = time.monotonic()
            survived = answer is not None and act.plant.web_workers() == [worker]
        if survived:
            return
        there, broken = act.done(), act.plant.broken()
        if answer is not None and not there:
            broken.append("somebody was told of what is not there")
        repeated = act.send()
        recovered_s = time.monotonic() - killed_at_s
        assert repeated is not None
        assert_told(repeated.status_code)
        broken += act.plant.broken()
        yield Kill(number, answer is not None, recovered_s, act.done(), tuple(broken))
