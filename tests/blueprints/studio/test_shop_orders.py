"""A shop's tab "Orders"."""

from datetime import UTC, datetime

import pytest

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shopping import make_shop
from tests.fakes.shop_connector import MUTE
from tests.services.living import come_in

FULL_FORM = {
    "fetches_orders": "1",
    "fetches_from": "2026-11-01T12:30",
    "fetched_statuses": ["new", "done"],
    "pushes_orders": "1",
    "passes_note": "1",
    "unknown_products": "free",
}
LABELS = (
    *("Pobieranie zamówień ze sklepu", "Status pobranych zamówień", "Dodawanie zam. do sklepu"),
    *("Wysyłaj e-mail z podziękowaniem do zamówień ze sklepu", "login klienta"),
    *("Nr sesji (odpowiednik nr aukcji)", "uwagi do zamówienia", "Przekaż zaległe"),
)
WARNING = "Bez przekazywania sklep nie zmniejszy stanów produktów"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(studio):
    return make_shop(studio)


@pytest.fixture
def address(shop):
    return f"/studio/shops/{shop.id}/orders"


def test_everything_that_is_set_stands_on_one_page(studio_web, address):
    """B-11…B-16, D19."""
    page = get(studio_web, address)
    assert [label for label in LABELS if label not in page] == []


def test_what_is_saved_is_what_is_read(studio_web, shop, address):
    """B-12…B-15, N-14; the time is the studio's."""
    wanted = shop.studio.order_statuses[1].id
    data = FULL_FORM | {"fetched_status": wanted, "skips_free_lines": "1"}
    assert studio_web.post(address, data=data).status_code == 303
    assert shop.fetches_from_at == datetime(2026, 11, 1, 11, 30, tzinfo=UTC)
    assert shop.fetched_statuses == ["new", "done"]
    assert shop.fetched_status_id == wanted
    assert shop.skips_free_lines
    assert not shop.thanks_for_orders


@pytest.mark.parametrize("name", ["passes_login", "passes_session", "passes_note"])
def test_each_of_the_three_extras_is_chosen_alone(studio_web, shop, address, name):
    """B-16."""
    studio_web.post(address, data={"pushes_orders": "1", name: "1"})
    extras = ("passes_login", "passes_session", "passes_note")
    assert [one for one in extras if getattr(shop, one)] == [name]


def test_an_earlier_beginning_reads_from_there_again(studio_web, shop, address):
    """B-12: what lies between is fetched, too."""
    shop.fetches_orders, shop.fetched_until_at = True, datetime(2026, 11, 20, tzinfo=UTC)
    shop.fetches_from_at = datetime(2026, 11, 10, tzinfo=UTC)
    db.session.commit()
    studio_web.post(address, data=FULL_FORM)
    assert shop.fetched_until_at is None


def test_saving_the_same_beginning_again_reads_nothing_twice(studio_web, shop, address):
    """B-12: a form shows minutes, the switch on the list keeps seconds."""
    shop.fetches_orders, shop.fetched_until_at = True, datetime(2026, 11, 20, tzinfo=UTC)
    shop.fetches_from_at = since = datetime(2026, 11, 1, 11, 30, 42, tzinfo=UTC)
    db.session.commit()
    studio_web.post(address, data=FULL_FORM)
    assert shop.fetched_until_at is not None
    assert shop.fetches_from_at == since


def test_turned_on_again_it_begins_with_now(studio_web, shop, address):
    """B-12: not with a day long gone."""
    shop.fetches_from_at = datetime(2024, 1, 1, tzinfo=UTC)
    db.session.commit()
    assert "2024-01-01" not in get(studio_web, address)


def test_withdrawn_statuses_are_off_and_said_to_be_an_exception(studio_web, shop, address):
    """N-10, D12."""
    assert "Jedyny wyjątek" in get(studio_web, address)
    assert shop.withdrawn_statuses == []
    studio_web.post(address, data=FULL_FORM | {"withdrawn_statuses": ["done"]})
    assert shop.withdrawn_statuses == ["done"]


def test_ending_to_pass_orders_is_asked_about_and_keeps_the_rest(studio_web, shop, address):
    """B-06."""
    studio_web.post(address, data=FULL_FORM)
    without = {name: value for name, value in FULL_FORM.items() if name != "pushes_orders"}
    asked = studio_web.post(address, data=without)
    assert WARNING in asked.text
    assert asked.text.count('name="fetched_statuses"') == 2
    assert shop.pushes_orders
    studio_web.post(address, data=without | {"confirmed": "1"})
    assert not shop.pushes_orders
    assert shop.fetches_orders


@pytest.mark.parametrize(
    "forced",
    [
        {"fetched_statuses": ["unheard-of"]},
        {"withdrawn_statuses": ["unheard-of"]},
        {"fetched_status": "999999"},
        {"fetched_status": "x"},
        {"fetches_from": "tomorrow"},
    ],
)
def test_what_no_form_offers_is_refused(studio_web, shop, address, forced):
    """O-12: 400."""
    assert studio_web.post(address, data=FULL_FORM | forced).status_code == 400
    assert not shop.fetches_orders


@pytest.mark.parametrize("name", ["fetches_orders", "pushes_orders"])
def test_a_shop_that_cannot_is_not_forced(studio_web, studio, name):
    """O-12, B-35."""
    shop = make_shop(studio, platform=MUTE)
    answer = studio_web.post(f"/studio/shops/{shop.id}/orders", data={name: "1"})
    assert answer.status_code == 400
    assert not getattr(shop, name)


def test_a_status_that_the_shop_no_longer_has_is_shown_and_may_stay(studio_web, shop, address):
    shop.fetched_statuses = ["gone"]
    db.session.commit()
    assert "zniknął ze sklepu" in get(studio_web, address)
    data = FULL_FORM | {"fetched_statuses": ["gone"]}
    assert studio_web.post(address, data=data).status_code == 303


def test_older_orders_go_after_they_were_counted(studio_web, make, studio, shop, address):
    """B-14: 4 old orders; turning on passes none, the button all."""
    gallery = make.make_gallery(studio)
    for _ in range(4):
        come_in(gallery, delivery_known_at=utc_now())
    studio_web.post(address, data=FULL_FORM)
    assert pushes() == 0
    asked = get(studio_web, f"{address}/outstanding")
    assert "Przekazać 4 starsze zamówienia do Odbitki?" in asked
    assert studio_web.post(f"{address}/outstanding").status_code == 303
    assert pushes() == 4


def pushes() -> int:
    promised = db.select(OutboxEntry).where(OutboxEntry.kind == "shop.push_order")
    return len(db.session.scalars(promised).all())
