"""Exchanges by the clock and by button: who runs, when again, and what holds up nothing."""

from datetime import timedelta

from extensions import db
from models.types import utc_now
from services import shop_exchanges, shop_fetches
from tests.services.shops.bought import BUYER, exchange, fetched


def test_two_presses_are_one_run(studio, fetching, woo):
    """B-42."""
    assert shop_exchanges.ask(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    row.runs_until = utc_now() + timedelta(minutes=5)
    db.session.commit()
    assert not shop_exchanges.ask(fetching, "orders")
    shop_exchanges.run(row.id)
    assert woo.calls == []


def test_what_happens_behind_the_back_of_a_run_is_fetched_by_one_more(
    studio, fetching, woo, monkeypatch
):
    """B-42: the button, or the shop's news, in the middle of a run that has looked already."""
    fetch = shop_fetches.fetch

    def pressed_at_the_end(shop, **how):
        result = fetch(shop, **how)
        if len(fetched()) == 0:
            woo.buy(1, **BUYER)
            assert not shop_exchanges.ask(shop, "orders")
        return result

    monkeypatch.setattr(shop_fetches, "fetch", pressed_at_the_end)
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    assert fetched() == []
    shop_exchanges.run(row.id)
    db.session.refresh(row)
    assert (len(fetched()), row.asked_at) == (1, None)
    assert row.next_run_at > utc_now()


def test_a_run_says_when_it_was_and_when_it_comes_again(studio, fetching, woo):
    """B-37, B-42: the rhythm of an hour."""
    woo.buy(2, **BUYER)
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    db.session.refresh(row)
    assert (row.last_count, row.last_code, row.runs_until) == (2, "", None)
    assert timedelta(minutes=59) < row.next_run_at - utc_now() <= timedelta(hours=1)


def test_a_run_that_failed_says_why_and_comes_again_soon(studio, fetching, woo):
    """shops.md 8.17."""
    woo.script("500", "GET", times=5)
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    db.session.refresh(row)
    assert row.last_code == "500"
    assert row.next_run_at - utc_now() < timedelta(minutes=16)


def test_a_run_goes_on_where_it_came_to_and_does_not_look_back_again(
    studio, fetching, woo, monkeypatch
):
    """Long fetches are cut into runs; pressing the button looks back once, not each time."""
    woo.buy(250, **BUYER)
    monkeypatch.setattr(shop_fetches, "RUN_S", 0)
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    db.session.refresh(row)
    assert (len(fetched()), row.asked_at) == (100, None)
    assert row.next_run_at <= utc_now()
    shop_exchanges.run(row.id)
    monkeypatch.setattr(shop_fetches, "RUN_S", 60)
    shop_exchanges.run(row.id)
    assert len(fetched()) == 250


def test_an_order_that_cannot_be_taken_holds_up_no_other(studio, fetching, woo):
    """The exchange says which it was: here one whose price no column holds."""
    woo.buy(1, **BUYER)
    absurd = [{"name": "Fotoobraz", "total": "9" * 18 + ".00"}]
    (broken,) = woo.buy(1, **BUYER | {"fee_lines": absurd})
    woo.buy(1, **BUYER)
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    db.session.refresh(row)
    assert (len(fetched()), row.last_code) == (2, "orders_broken")
    assert row.last_error == str(broken["number"])


def test_a_shop_that_rests_is_asked_when_its_rest_is_over(studio, fetching, woo):
    """Not an hour later."""
    fetching.rests_until = utc_now() + timedelta(minutes=5)
    db.session.commit()
    exchange(fetching, "orders")
    row = next(one for one in fetching.exchanges if one.name == "orders")
    db.session.refresh(row)
    assert (row.next_run_at, row.last_run_at) == (fetching.rests_until, None)
    assert woo.calls == []
