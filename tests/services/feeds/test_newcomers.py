"""A partner whose rate, stock rule or figure is changed reads another edition, or one again.

Their program knows nothing of editions: it goes by times that only grow (iof.md, section 4).
"""

import pytest

from services import partners
from services.partners import Terms
from tests.fakes.iof_consumer import IofConsumer
from tests.feeding import address, change, fetch, slices, tick
from tests.offering import make_partner, make_product, token_of

ABROAD = {"currency": "EUR", "rate_e4": 43_215}


@pytest.fixture
def reader_of(web):
    """A partner's program, at its address."""

    def make(shop):
        return IofConsumer(address(shop, "gateway"), lambda url: fetch(web, url).data)

    return make


def agree(shop, reader, reader_of):
    tick()
    reader.keep_up()
    newcomer = reader_of(shop)
    newcomer.keep_up()
    assert reader.products == newcomer.products


@pytest.mark.parametrize(
    "other", [ABROAD, {"only_in_stock": True}, {"unlimited_as": 999}], ids=lambda one: [*one][0]
)
def test_terms_that_were_changed_and_changed_back_are_followed_both_times(shop, reader_of, other):
    """iof.md 9.26: what the program has is what there is, whatever it was told before."""
    make_product(shop.price_list, "Wyprzedany", stock=0)
    tick()
    reader = reader_of(shop)
    reader.keep_up()
    for terms in (other, {}, other, {}):
        partners.change_terms(shop.partner, Terms(1000, **terms))
        agree(shop, reader, reader_of)


def test_who_comes_to_an_offer_that_others_have_read_for_long_reads_it_whole(
    shop, product, reader_of, app, monkeypatch
):
    """iof.md 9.26, 9.27: its slices are from before, and must not look as if they had been read."""
    monkeypatch.setitem(app.config, "FEED_SLICE_EVERY_S", 0)
    change(product, name="Odbitka nowa")
    tick()
    assert slices(shop)
    other = make_partner(shop.partner.studio, shop.price_list, **ABROAD)
    token_of(other)
    tick()
    reader, here = reader_of(other.shops[0]), reader_of(shop)
    for one in (reader, here):
        one.keep_up()
    partners.change_terms(other, Terms())
    agree(other.shops[0], reader, reader_of)
    change(product, name="Odbitka jeszcze nowsza")
    agree(other.shops[0], reader, reader_of)
    agree(shop, here, reader_of)
    assert slices(shop)
