"""What stands in the files of an offer, and when they are written again."""

from extensions import db
from models import Category, ProductSize, ProductText
from models.types import utc_now
from services import editions, feed_states
from services.feed_files import current
from tests.feeding import change, hashes, pass_time, sell, slices, stored, tick, write
from tests.offering import make_partner, make_product


def test_prices_of_full_are_before_the_discount_and_of_light_after_it(shop):
    """iof.md 9.23, I-13: 100 less 10 % is 90."""
    files = stored(shop)
    assert b'gross="90.00"' in files["full"]
    assert b'gross="81.00"' in files["light"]
    assert b'gross="90.00"' not in files["light"]


def test_another_discount_changes_light_only(shop):
    """iof.md 9.23."""
    before = hashes(shop)
    shop.partner.discount_bp = 2000
    db.session.commit()
    tick()
    after = hashes(shop)
    assert after["full"] == before["full"]
    assert b'gross="72.00"' in stored(shop)["light"]


def test_a_sale_changes_light_and_the_gateway_and_nothing_else(shop, product):
    """iof.md 9.24, 9.26."""
    before = hashes(shop)
    pass_time(hours=1)
    sell(product.sizes[0])
    assert tick() == 1
    after = hashes(shop)
    assert {name for name in after if after[name] != before.get(name)} == {"light", "gateway"}
    assert b'quantity="4"' in stored(shop)["light"]
    pass_time(days=1)
    tick()
    assert hashes(shop)["full"] == before["full"]


def test_what_is_made_to_order_is_told_as_the_partner_wants_it(prices):
    """iof.md, section 2: -1, or "send unlimited as N"."""
    make_product(prices, "Plik", {"": 500}, stock=None)
    plain = make_partner(prices.studio, prices)
    counting = make_partner(prices.studio, prices, unlimited_as=999)
    write(plain, counting)
    assert b'quantity="-1"' in stored(plain.shops[0])["light"]
    assert b'quantity="999"' in stored(counting.shops[0])["light"]


def test_prices_are_told_in_the_partners_currency_by_its_rate(prices, product):
    partner = make_partner(prices.studio, prices, currency="EUR", rate_e4=40_000)
    write(partner)
    full = stored(partner.shops[0])["full"]
    assert b'currency="EUR"' in full
    assert b'gross="2.50"' in full


def test_words_are_told_in_the_partners_language_as_far_as_they_are_translated(prices, product):

    product.texts = [ProductText(language="en", name="Matte print")]
    change(product, description="Gruby papier")
    partner = make_partner(prices.studio, prices, language="en")
    write(partner)
    full = stored(partner.shops[0])["full"].decode()
    assert 'language="eng"' in full
    assert "Matte print" in full
    assert "Odbitka" not in full
    assert "Gruby papier" in full


def test_unchanged_bytes_are_written_anew_before_they_tell_a_time_that_is_over(shop):
    """iof.md, section 1."""
    before = hashes(shop)
    pass_time(days=5)
    tick()
    # Its links tell times, which `pass_time` has moved.
    kept = {name for name, md5 in hashes(shop).items() if md5 == before[name]}
    assert kept == before.keys() - {"gateway"}
    pass_time(days=2)
    tick()
    files = db.session.scalars(current(editions.edition_of(shop).id)).all()
    assert {file.written_at.date() for file in files} == {utc_now().date()}


def test_dictionaries_tell_what_products_refer_to(shop, product):
    """iof.md 9.12."""

    category = Category(studio_id=product.studio_id, name="Odbitki", path="Odbitki")
    db.session.add(category)
    change(product, category=category)
    pass_time(minutes=31)
    tick()
    assert "Odbitki" in stored(shop)["categories"].decode()
    category.name = category.path = "Wydruki"
    change(product)
    pass_time(minutes=31)
    tick()
    assert "Wydruki" in stored(shop)["categories"].decode()
    assert "Wydruki" in stored(shop)[slices(shop)[-1]].decode()


def test_dictionaries_keep_what_a_product_referred_to_as_long_as_the_full_file_tells_of_it(
    shop, product
):
    """iof.md 9.12: the full file is of last night, the product left the offer since."""
    product.category = Category(studio_id=product.studio_id, name="Odbitki", path="Odbitki")
    change(product)
    pass_time(days=1)
    tick()
    change(product, is_hidden=True)
    make_product(shop.price_list, "Album")
    pass_time(minutes=31)
    tick()
    files = stored(shop)
    assert "Odbitka matowa" in files["full"].decode()
    assert f'<category id="{product.category_id}"' in files["categories"].decode()


def test_a_product_that_cannot_be_written_leaves_the_last_good_files(shop, product):
    """The last good is kept; the studio reads why."""
    before = hashes(shop)
    change(product, vat_rate="?")
    tick()
    assert hashes(shop) == before
    state = feed_states.state_of(shop)
    assert product.code in state.problem
    assert not state.is_being_written
    change(product, vat_rate="23")
    pass_time(minutes=31)
    tick()
    assert feed_states.state_of(shop).problem == ""


def test_two_partners_of_a_price_list_share_bytes_and_no_discount(shop):
    """iof.md 9.30."""
    other = make_partner(shop.partner.studio, shop.price_list, discount_bp=4321)
    write(other)
    one, two = stored(shop), stored(other.shops[0])
    assert one["full"] == two["full"]
    assert one["light"] != two["light"]
    assert one["gateway"] != two["gateway"]


def test_what_is_nobody_elses_business_stands_in_no_file(shop, product):
    """iof.md 9.19: purchase price, supplier, note."""
    product.supplier, product.note = "Kanarek dostawca", "Kanarek notatka"
    for size in db.session.scalars(db.select(ProductSize)):
        size.purchase_cents = 77_77
    change(product, name="Odbitka nowa")
    pass_time(minutes=31)
    tick()
    for name, body in stored(shop).items():
        assert b"Kanarek" not in body, name
        assert b"77.77" not in body, name
        assert b"77,77" not in body, name
