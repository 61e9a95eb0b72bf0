"""Orders as BaseLinker gets them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connectors import ConnectorError, platform
from connectors.values import Line
from tests.connectors.drafts import ALBUM, ASKED_AT, COMPANY, PRINTS, Notes, draft

SINCE = ASKED_AT - timedelta(minutes=1)


@pytest.fixture
def shop(baselinker_shop):
    return baselinker_shop


@pytest.fixture
def placed(baselinker, shop):
    """An order that is there already."""
    standing = baselinker.create_order(draft(), Notes())
    shop.forget_calls()
    return standing


def order(shop) -> dict:
    return shop.state["orders"][-1]


def test_the_check_names_its_steps(baselinker):
    assert tuple(baselinker.check()) == platform("baselinker").steps


def test_a_wrong_token_passes_the_address_and_fails_at_the_key(to_baselinker):
    """shops.md 8.14: refused in a 200, and the token is in no message."""
    wrong = to_baselinker(token="oops-123")
    passed = []
    with pytest.raises(ConnectorError) as refused:
        passed += wrong.check()
    assert refused.value.code == "auth"
    assert refused.value.of_shop
    assert "oops-123" not in str(refused.value)


def test_an_order_arrives_with_lines_shipping_and_both_addresses(baselinker, shop):
    """B-16 to B-24: and it is not paid."""
    sent = draft(
        lines=(PRINTS, ALBUM),
        billing=COMPANY,
        wants_invoice=True,
        note="Proszę\no 100%",
        login="zaneta",
        session_title="Chrzciny Zosi",
    )
    standing = baselinker.create_order(sent, Notes())
    assert standing.total_cents == sent.total_cents
    assert not standing.is_paid
    assert standing.reference == sent.reference
    stored = order(shop)
    assert stored["delivery_fullname"] == "Żaneta Śliwińska"
    assert stored["invoice_nip"] == "5260250274"
    assert stored["want_invoice"] is True
    assert stored["user_comments"] == "Proszę\no 100%"
    assert "Chrzciny Zosi" in stored["admin_comments"]
    assert stored["user_login"] == "zaneta"
    assert stored["products"][0]["attributes"] == "Pliki: 1, 4"


@pytest.mark.parametrize(
    "lines",
    [
        (PRINTS,),
        (Line("Odbitka", 7, 231, "8"),),
        (Line("Trzy za dychę", 3, 1000, "23"),),
        (PRINTS, Line("Książka", 1, 4999, "5"), Line("Kurs", 2, 30000, "zw")),
        (ALBUM, Line("Rabat", 1, -20000, "8")),
        (Line("Za darmo", 1, 0, "23"),),
    ],
)
def test_totals_agree_to_the_grosz(baselinker, lines):
    """shops.md 8.9."""
    sent = draft(lines=lines)
    assert baselinker.create_order(sent, Notes()).total_cents == sent.total_cents


def test_an_exempt_line_is_not_sent_as_one_of_zero_percent(baselinker, shop):
    """shops.md 8.10."""
    lines = (Line("Kurs", 1, 100, "zw"), Line("Eksport", 1, 100, "0"))
    baselinker.create_order(draft(lines=lines), Notes())
    assert [one["tax_rate"] for one in order(shop)["products"]] == [-1, 0]


def test_a_currency_without_smaller_units_is_not_divided(baselinker, shop):
    """shops.md 8.11."""
    standing = baselinker.create_order(draft(currency="JPY"), Notes())
    assert standing.total_cents == draft().total_cents
    assert order(shop)["products"][0]["price_brutto"] == 999


@pytest.mark.parametrize(
    "name", ["Gęś" * 100, "👩‍👩‍👧" * 60, "e\u0301" * 150, "שלום " * 60, "a\x00b<script>" * 40]
)
def test_long_and_strange_names_are_cut_between_characters(baselinker, shop, name):
    """shops.md 8.12."""
    client = replace(draft().delivery, name=name, street=name, company=name)
    sent = draft(delivery=client, billing=client, note=name * 3, login=name, payment_name=name)
    baselinker.create_order(sent, Notes())
    stored = order(shop)["delivery_fullname"]
    assert 90 <= len(stored) <= 100
    assert "\x00" not in stored
    assert not stored.endswith(("\u200d", "👩‍👩"))


def test_a_parcel_locker_goes_to_its_own_field(baselinker, shop):
    """shops.md 8.13."""
    locker = replace(draft().delivery, point="KRA01M", street="", postcode="", city="")
    baselinker.create_order(draft(delivery=locker), Notes())
    assert order(shop)["delivery_point_id"] == "KRA01M"
    assert order(shop)["delivery_address"] == ""


def test_an_order_is_found_by_its_reference_alone(baselinker, placed):
    """shops.md 8.5: the same client has other orders."""
    baselinker.create_order(draft(reference="KADR-8-other"), Notes())
    found = baselinker.find_orders(draft(), SINCE)
    assert [one.id for one in found] == [placed.id]


def test_a_linked_product_names_its_catalogue(baselinker, shop):
    linked = replace(PRINTS, product_id="7")
    baselinker.create_order(draft(lines=(linked, ALBUM)), Notes())
    first, second = order(shop)["products"]
    assert (first["storage"], first["storage_id"], first["product_id"]) == ("db", "5", "7")
    assert "product_id" not in second
