"""How the shop taxes is read once for a backlog, and afresh before anything is refused by it."""

import pytest

from connectors import ConnectorError
from connectors.woocommerce import tax_tables
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import draft, line


def reads(woo) -> int:
    return len(woo.called("GET", "/settings/tax"))


def change_behind_its_back(woo, shop, **settings) -> None:
    """The shop's people, while the table is known here."""
    kept = dict(tax_tables._kept)
    woo.settle(**settings)
    tax_tables._kept.update(kept)
    shop.__dict__.pop("taxes", None)


def test_a_backlog_reads_the_table_once(woo, shop):
    for number in range(3):
        shop.create_order(draft(reference=f"KADR-{number}"), Notes())
    assert reads(woo) == 1


def test_a_rate_that_was_added_meanwhile_is_known(woo, shop):
    """shops.md 8.10: nobody is told of a rate that is missing by an old table."""
    with pytest.raises(ConnectorError):
        shop.create_order(draft(line(vat_rate="7")), Notes())
    rate = {"id": 9, "rate": "7.0000", "name": "VAT 7%", "class": "stawka-5", "country": "PL"}
    taxes = [{**rate, "priority": 1, "shipping": True}]
    change_behind_its_back(woo, shop, taxes=taxes)
    assert shop.create_order(draft(line(vat_rate="7")), Notes()).total_cents == 2997


def test_after_another_total_the_table_is_read_again(woo, shop):
    """shops.md 8.9: the difference is told, and does not repeat for the next order."""
    shop.create_order(draft(), Notes())
    change_behind_its_back(woo, shop, added_by_plugin="5.00")
    assert shop.create_order(draft(reference="KADR-2"), Notes()).total_cents == 3497
    shop.__dict__.pop("taxes", None)
    shop.create_order(draft(reference="KADR-3"), Notes())
    assert reads(woo) == 2
