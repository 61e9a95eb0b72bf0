"""What a choice costs."""

import pytest

from models.delivery_method import DeliveryMethod
from models.line_kind import LineKind
from models.package import PackageLeft
from models.price_item import PriceItem
from models.price_list import PriceList
from models.quote import QuoteLine, Wish, reckon

pytestmark = pytest.mark.pure

PRICES = PriceList(extra_photo_cents=4000, vat_rate="23")
PRINT = PriceItem(id=1, kind="print", name="15×23", price_cents=300, vat_rate="23")
ALBUM = PriceItem(id=2, kind="product", name="Album", price_cents=15_000, vat_rate="5")
COURIER = DeliveryMethod(kind="courier", price_cents=2250, free_from_cents=20_000)


def quote(photo_count, package=5, wishes=(), method=None, **left):
    ids = list(range(1, photo_count + 1))
    return reckon(PRICES, PackageLeft(package, **left), ids, wishes, method)


@pytest.mark.parametrize(
    ("photos", "extra", "free", "total"),
    [(0, 0, 5, 0), (4, 0, 1, 0), (5, 0, 0, 0), (6, 1, 0, 4000), (7, 2, 0, 8000)],
)
def test_only_photos_beyond_the_package_are_paid(photos, extra, free, total):
    """N-01."""
    told = quote(photos)
    assert (told.extra_count, told.free_count, told.total_cents) == (extra, free, total)


def test_without_a_package_every_photo_is_paid():
    """N-01."""
    assert quote(3, package=0).total_cents == 12_000


def test_delivery_is_added_and_makes_a_free_choice_cost():
    """M-13."""
    assert quote(5).is_free
    assert quote(5, method=COURIER).total_cents == 2250
    assert quote(6, method=COURIER).total_cents == 6250


def test_delivery_is_free_above_the_sum_of_the_studio():
    """N-02."""
    dear = [Wish(ALBUM, 2)]
    assert quote(1, wishes=dear, method=COURIER).delivery_cents == 0
    assert quote(1, wishes=[Wish(ALBUM, 1)], method=COURIER).delivery_cents == 2250


def test_a_package_that_is_not_paid_yet_costs_once_and_only_with_a_photo():
    """N-01."""
    assert quote(2, due_cents=30_000).total_cents == 30_000
    assert quote(0, due_cents=30_000, wishes=[Wish(ALBUM, 1)]).total_cents == 15_000


def test_the_first_prints_of_a_format_are_the_packages():
    """N-01: 3 retouched photos and 3 prints in the price, a further print 3 zł."""
    wishes = [Wish(PRINT, 2, 1), Wish(PRINT, 2, 2)]
    told = quote(2, wishes=wishes, print_counts={1: 3})
    pieces = [(line.kind, line.photo_id, line.quantity) for line in told.lines if line.item]
    assert pieces == [
        (LineKind.PACKAGE_PRINT, 1, 2),
        (LineKind.PACKAGE_PRINT, 2, 1),
        (LineKind.PRINT, 2, 1),
    ]
    assert (told.print_count, told.prints_cents, told.total_cents) == (4, 300, 300)


def test_an_agreed_fee_is_a_line_of_the_next_order_but_not_of_an_empty_one():
    """N-04."""
    one = reckon(PRICES, PackageLeft(5), [1], fee_cents=5000)
    none = reckon(PRICES, PackageLeft(5), [], fee_cents=5000)
    assert (one.fee_cents, one.total_cents, none.total_cents) == (5000, 5000, 0)


@pytest.mark.parametrize(("quantity", "cents"), [(0, 100), (-1, 100), (1, -1)])
def test_a_line_without_pieces_or_with_a_negative_price_is_refused(quantity, cents):
    with pytest.raises(ValueError, match="price"):
        QuoteLine(LineKind.PRINT, quantity, cents, "23")
