"""A shop that takes so many requests a minute is asked no faster."""

from connectors import pace
from connectors.pace import pace_of


def test_requests_of_one_account_stand_apart_whoever_asks(monkeypatch):
    """shops.md 8.16: a hundred a minute are one each 0.6 seconds, shared by all connections."""
    waited, now = [], [1000.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(pace.time, "sleep", waited.append)
    first, second = pace_of("one", 100), pace_of("one", 100)
    first(), second(), first()
    pace_of("another", 100)()
    assert [round(one, 1) for one in waited] == [0.0, 0.6, 1.2, 0.0]


def test_a_shop_without_a_budget_is_not_kept_waiting(monkeypatch):
    waited = []
    monkeypatch.setattr(pace.time, "sleep", waited.append)
    pace_of("one", None)()
    assert waited == []
