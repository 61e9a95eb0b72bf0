"""A shop's tabs that link ours with the shop's own."""

import pytest

from extensions import db
from models import DeliveryMethod, PaymentMethod, PriceList
from models.shop_mapping import Subject
from models.types import utc_now
from services import shop_lists
from services.shop_lists import Listing
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shopping import make_shop
from tests.fakes.shop_connector import MUTE
from tests.services.living import come_in

TABS = ("statuses", "shipping", "payments", "taxes")
GONE = "Sklep już tego nie ma. Wybierz coś innego."


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(studio):
    return make_shop(studio)


def at(shop, tab):
    return f"/studio/shops/{shop.id}/{tab}"


def linked(shop, subject):
    return {one.ours: one.code for one in shop.mappings if one.subject == subject}


def test_the_tabs_are_named_as_the_contract_names_them(studio_web, shop):
    """B-25, B-29, B-31, B-32, D21."""
    page = get(studio_web, at(shop, "statuses"))
    for label in ("Zamówienia", "Statusy zamówień", "Sposoby wysyłek", "Powiązanie statusów"):
        assert label in page
    assert "Przekazywanie statusów płatności" in page
    assert "— bez zmian —" in page
    assert at(shop, "shipping") in page
    assert "Przekazuj numer nadania" in get(studio_web, at(shop, "shipping"))
    assert "Sposoby płatności" in get(studio_web, at(shop, "payments"))


def test_statuses_are_linked_and_the_rest_is_left_alone(studio_web, studio, shop):
    """B-29: ours, and the orders that are cancelled."""
    ours = str(studio.order_statuses[1].id)
    data = {f"map:{ours}": "done", "map:cancelled": "new", f"map:{studio.order_statuses[0].id}": ""}
    assert studio_web.post(at(shop, "statuses"), data=data).status_code == 303
    assert linked(shop, Subject.STATUS) == {ours: "done", "cancelled": "new"}
    assert shop.mapped(Subject.STATUS, ours) == "done"
    studio_web.post(at(shop, "statuses"), data={f"map:{ours}": ""})
    assert linked(shop, Subject.STATUS) == {"cancelled": "new"}


def test_a_status_that_an_event_sets_too_is_warned_about(studio_web, studio, shop):
    """D13."""
    shop.status_after_completion = "done"
    db.session.commit()
    warning = "Ten status ustawia też powiązanie"
    assert warning not in get(studio_web, at(shop, "statuses"))
    studio_web.post(at(shop, "statuses"), data={f"map:{studio.order_statuses[3].id}": "done"})
    assert warning in get(studio_web, at(shop, "statuses"))
    assert warning in get(studio_web, "/studio/settings/feedback")


def test_who_writes_to_the_client_is_seen_and_two_mails_are_marked(studio_web, studio, shop):
    """shops 1.9, 8.23: a visible either/or."""
    shop.status_after_completion, studio.feedback.mails_after_completion = "done", True
    db.session.commit()
    page = get(studio_web, at(shop, "statuses"))
    assert "dwa maile" in page
    studio.feedback.mails_after_completion = False
    db.session.commit()
    assert "dwa maile" not in get(studio_web, at(shop, "statuses"))


def test_ways_of_shipping_are_linked_by_name_by_kind_and_by_default(studio_web, make, studio, shop):
    """B-30, N-13: price lists, recent orders, and everything else."""
    prices = make.save(PriceList(studio=studio, name="Śluby"))
    make.save(DeliveryMethod(price_list=prices, kind="courier", name="Kurier DPD"))
    order = come_in(make.make_gallery(studio), delivery_name="Kurier „Zenon”")
    order.delivery_kind = "courier"
    db.session.commit()
    page = get(studio_web, at(shop, "shipping"))
    assert "Kurier DPD" in page
    assert "Kurier „Zenon”" in page
    data = {"map:courier:Kurier DPD": "flat", "map:courier:": "pickup", "map:": "pickup"}
    assert studio_web.post(at(shop, "shipping"), data=data).status_code == 303
    assert shop.mapped(Subject.SHIPPING, "courier:Kurier DPD", "courier:", "") == "flat"
    assert shop.mapped(Subject.SHIPPING, "courier:Inny", "courier:", "") == "pickup"


def test_ways_of_paying_are_linked(studio_web, make, studio, shop):
    """N-13."""
    prices = make.save(PriceList(studio=studio, name="Śluby"))
    make.save(PaymentMethod(price_list=prices, kind="transfer", name="Przelew 14 dni"))
    data = {"map:transfer:Przelew 14 dni": "bacs", "map:": "bacs"}
    assert studio_web.post(at(shop, "payments"), data=data).status_code == 303
    assert linked(shop, Subject.PAYMENT)["transfer:Przelew 14 dni"] == "bacs"


def test_vat_rates_are_linked_with_the_shops_classes(studio_web, shop):
    """8.10."""
    page = get(studio_web, at(shop, "taxes"))
    assert "Stawka 23 (23 %)" in page
    assert studio_web.post(at(shop, "taxes"), data={"map:8": "std"}).status_code == 303
    assert linked(shop, Subject.TAX) == {"8": "std"}


def test_tracking_numbers_go_from_the_moment_it_is_turned_on(studio_web, shop):
    """B-32: not retroactive, and pressing save again changes nothing."""
    before = utc_now()
    studio_web.post(at(shop, "shipping"), data={"passes_tracking": "1"})
    since = shop.passes_tracking_since_at
    assert since >= before
    studio_web.post(at(shop, "shipping"), data={"passes_tracking": "1"})
    assert shop.passes_tracking_since_at == since
    studio_web.post(at(shop, "shipping"), data={"map:": ""})
    assert shop.passes_tracking_since_at is None


def test_payment_statuses_are_switched_on_their_own(studio_web, shop):
    """B-23, B-38."""
    studio_web.post(at(shop, "statuses"), data={"passes_payments": "1"})
    assert shop.passes_payments
    assert not shop.passes_statuses


@pytest.mark.parametrize("tab", TABS)
def test_a_list_is_read_again_by_a_press(studio_web, studio, shop_server, tab):
    """B-29: ⟳."""
    shop = make_shop(studio, shop_server.url, shipping=[], payments=[], taxes=[], statuses=[])
    rows = [{"code": "neu", "name": "Nowa pozycja"}]
    shop_server.lists(shipping=rows, payments=rows, taxes=rows)
    shop_server.has_statuses({"neu": "Nowa pozycja"})
    answer = studio_web.post(f"/studio/shops/{shop.id}/lists", data={"name": tab})
    assert answer.location == at(shop, tab)
    page = get(studio_web, at(shop, tab))
    assert "Nowa pozycja" in page
    assert "odczytano: dziś" in page


@pytest.mark.parametrize("tab", TABS)
def test_a_shop_that_is_away_keeps_what_was_read(studio_web, studio, shop_server, tab):
    shop = make_shop(studio, shop_server.url)
    shop_server.script("500")
    studio_web.post(f"/studio/shops/{shop.id}/lists", data={"name": tab})
    assert getattr(shop, tab) != []
    assert "Sklep nie odpowiada" in get(studio_web, at(shop, tab))


def test_what_vanished_in_the_shop_is_marked_and_not_lost(studio_web, studio, shop_server):
    """8.20."""
    shop = make_shop(studio, shop_server.url)
    ours = str(studio.order_statuses[0].id)
    studio_web.post(at(shop, "statuses"), data={f"map:{ours}": "done"})
    shop_server.has_statuses({"new": "New"})
    shop_lists.refresh(shop, Listing.STATUSES)
    page = get(studio_web, at(shop, "statuses"))
    assert GONE in page
    assert "Completed" in page
    assert studio_web.post(at(shop, "statuses"), data={f"map:{ours}": "done"}).status_code == 303
    assert linked(shop, Subject.STATUS) == {ours: "done"}


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("data", [{"map:x": "new"}, {"map:": "unheard-of"}, {"map:23": "nope"}])
def test_what_no_form_offers_is_refused(studio_web, shop, tab, data):
    """O-12: 400."""
    assert studio_web.post(at(shop, tab), data=data).status_code == 400
    assert shop.mappings == []


@pytest.mark.parametrize("tab", ["shipping", "payments", "taxes"])
def test_a_shop_that_cannot_is_not_forced(studio_web, studio, tab):
    """O-12, B-35."""
    shop = make_shop(studio, platform=MUTE)
    assert studio_web.post(at(shop, tab), data={"map:": "flat"}).status_code == 400
    switched = {"shipping": "passes_tracking"}.get(tab)
    if switched:
        assert studio_web.post(at(shop, tab), data={switched: "1"}).status_code == 400


def test_a_shop_that_takes_no_payments_is_not_forced(studio_web, studio):
    """B-35."""
    shop = make_shop(studio, platform=MUTE)
    answer = studio_web.post(at(shop, "statuses"), data={"passes_payments": "1"})
    assert answer.status_code == 400
    assert not shop.passes_payments
