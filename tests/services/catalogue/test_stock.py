"""How many pieces there are."""

import pytest

from services import catalogue, offer_versions, stock
from services.catalogue_refusals import StockMoved
from services.catalogue_terms import SizeTerms
from services.stock import StockChange


@pytest.fixture
def small(add):
    return add("Ramka", sizes=[SizeTerms(stock_count=5)]).sizes[0]


def test_stock_is_written_down_and_is_no_change_of_the_offer(studio, small):
    """0025: partners read it from the light file."""
    before = offer_versions.settings_of(studio.id).version
    assert stock.change_stock(studio.id, [StockChange(small.id, 5, 8)]) == 1
    assert (small.stock_count, small.product.version) == (8, before)
    stock.change_stock(studio.id, [StockChange(small.id, 8, None)])
    assert small.is_unlimited
    stock.change_stock(studio.id, [StockChange(small.id, None, 0)])
    assert small.stock_count == 0
    assert offer_versions.settings_of(studio.id).version == before


def test_what_was_sold_while_somebody_typed_is_not_sold_again(studio, add, small):
    other = add("Rama", sizes=[SizeTerms(stock_count=1)]).sizes[0]
    wanted = [StockChange(other.id, 1, 7), StockChange(small.id, 6, 10)]
    with pytest.raises(StockMoved) as said:
        stock.change_stock(studio.id, wanted)
    assert said.value.now == {small.id: 5}
    assert (other.stock_count, small.stock_count) == (1, 5)


def test_untouched_rows_are_left_alone(studio, small):
    assert stock.change_stock(studio.id, [StockChange(small.id, 3, 3)]) == 0
    assert small.stock_count == 5


def test_the_stock_of_another_studio_and_of_a_removed_size_is_out_of_reach(make, studio, small):
    stranger = make.make_studio()
    with pytest.raises(StockMoved) as said:
        stock.change_stock(stranger.id, [StockChange(small.id, 5, 0)])
    assert (said.value.now, small.stock_count) == ({}, 5)
    size_id = small.id
    catalogue.remove_product(small.product)
    with pytest.raises(StockMoved):
        stock.change_stock(studio.id, [StockChange(size_id, 5, 6)])
