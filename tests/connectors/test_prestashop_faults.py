"""Every way in which passing an order to PrestaShop fails, and how it goes on afterwards."""

import pytest

from connectors import ConnectorError
from connectors.prestashop import xml
from connectors.values import Receipt
from tests.connectors.drafts import ASKED_AT, Notes, sent

STEPS = (
    "POST:customers",
    "POST:addresses",
    "POST:carts",
    "POST:specific_prices",
    "POST:messages",
    "POST:orders",
    "POST:order_histories",
)
ONE_EACH = ("customers", "addresses", "carts", "messages", "orders", "order_histories")


@pytest.fixture
def shop(prestashop_shop):
    return prestashop_shop


def counts(shop) -> dict[str, int]:
    return {name: len(shop.state.get(name, [])) for name in ONE_EACH}


def push_as_the_caller_does(prestashop, notes):
    """Look first after an end that was uncertain, then go on."""
    found = prestashop.find_orders(sent(), ASKED_AT)
    if found and not notes.read("order"):
        notes.write("order", found[0].id)
    return prestashop.create_order(sent(), notes)


@pytest.mark.parametrize("mode", ["reset", "store_then_reset", "500", "502-html", "200-html"])
@pytest.mark.parametrize("step", STEPS)
def test_a_push_that_broke_anywhere_goes_on_and_does_nothing_twice(prestashop, shop, step, mode):
    """F12, shops.md 8.1 to 8.4, 8.7."""
    notes = Notes()
    shop.script(f"{step}={mode}")
    with pytest.raises(ConnectorError) as broken:
        prestashop.create_order(sent(), notes)
    assert not broken.value.permanent
    standing = push_as_the_caller_does(prestashop, notes)
    assert standing.status == "10"
    assert counts(shop) == dict.fromkeys(ONE_EACH, 1)


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_that_was_killed_before_its_note_goes_on_too(prestashop, shop, step):
    """shops.md 8.4: all that it had noted is lost."""
    shop.script(f"{step}=store_then_reset")
    with pytest.raises(ConnectorError):
        prestashop.create_order(sent(), Notes())
    push_as_the_caller_does(prestashop, Notes())
    assert counts(shop) == dict.fromkeys(ONE_EACH, 1)


def test_a_shop_that_falls_silent_after_storing_is_uncertain(prestashop, shop):
    """F12."""
    shop.script("POST:orders=store_then_hang")
    with pytest.raises(ConnectorError) as silent:
        prestashop.create_order(sent(), Notes())
    assert silent.value.uncertain
    assert len(prestashop.find_orders(sent(), ASKED_AT)) == 1


def test_an_order_that_was_only_found_is_not_taken_for_paid(prestashop, shop):
    """shops.md 8.21: the shop says so of all orders of its webservice."""
    shop.script("POST:orders=store_then_reset")
    with pytest.raises(ConnectorError):
        prestashop.create_order(sent(), Notes())
    [found] = prestashop.find_orders(sent(), ASKED_AT)
    assert (found.status, found.is_paid) == ("11", False)
    prestashop.set_paid(found.id, Receipt(ASKED_AT, found.total_cents))
    assert prestashop.read_orders([found.id])[found.id].is_paid
    assert len(shop.state["order_payments"]) == 1


def test_a_look_up_that_comes_too_early_makes_no_second_order(prestashop, shop):
    """F13: a cart that has its order is refused by the shop itself."""
    notes = Notes()
    shop.script("POST:orders=store_then_reset", "GET:carts=blind")
    with pytest.raises(ConnectorError):
        prestashop.create_order(sent(), notes)
    assert prestashop.find_orders(sent(), ASKED_AT) == []
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(), notes)
    assert refused.value.uncertain
    assert len(prestashop.find_orders(sent(), ASKED_AT)) == 1


@pytest.mark.parametrize(
    ("mode", "code", "uncertain"),
    [
        ("500", "500", True),
        ("502-html", "502", True),
        ("200-html", "nonsense", True),
        ("truncated", "nonsense", True),
        ("redirect", "redirect", False),
        ("endless", "unreachable", True),
        ("huge", "too_large", True),
        ("403", "auth", False),
        ("429", "429", False),
        ("no-delete", "rights", False),
    ],
)
def test_each_way_to_fail_says_whether_something_may_have_happened(
    prestashop, shop, mode, code, uncertain
):
    """F14, shops.md 8.6, 8.16, 8.17, 8.24."""
    shop.script(f"POST:orders={mode}")
    with pytest.raises(ConnectorError) as failed:
        prestashop.create_order(sent(), Notes())
    error = failed.value
    assert (error.code, error.uncertain, error.permanent) == (code, uncertain, False)


@pytest.mark.parametrize("mode", ["200-html", "truncated"])
def test_a_list_that_is_none_is_a_failure(prestashop, shop, mode):
    """shops.md 8.6."""
    shop.script(f"GET:order_states={mode}")
    with pytest.raises(ConnectorError) as failed:
        prestashop.list_statuses()
    assert (failed.value.code, failed.value.uncertain) == ("nonsense", False)


def test_what_the_shop_says_against_an_address_is_final(prestashop, shop):
    shop.script("POST:addresses=400")
    with pytest.raises(ConnectorError) as refused:
        prestashop.create_order(sent(), Notes())
    assert (refused.value.code, refused.value.permanent) == ("refused", True)


def test_a_key_that_may_not_delete_leaves_the_payment_that_the_shop_made(prestashop, shop):
    shop.script("DELETE:order_payments=no-delete")
    standing = prestashop.create_order(sent(), Notes())
    assert not standing.is_paid
    assert len(shop.state["order_payments"]) == 1


def test_entities_of_a_foreign_document_are_not_resolved(tmp_path):
    """A20, shops.md 8.24."""
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    document = f"""<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>
        <prestashop><order><id>&e;</id></order></prestashop>"""
    assert xml.text_of(xml.read(document.encode()), "order/id") == ""


@pytest.mark.parametrize("body", [b"", b"<html>", b"\x00", b"<a>" * 300])
def test_what_is_no_document_is_said_to_be_none(body):
    with pytest.raises(ValueError, match="."):
        xml.read(body)


def test_a_laughing_document_is_refused():
    """A20: entities within entities."""
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    document = f"<!DOCTYPE x [{entities}]><prestashop><order><id>&j;</id></order></prestashop>"
    with pytest.raises(ValueError, match="entity"):
        xml.read(document.encode())
