"""What holds for every price list, every package and every choice."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.delivery_method import DeliveryMethod
from models.line_kind import LineKind
from models.order_sums import LineSum
from models.package import PackageLeft
from models.price_item import ItemKind, PriceItem
from models.price_list import PriceList
from models.quote import Wish, reckon
from models.vat import PERCENT

pytestmark = pytest.mark.pure

CENTS = st.integers(0, 10**8)
RATES = st.sampled_from(sorted(PERCENT))
PHOTOS = st.lists(st.integers(1, 60), unique=True, max_size=30)


@st.composite
def price_items(draw):
    """Up to six things of any kind; `id` is their place."""
    kinds = draw(st.lists(st.sampled_from(list(ItemKind)), max_size=6))
    return [
        PriceItem(id=place, kind=kind, name="", price_cents=draw(CENTS), vat_rate=draw(RATES))
        for place, kind in enumerate(kinds, start=1)
    ]


@st.composite
def choices(draw):
    """Everything that `reckon` is given, and all of it possible."""
    items = draw(price_items())
    wish = st.builds(
        Wish, st.sampled_from(items or [None]), st.integers(1, 999), st.integers(1, 60)
    )
    prints = [item.id for item in items if item.is_print]
    free = draw(st.dictionaries(st.sampled_from(prints or [0]), st.integers(0, 50)))
    prices = PriceList(extra_photo_cents=draw(CENTS), vat_rate=draw(RATES))
    left = PackageLeft(draw(st.integers(0, 20)), draw(CENTS), free if prints else {})
    free_from = draw(st.none() | CENTS)
    courier = DeliveryMethod(kind="courier", price_cents=draw(CENTS), free_from_cents=free_from)
    return (
        prices,
        left,
        draw(PHOTOS),
        draw(st.lists(wish, max_size=12)) if items else [],
        draw(st.sampled_from([None, courier])),
        draw(st.just(0) | CENTS),
    )


@given(choices())
def test_the_lines_and_the_delivery_add_up_to_the_total(choice):
    """N-01, N-02."""
    quote = reckon(*choice)
    lines = sum(line.quantity * line.unit_price_cents for line in quote.lines)
    parts = (
        quote.package_cents,
        quote.extras_cents,
        quote.prints_cents,
        quote.files_cents,
        quote.products_cents,
        quote.fee_cents,
    )
    assert quote.goods_cents == lines == sum(parts)
    assert quote.total_cents == lines + quote.delivery_cents
    assert quote.is_free == (quote.total_cents == 0)


@given(choices())
def test_nothing_is_ever_negative(choice):
    quote = reckon(*choice)
    assert all(line.quantity > 0 and line.unit_price_cents >= 0 for line in quote.lines)
    assert min(quote.total_cents, quote.delivery_cents, quote.free_count) >= 0


@given(choices())
def test_the_tax_of_equal_lines_is_rounded_half_up_once_and_added_afterwards(choice):
    """N-02: VAT of each line of the document to the grosz."""
    quote = reckon(*choice)
    sums = LineSum.group(quote.lines)
    for one in sums:
        percent = PERCENT[one.vat_rate]
        exact = Decimal(one.total_cents) * percent / (100 + percent)
        assert one.vat_cents == exact.quantize(Decimal(1), ROUND_HALF_UP)
        assert 0 <= one.vat_cents <= one.total_cents
    assert sum(one.total_cents for one in sums) == quote.goods_cents


@given(choices())
def test_every_photo_and_every_piece_is_there_once(choice):
    """N-01: what is in the package is taken out of what is paid, never added to it."""
    _prices, _left, photo_ids, wishes, *_rest = choice
    quote = reckon(*choice)
    kinds = (LineKind.PACKAGE_PHOTO, LineKind.EXTRA_PHOTO)
    assert [line.photo_id for line in quote.lines if line.kind in kinds] == photo_ids
    wanted, told = Counter(), Counter()
    for wish in wishes:
        wanted[wish.item.id, wish.photo_id] += wish.quantity
    for line in quote.lines:
        if line.item:
            told[line.item.id, line.photo_id] += line.quantity
    assert told == wanted


@given(choices())
def test_the_package_gives_all_it_has_left_and_not_a_piece_more(choice):
    """N-01."""
    _prices, left, photo_ids, wishes, *_rest = choice
    quote = reckon(*choice)
    assert quote.in_package_count == min(len(photo_ids), left.photo_count)
    assert quote.extra_count == len(photo_ids) - quote.in_package_count
    wanted, given_free = Counter(), Counter()
    for wish in wishes:
        wanted[wish.item.id] += wish.quantity
    for line in quote.lines:
        if line.kind == LineKind.PACKAGE_PRINT:
            given_free[line.item.id] += line.quantity
    for item_id, count in left.print_counts.items():
        assert given_free[item_id] == min(wanted[item_id], count)
    assert set(given_free) <= set(left.print_counts)


@given(choices())
def test_an_unpaid_package_and_an_agreed_fee_are_asked_for_once(choice):
    """N-01, N-04."""
    prices, left, photo_ids, wishes, _method, fee_cents = choice
    quote = reckon(*choice)
    assert quote.package_cents == (left.due_cents if photo_ids else 0)
    assert quote.fee_cents == (fee_cents if photo_ids or wishes else 0)


@given(choices())
def test_delivery_costs_its_price_below_the_sum_of_the_studio_and_nothing_from_it_on(choice):
    """N-02."""
    method = choice[4]
    quote = reckon(*choice)
    if method is None:
        assert quote.delivery_cents == 0
        return
    is_free = method.free_from_cents is not None and quote.goods_cents >= method.free_from_cents
    assert quote.delivery_cents == (0 if is_free else method.price_cents)
