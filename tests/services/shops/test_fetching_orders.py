"""Orders of the shop enter the book once; known ones only get their payment."""

from datetime import timedelta

import pytest

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import payments, shop_exchanges, shop_fetches
from tests.services.living import kinds_of, outcomes
from tests.services.shops.bought import BUYER, exchange, fetched
from tests.services.shops.orders import keep_shops, link_of, order_in, told


def test_orders_of_the_shop_enter_the_book_once(studio, fetching, woo):
    """B-02: both numbers are kept; a second run brings nothing new."""
    made = woo.buy(3, **BUYER)
    assert shop_fetches.fetch(fetching).new == 3
    assert shop_fetches.fetch(fetching).count == 0
    found = fetched()
    assert [link_of(one).number for one in found] == [str(one["number"]) for one in made]
    assert len({one.number for one in found}) == 3


def test_a_fetched_order_has_all_its_lines_and_its_buyer(studio, fetching, woo):
    """issue 6: with all lines; N-15: the client is known by e-mail."""
    woo.buy(1, **BUYER)
    shop_fetches.fetch(fetching)
    (order,) = fetched()
    assert (order.client_name, order.client.email) == ("Ewa Żak", "ewa@example.com")
    assert (order.company, order.invoice_city) == ("Żak sp. z o.o.", "Gdańsk")
    assert [(line.item_name, line.total_cents) for line in order.lines] == [
        ("Fotoobraz 60×40", 12300)
    ]
    assert order.total_cents == link_of(order).total_cents == 12300


def test_two_orders_of_one_person_are_one_client(studio, fetching, woo):
    """N-15."""
    woo.buy(2, **BUYER)
    shop_fetches.fetch(fetching)
    assert len({order.client_id for order in fetched()}) == 1


def test_a_company_is_known_by_its_tax_number_a_caller_by_telephone(studio, fetching, woo):
    """N-15: by NIP first, then by e-mail, then by telephone."""
    nip = {"meta_data": [{"key": "_billing_nip", "value": "5260250274"}]}
    bare = {name: value for name, value in BUYER["billing"].items() if name != "email"}
    woo.buy(1, **BUYER, **nip)
    woo.buy(1, **BUYER | {"billing": BUYER["billing"] | {"email": "biuro@example.com"}}, **nip)
    woo.buy(1, **BUYER | {"billing": bare})
    woo.buy(1, **BUYER | {"billing": bare | {"phone": "999"}})
    shop_fetches.fetch(fetching)
    first, same, called, other = (order.client_id for order in fetched())
    assert first == same == called != other


def test_older_orders_and_other_statuses_stay_where_they_are(studio, fetching, woo):
    """B-12, N-14."""
    fetching.fetched_statuses = ["processing"]
    fetching.fetches_from_at = utc_now() - timedelta(minutes=5)
    db.session.commit()
    old = (utc_now() - timedelta(hours=3)).replace(tzinfo=None).isoformat(timespec="seconds")
    woo.buy(1, at=old, **BUYER)
    woo.buy(1, status="on-hold", **BUYER)
    woo.buy(1, status="processing", **BUYER)
    shop_fetches.fetch(fetching, looks_back=True)
    assert len(fetched()) == 1


def test_they_land_in_the_chosen_status(studio, fetching, woo):
    """B-13."""
    fetching.fetched_status_id = studio.order_statuses[2].id
    db.session.commit()
    woo.buy(1, **BUYER)
    shop_fetches.fetch(fetching)
    assert fetched()[0].status_id == studio.order_statuses[2].id


@pytest.mark.parametrize(("thanks", "mails"), [(False, 0), (True, 1)])
def test_the_shop_or_kadr_thanks_never_both(studio, fetching, woo, thanks, mails):
    """B-15, D15."""
    fetching.thanks_for_orders = thanks
    db.session.commit()
    woo.buy(1, **BUYER)
    shop_fetches.fetch(fetching)
    (order,) = fetched()
    thanked = OutboxEntry.about("mail.order_placed", order.id)
    assert len(db.session.scalars(thanked).all()) == mails


def test_the_import_actions_run_for_a_fetched_order(studio, fetching, woo):
    """O-02: exactly one status in the fetching."""
    fetching.status_after_import = "processing"
    db.session.commit()
    woo.buy(1, status="on-hold", **BUYER)
    shop_fetches.fetch(fetching)
    keep_shops()
    (order,) = fetched()
    assert outcomes(order)["import_status"] == "promised"
    assert woo.orders[0]["status"] == "processing"
    assert len(woo.called("PUT")) == 1


def test_what_was_passed_never_comes_back(studio, fetching, woo):
    """B-04, B-06: neither by its id, nor by our reference when its answer was lost."""
    order_in(studio)
    keep_shops()
    lost = order_in(studio)
    woo.script("store_then_reset", "POST", "/orders")
    keep_shops(1)
    assert not link_of(lost).is_linked
    shop_fetches.fetch(fetching, looks_back=True)
    assert fetched() == []


def test_paid_there_is_paid_here_and_not_told_back(studio, fetching, woo):
    """B-28, D14."""
    order = order_in(studio)
    keep_shops()
    woo.edit(link_of(order).remote_id, status="processing")
    assert shop_fetches.fetch(fetching, looks_back=True).paid == 1
    db.session.refresh(order)
    assert order.is_paid
    assert order.payments[0].origin == "shop"
    assert "order.paid_in_shop" in kinds_of(order)
    shop_exchanges.run(next(one.id for one in fetching.exchanges if one.name == "payments"))
    assert told(order, "fetching.set_paid") == []


def test_a_payment_that_was_taken_back_there_is_a_finding_here(studio, fetching, woo):
    """B-28: never un-paid by itself."""
    order = order_in(studio)
    keep_shops()
    payments.mark_paid(order, "Hanna")
    exchange(fetching, "payments")
    keep_shops()
    woo.edit(link_of(order).remote_id, date_paid=None, date_paid_gmt=None, status="failed")
    shop_fetches.fetch(fetching, looks_back=True)
    db.session.refresh(order)
    assert order.is_paid
    assert link_of(order).finding == "unpaid"


def test_a_status_that_changed_there_changes_nothing_here(studio, fetching, woo):
    """B-27, B-40."""
    woo.buy(1, **BUYER)
    shop_fetches.fetch(fetching)
    (order,) = fetched()
    before = order.status_id
    woo.edit(link_of(order).remote_id, status="completed")
    shop_fetches.fetch(fetching, looks_back=True)
    db.session.refresh(order)
    assert (order.status_id, order.is_cancelled) == (before, False)


def test_a_hundred_and_one_orders_over_pages_come_once_each(studio, fetching, woo):
    """shops.md 8.18."""
    woo.buy(101, **BUYER)
    assert shop_fetches.fetch(fetching).new == 101
    assert shop_fetches.fetch(fetching, looks_back=True).new == 0
