"""A set is offered where all of it is sold: what a shop does not sell breaks no file."""

import pytest

from models import OfferPrice, ProductPart
from tests.feeding import change, pass_time, slices, stored, tick, write
from tests.offering import make_partner, make_product, make_shop_list


@pytest.fixture
def other_list(prices):
    """Of the same studio; the album is sold there alone."""
    return make_shop_list(prices.studio)


@pytest.fixture
def box(prices, product, other_list):
    """Sold in the shop, with a part that is not."""
    album = make_product(other_list, "Album", {"20×20": 9000, "30×30": 12_000})
    box = make_product(prices, "Zestaw", {"": 5000}, kind="bundle")
    box.parts = [ProductPart(part=product, quantity=10), ProductPart(part=album, quantity=1)]
    change(box)
    return box


def sell_album(box, prices, *places):
    album = box.parts[1].part
    for place in places:
        album.sizes[place].prices.append(OfferPrice(price_list_id=prices.id, cents=8000))
    change(album)
    later()


def later():
    pass_time(minutes=31)
    tick()


def is_in(body: bytes, product) -> bool:
    return product.code.encode() in body


@pytest.mark.parametrize("data_format", ["iof", "xml", "csv"])
def test_a_set_with_a_part_that_the_shop_does_not_sell_is_left_out(
    prices, product, box, data_format
):
    """iof.md 9.17: every component is in the offer; the rest of it stays."""
    partner = make_partner(prices.studio, prices, data_format=data_format)
    write(partner)
    files = stored(partner.shops[0])
    for name in ("full", "light"):
        assert not is_in(files[name], box)
        assert is_in(files[name], product)


def test_a_set_comes_when_the_shop_sells_all_of_it_and_leaves_when_it_does_not(shop, prices, box):
    """iof.md 9.17, 9.18."""
    later()
    assert not slices(shop)
    sell_album(box, prices, 0)
    assert b'type="bundle"' in stored(shop)[slices(shop)[-1]]
    box.parts[1].part.sizes[0].prices.pop()
    change(box.parts[1].part)
    later()
    told = stored(shop)[slices(shop)[-1]].decode()
    assert f'<product id="{box.id}" removed="yes"/>' in told


def test_a_set_with_a_size_that_the_shop_does_not_sell_is_left_out(shop, prices, box):
    """iof.md 9.17: a pinned size belongs to what is offered of the component."""
    box.parts[1].size_id = box.parts[1].part.sizes[1].id
    change(box)
    sell_album(box, prices, 0)
    assert not is_in(stored(shop)[slices(shop)[-1]], box)
    sell_album(box, prices, 1)
    assert is_in(stored(shop)[slices(shop)[-1]], box)


def test_a_set_in_a_set_is_offered_as_far_as_all_of_it_is_sold(shop, prices, box):
    """iof.md 9.17."""
    outer = make_product(prices, "Wielki zestaw", {"": 9000}, kind="bundle")
    outer.parts = [ProductPart(part=box, quantity=2)]
    change(outer)
    later()
    assert not slices(shop)
    sell_album(box, prices, 0)
    assert is_in(stored(shop)[slices(shop)[-1]], outer)
    change(box.parts[1].part, is_hidden=True)
    later()
    told = stored(shop)[slices(shop)[-1]].decode()
    for one in (outer, box):
        assert f'<product id="{one.id}" removed="yes"/>' in told
