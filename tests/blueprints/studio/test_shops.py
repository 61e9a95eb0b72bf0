"""Online shops: the list, the overview, and what is turned on and off there."""

import pytest

from extensions import db
from models import OutboxEntry, ShopLink
from models.types import utc_now
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shopping import SECRET, make_shop
from tests.conftest import sign_in
from tests.fakes.shop_connector import MUTE
from tests.services.living import come_in

LIST = "/studio/shops"
TABS = ("", "/orders", "/statuses", "/shipping", "/payments", "/taxes", "/products", "/connection")
WARNING = "Bez przekazywania sklep nie zmniejszy stanów produktów"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(studio):
    return make_shop(studio)


def turn(web, shop, name, on, **more):
    data = {"name": name, "on": "1"} if on else {"name": name}
    return web.post(f"{LIST}/{shop.id}/switches", data=data | more)


def test_without_a_shop_the_page_says_what_one_is_for(studio_web):
    """ui: an empty state that says what to do first."""
    page = get(studio_web, LIST)
    assert "Sklepy internetowe" in page
    assert "Połącz sklep" in page


def test_the_labels_are_those_of_the_contract(studio_web, shop):
    """B-01, B-09, B-42."""
    page = get(studio_web, LIST)
    for label in (
        "Pobieranie zamówień ze sklepu",
        "Dodawanie zam. do sklepu",
        "Pobierz zamówienia",
    ):
        assert label in page


@pytest.mark.parametrize("fetches", [True, False])
@pytest.mark.parametrize("pushes", [True, False])
def test_each_of_the_four_combinations_is_kept(studio_web, shop, fetches, pushes):
    """B-01, B-09: the list and the tab show one setting."""
    turn(studio_web, shop, "fetches_orders", fetches)
    turn(studio_web, shop, "pushes_orders", pushes)
    assert (shop.fetches_orders, shop.pushes_orders) == (fetches, pushes)
    page = get(studio_web, f"{LIST}/{shop.id}/orders")
    assert ('name="fetches_orders" value="1" checked' in page) is fetches
    assert ('name="pushes_orders" value="1" checked' in page) is pushes


def test_fetching_begins_with_now(studio_web, shop):
    """B-12: old orders are not pulled in by accident."""
    before = utc_now()
    turn(studio_web, shop, "fetches_orders", True)
    assert shop.fetches_from_at >= before


def test_passing_orders_ends_after_a_second_press(studio_web, shop):
    """B-06."""
    turn(studio_web, shop, "pushes_orders", True)
    asked = turn(studio_web, shop, "pushes_orders", False)
    assert WARNING in asked.text
    assert shop.pushes_orders
    turn(studio_web, shop, "pushes_orders", False, confirmed="1")
    assert not shop.pushes_orders


def test_a_press_answers_with_the_card_alone(studio_web, shop):
    """B-09: htmx."""
    answer = studio_web.post(
        f"{LIST}/{shop.id}/switches",
        data={"name": "pushes_orders", "on": "1"},
        headers={"HX-Request": "true"},
    )
    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["orders", "statuses", "payments", "checks", "stock"])
def test_every_exchange_shows_its_rhythm_and_runs_by_a_press(studio_web, shop, name):
    """B-37, B-42, B-44."""
    page = get(studio_web, f"{LIST}/{shop.id}")
    assert "Ostatnia synchronizacja" in page
    assert "Następna synchronizacja" in page
    assert "co godzinę" in page
    assert "co 4 godziny" in page
    answer = studio_web.post(f"{LIST}/{shop.id}/exchanges", data={"name": name})
    assert answer.status_code == 303
    asked = next(one for one in shop.exchanges if one.name == name)
    assert asked.asked_at is not None


@pytest.mark.parametrize("name", ["orders", "payments", "stock", "unheard-of"])
def test_what_the_shop_cannot_do_is_not_run_by_force(studio_web, studio, name):
    """O-12, B-35."""
    shop = make_shop(studio, platform=MUTE)
    answer = studio_web.post(f"{LIST}/{shop.id}/exchanges", data={"name": name})
    assert answer.status_code == 400


@pytest.mark.parametrize("tab", TABS)
def test_no_page_of_a_shop_tells_its_key(studio_web, shop, tab, caplog):
    """shops 8.25: the last four letters at most."""
    page = get(studio_web, f"{LIST}/{shop.id}{tab}")
    assert SECRET not in page
    assert SECRET[:8] not in page
    assert SECRET not in caplog.text


@pytest.mark.parametrize("tab", TABS)
def test_another_studio_finds_no_such_shop(app, make, shop, tab):
    """shops 8.25."""
    stranger = sign_in(app, make.make_user())
    assert stranger.get(f"{LIST}/{shop.id}{tab}").status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_names_that_a_shop_made_up_are_only_text(studio_web, studio, tab):
    """8.12: nothing of the shop becomes markup."""
    evil = "<script>alert(1)</script>\"'><img src=x>"
    rows = [{"code": evil, "name": evil, "percent": evil}]
    lists = {name: rows for name in ("statuses", "shipping", "payments", "taxes")}
    facts = {"name": evil, "version": evil, "currency": evil, "time_zone": evil}
    shop = make_shop(studio, facts=facts, fetched_statuses=[evil], last_error=evil, **lists)
    answer = studio_web.get(f"{LIST}/{shop.id}{tab}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x>" not in answer.text


@pytest.mark.parametrize("tab", ["/orders", "/payments", "/taxes", "/products"])
def test_a_tab_the_shop_cannot_have_says_why(studio_web, studio, tab):
    """B-25, O-12."""
    shop = make_shop(studio, platform=MUTE)
    page = get(studio_web, f"{LIST}/{shop.id}{tab}")
    assert "Twój sklep tego nie obsługuje" in page
    assert 'aria-disabled="true"' in page


def test_a_shop_that_refused_says_so_on_the_list_and_on_its_page(studio_web, studio):
    """8.14: what happened, why, and what to do."""
    refused = {"paused_code": "auth", "paused_error": "401", "paused_at": utc_now()}
    shop = make_shop(studio, **refused)
    for page in (get(studio_web, LIST), get(studio_web, f"{LIST}/{shop.id}")):
        assert "Odmawia" in page
        assert "Sklep nie przyjmuje klucza" in page or "klucz" in page


def test_orders_that_wait_and_those_to_look_at_are_counted(studio_web, make, studio, shop):
    """List: figures of each shop."""
    gallery = make.make_gallery(studio)
    waiting, found = come_in(gallery), come_in(gallery)
    db.session.add(ShopLink(order=waiting, shop=shop))
    db.session.add(ShopLink(order=found, shop=shop, remote_id="8", finding="total"))
    db.session.commit()
    page = get(studio_web, LIST)
    assert "1 zamówienie w sklepie" in page
    assert "1 czeka" in page
    assert "1 zamówienie do obejrzenia" in page


def test_removing_a_shop_takes_its_links_and_leaves_the_orders(studio_web, make, studio, shop):
    """What removing means."""
    order = come_in(make.make_gallery(studio), shop)
    address = f"{LIST}/{shop.id}"
    assert "Zamówienia zostają" in get(studio_web, f"{address}/removal")
    assert studio_web.post(f"{address}/removal").status_code == 303
    db.session.refresh(order)
    assert order.shop_links == []
    assert studio_web.get(address).status_code == 404


def test_turning_switches_promises_nothing(studio_web, make, studio, shop):
    """B-14: turning on does not push history."""
    come_in(make.make_gallery(studio))
    turn(studio_web, shop, "pushes_orders", True)
    told = db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.kind.startswith("shop.")))
    assert told.all() == []
