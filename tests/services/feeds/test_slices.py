"""What has changed is told in slices, without a gap (iof.md, section 4)."""

import re

import pytest

from models import ProductPart
from models.types import utc_now
from tests.feeding import change, codes, hashes, pass_time, sell, slices, stored, tick, write
from tests.offering import make_partner, make_product


def test_an_edit_makes_a_slice_and_leaves_the_other_files_alone(shop, product):
    """iof.md 9.7, 9.25."""
    before = hashes(shop)
    pass_time(minutes=31)
    change(product, description="Gruby papier")
    tick()
    after = hashes(shop)
    (name,) = slices(shop)
    assert {one for one in after if after[one] != before.get(one)} == {name, "gateway"}
    stamp = name.removeprefix("full_change")
    told = f'changed="{stamp[:10]} {stamp[11:].replace("-", ":")}"'
    assert told in stored(shop)["gateway"].decode()
    assert "Gruby papier" in stored(shop)[name].decode()


def test_edits_of_one_half_hour_come_in_one_slice_with_the_last_state(shop, product):
    """iof.md, section 4: a slice closes when half an hour is over, if anything changed."""
    other = make_product(shop.price_list, "Album")
    tick()
    change(product, name="Odbitka 2")
    change(product, name="Odbitka 3")
    tick()
    assert slices(shop) == []
    pass_time(minutes=31)
    tick()
    (name,) = slices(shop)
    body = stored(shop)[name].decode()
    assert body.count("<product ") == 2
    assert f'<product id="{other.id}"' in body
    assert "Odbitka 3" in body
    pass_time(minutes=31)
    assert tick() == 0


@pytest.mark.parametrize("how", ["removed", "hidden", "not sold here"])
def test_what_leaves_the_offer_is_told_without_content_and_is_gone_from_light(shop, product, how):
    """iof.md 9.18, I-13."""
    make_product(shop.price_list, "Album")
    tick()
    pass_time(minutes=31)
    if how == "not sold here":
        for size in product.sizes:
            size.prices.clear()

    change(
        product,
        is_hidden=how == "hidden",
        removed_at=utc_now() if how == "removed" else None,
    )
    tick()
    told = f'<product id="{product.id}" removed="yes"/>'
    assert told in stored(shop)[slices(shop)[-1]].decode()
    assert f'id="{product.id}"' not in re.findall("<product [^>]*>", stored(shop)["light"].decode())
    pass_time(days=1)
    tick()
    assert told in stored(shop)["full"].decode()
    pass_time(days=31)
    tick()
    assert told not in stored(shop)["full"].decode()


def test_a_product_that_comes_back_is_a_product_again(shop, product):
    """iof.md, section 4."""
    change(product, is_hidden=True)
    tick()
    change(product, is_hidden=False)
    pass_time(minutes=31)
    tick()
    body = stored(shop)[slices(shop)[-1]].decode()
    assert "removed" not in body
    assert "Odbitka matowa" in body


def test_what_is_sold_out_leaves_the_offer_of_who_wants_only_what_is_there(prices, product):
    """I-13: only available, or all."""
    partner = make_partner(prices.studio, prices, only_in_stock=True)
    write(partner)
    shop = partner.shops[0]
    sell(product.sizes[0], 5)
    pass_time(minutes=31)
    tick()
    assert codes(stored(shop)["light"]) == [product.sizes[1].code]
    assert codes(stored(shop)[slices(shop)[-1]]) == [product.sizes[1].code]
    sell(product.sizes[1], 5)
    pass_time(minutes=31)
    tick()
    assert b'removed="yes"' in stored(shop)[slices(shop)[-1]]
    assert codes(stored(shop)["light"]) == []
    sell(product.sizes[1], -2)
    pass_time(minutes=31)
    tick()
    assert codes(stored(shop)["light"]) == [product.sizes[1].code]


def test_a_set_is_offered_as_long_as_all_of_it_is(shop, product):
    """iof.md 9.17, I-14."""

    album = make_product(shop.price_list, "Album")
    box = make_product(shop.price_list, "Zestaw", {"": 5000}, kind="bundle")
    box.parts = [ProductPart(part=album, quantity=1), ProductPart(part=product, quantity=10)]
    change(box)
    pass_time(minutes=31)
    tick()
    body = stored(shop)[slices(shop)[-1]].decode()
    assert 'type="bundle"' in body
    assert f'<product id="{product.id}" quantity="10"' in body
    assert f'<product id="{box.id}"' not in stored(shop)["light"].decode()
    change(album, is_hidden=True)
    pass_time(minutes=31)
    tick()
    body = stored(shop)[slices(shop)[-1]].decode()
    assert body.count('removed="yes"') == 2
    change(album, is_hidden=False)
    pass_time(minutes=31)
    tick()
    assert 'type="bundle"' in stored(shop)[slices(shop)[-1]].decode()
