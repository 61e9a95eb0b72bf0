"""A partner's program that keeps up with an offer through days of edits, sales and removals."""

import io
import random
from datetime import timedelta

import pytest

from extensions import db
from formats.iof.checks import Feed, check
from models import Category, LightPiece, Product
from models.types import utc_now
from services import editions, feed_slices, feeds
from tests.fakes.iof_consumer import IofConsumer
from tests.feeding import (
    address,
    change,
    fetch,
    hashes,
    pass_time,
    sell,
    slices,
    stored,
    tick,
    write,
)
from tests.offering import make_partner, make_product, token_of


@pytest.fixture
def consumers(web, shop):
    """One that looks in every hour, one that comes back after days."""

    def read(url):
        answer = fetch(web, url)
        assert answer.status_code == 200, url
        return answer.data

    return [IofConsumer(address(shop, "gateway"), read) for _ in range(2)]


def wait(shop, consumers, **kwargs):
    """And have written whatever is due; the gateway in any case, because its links tell times."""
    pass_time(**kwargs)
    for one in consumers:
        one.wait(timedelta(**kwargs))
    write(shop.partner)


def now_in_full(web, shop):
    """The products of a full file that is written now."""
    feeds.ask(shop.partner)
    write(shop.partner)
    fresh = IofConsumer(address(shop, "gateway"), lambda url: fetch(web, url).data)
    fresh.keep_up()
    return fresh


def edit_something(shop, dice, category):
    products = db.session.scalars(db.select(Product).filter_by(removed_at=None)).all()
    product = dice.choice(products)
    match dice.randrange(7):
        case 0:
            change(product, name=f"Odbitka {dice.random()}")
        case 1:
            product.sizes[0].prices[0].cents = dice.randrange(100, 9000)
            change(product)
        case 2:
            change(product, is_hidden=not product.is_hidden)
        case 3:
            make_product(shop.price_list, f"Album {dice.random()}", stock=dice.randrange(5))
        case 4 if len(products) > 3:
            change(product, removed_at=utc_now())
        case 5:
            category.name = category.path = f"Kategoria {dice.random()}"
            for one in products:
                one.category = category
                change(one)
        case _:
            if product.sizes[0].stock_count:
                sell(product.sizes[0])


@pytest.mark.parametrize("seed", range(3))
def test_full_and_the_slices_after_it_are_what_there_is_now(web, shop, consumers, seed):
    """iof.md 9.25 to 9.27: full(T0) + changes = full(T1), stock ignored; three days away."""
    dice, (steady, away) = random.Random(seed), consumers
    category = Category(studio_id=shop.partner.studio_id, name="Odbitki", path="Odbitki")
    db.session.add(category)
    db.session.commit()
    make_product(shop.price_list, "Ramka")
    wait(shop, consumers, minutes=31)
    for one in consumers:
        one.keep_up()
    for _day in range(4):
        for _ in range(6):
            for _ in range(dice.randrange(3)):
                edit_something(shop, dice, category)
            wait(shop, consumers, minutes=dice.choice((7, 31, 200)))
            steady.keep_up()
        wait(shop, consumers, hours=12)
    wait(shop, consumers, minutes=31)
    for one in consumers:
        one.keep_up()
    fresh = now_in_full(web, shop)
    assert steady.products == fresh.products
    assert away.products == fresh.products
    assert steady.sizes == fresh.sizes
    assert_light_is_as_if_written_anew(shop)
    assert steady.reloads == 1
    assert away.reloads == 1


def assert_light_is_as_if_written_anew(shop):
    before = hashes(shop)["light"]
    db.session.execute(db.delete(LightPiece))
    feeds.ask(shop.partner)
    write(shop.partner)
    assert hashes(shop)["light"] == before


def test_who_was_away_for_too_long_notices_the_gap(web, shop, product, consumers):
    """iof.md 9.27, and section 4: slices are kept for eight days."""
    consumer = consumers[0]
    consumer.keep_up()
    for day in range(12):
        change(product, name=f"Odbitka {day}")
        wait(shop, consumers, hours=24)
    old = [name for name in stored(shop) if name.startswith("full_change")]
    assert 8 <= len(old) <= 9
    consumer.keep_up()
    assert consumer.reloads == 2
    assert consumer.products == now_in_full(web, shop).products


def test_a_slice_that_is_kept_no_more_is_gone(web, shop, product):
    """iof.md, section 4: 410."""
    change(product, name="Odbitka 1")
    pass_time(hours=1)
    tick()
    (name,) = slices(shop)
    assert fetch(web, address(shop, name)).status_code == 200
    for _ in range(10):
        change(product, name=f"Odbitka {utc_now()}")
        pass_time(days=1)
        tick()
    before = feed_slices.stamp_in(slices(shop)[0]) - timedelta(days=1)
    dropped = f"full_change{before:%Y-%m-%dT%H-%M-%S}"
    assert fetch(web, address(shop, dropped)).status_code == 410
    assert fetch(web, address(shop, "full_change2999-01-01T00-00-00")).status_code == 404


def test_a_strict_reader_finds_nothing_wrong(shop, product):
    """iof.md 9.1 to 9.26, as far as files show it."""
    change(product, name="]]> & <b> „Odbitka” 🎞")
    pass_time(minutes=31)
    tick()
    zone_now = editions.edition_of(shop).stamped
    files = {name: _opener(body) for name, body in stored(shop).items()}
    found = [one for one in check(Feed(files, zone_now, 1000)) if not one.is_hint]
    assert found == []


def _opener(body):
    return lambda: io.BytesIO(body)


def test_nothing_of_one_partner_is_told_to_another(shop, product):
    """iof.md 9.30: discount, language, shop, address."""
    other = make_partner(shop.partner.studio, shop.price_list, discount_bp=4321, language="en")
    secret = token_of(other)
    write(other)
    for body in stored(shop).values():
        for told in (secret, other.shops[0].code + "/", "eng", "51.11", "56.79"):
            if told != shop.code + "/":
                assert told.encode() not in body
