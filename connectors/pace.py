"""Leaving a shop time between requests, where it takes so many a minute and no more."""

import threading
import time
from collections.abc import Callable

_next_at: dict[str, float] = {}
_lock = threading.Lock()


def pace_of(account: str, per_minute: int | None) -> Callable[[], None]:
    """Waits before a request until the account may be asked again; all of this process share it."""
    if not per_minute:
        return _go_on
    gap_s = 60 / per_minute

    def wait() -> None:
        with _lock:
            now = time.monotonic()
            at = max(now, _next_at.get(account, 0.0))
            _next_at[account] = at + gap_s
        time.sleep(at - now)

    return wait


def _go_on() -> None:
    """Nothing to wait for."""
