"""The rows of a total, the same for a choice and the order it becomes."""

import pytest

from blueprints.proofing import sums
from models.package import PackageLeft
from models.price_item import PriceItem
from models.price_list import PriceList
from models.quote import Wish, reckon

pytestmark = pytest.mark.pure

PRICES = PriceList(extra_photo_cents=4000, vat_rate="23")
PRINT = PriceItem(id=1, kind="print", name="15×23", price_cents=300, vat_rate="23")
FILE = PriceItem(id=2, kind="digital", name="Portret", price_cents=5000, vat_rate="23")
CANVAS = PriceItem(id=3, kind="product", name="Portret", price_cents=15_000, vat_rate="23")


def rows(*wishes, **left):
    told = sums.of_quote(reckon(PRICES, PackageLeft(2, **left), [1, 2], wishes))
    return [(row.name, row.included, row.paid, row.cents) for row in told.things]


def test_prints_of_the_package_stand_with_the_paid_ones_of_their_format():
    """N-01."""
    assert rows(Wish(PRINT, 3, 1), print_counts={1: 2}) == [("15×23", 2, 1, 300)]


def test_a_file_and_a_product_of_one_name_keep_their_own_prices():
    """N-02: the rows of a total add up to it."""
    assert rows(Wish(FILE, 1, 1), Wish(CANVAS, 2)) == [
        ("Portret", 0, 1, 5000),
        ("Portret", 0, 2, 30_000),
    ]
