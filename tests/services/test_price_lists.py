"""The studio's price lists, and what becomes of a gallery's prices when one is copied to it."""

import pytest
from sqlalchemy import func, select

from extensions import db
from models import CartItem, PriceItem, PriceList
from services import carts, price_lists, wishes
from services.price_lists import ItemTerms, MethodTerms, PaymentMethodTerms, PriceTerms

TERMS = PriceTerms(
    package_photo_count=5,
    package_cents=0,
    extra_photo_cents=4000,
    vat_rate="23",
    items=[
        ItemTerms("print", "15×23", 300, paper="mat", included_count=3),
        ItemTerms("print", "15×23", 350, paper="błysk"),
        ItemTerms("product", "Album", 45_000, hint="20 stron", photo_min=10, photo_max=20),
        ItemTerms("digital", "Plik", 2500, vat_rate="8"),
    ],
    methods=[MethodTerms("courier", "Kurier", 2250, free_from_cents=20_000)],
    payments=[
        PaymentMethodTerms("transfer", "Przelew", "", "Hanna Żurek", "61109010140000071219812874"),
        PaymentMethodTerms("cash", "Gotówka"),
    ],
)


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def price_list(studio):
    return price_lists.create_list(studio, "Plener", TERMS)


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


def names(prices):
    return [item.full_name for item in prices.items]


def test_a_list_says_what_was_typed_in_its_order(price_list):
    """N-02."""
    assert price_lists.terms_of(price_list) == TERMS
    assert names(price_list) == ["15×23, mat", "15×23, błysk", "Album", "Plik"]


def test_a_studio_sees_its_own_lists_by_name_and_no_galleries(make, studio, price_list):
    make.make_gallery(studio)
    price_lists.create_list(make.make_studio(), "Cudzy", TERMS)
    first = price_lists.create_list(studio, "Mini-sesja", PriceTerms())
    found = db.session.scalars(PriceList.of_studio(studio.id)).all()
    assert found == [first, price_list]


def test_two_lists_of_a_studio_have_different_names(make, studio, price_list):
    with pytest.raises(price_lists.NameTaken):
        price_lists.create_list(studio, "Plener", PriceTerms())
    other = price_lists.create_list(studio, "Mini-sesja", PriceTerms())
    with pytest.raises(price_lists.NameTaken):
        price_lists.change_list(other, "Plener", TERMS)
    assert (other.name, other.items) == ("Mini-sesja", [])
    assert price_lists.create_list(make.make_studio(), "Plener", TERMS).name == "Plener"


def test_a_list_may_keep_its_name_when_it_is_changed(price_list):
    price_lists.change_list(price_list, "Plener", PriceTerms(extra_photo_cents=5000))
    assert (price_list.extra_photo_cents, price_list.items) == (5000, [])
    assert rows(PriceItem) == 0


def test_a_copy_says_the_same_and_lives_on_its_own(make, studio, price_list):
    """N-02: a list that drifts afterwards does not change what a client was promised."""
    gallery = make.make_gallery(studio)
    price_lists.copy_to_gallery(price_list, gallery)
    assert price_lists.terms_of(gallery.prices) == TERMS
    price_lists.change_list(price_list, "Plener 2027", PriceTerms(extra_photo_cents=9900))
    assert price_lists.terms_of(gallery.prices) == TERMS
    price_lists.remove_list(price_list)
    assert price_lists.terms_of(gallery.prices) == TERMS
    assert rows(PriceList) == 1


def test_a_cart_keeps_what_the_copied_list_still_offers(make, studio, price_list):
    """N-02: a row of the same kind, name and paper stays; the rest leaves the cart."""
    gallery = make.make_gallery(studio)
    stays = make.make_item(gallery, name="15×23", paper="mat", price_cents=900)
    goes = make.make_item(gallery, name="30×45", price_cents=5000)
    cart = make.make_cart(gallery.invitations[0])
    photo = cart.lines[0].photo
    wishes.order_of_photo(cart, photo, stays, 2)
    wishes.order_of_photo(cart, photo, goes, 1)
    price_lists.copy_to_gallery(price_list, gallery)
    kept = db.session.scalars(select(CartItem)).one()
    assert (kept.price_item_id, kept.quantity, kept.price_item.price_cents) == (stays.id, 2, 300)
    cart = carts.open_cart(gallery.invitations[0])
    assert [line.photo for line in cart.lines] == [photo]
    assert (cart.quote().print_count, cart.quote().total_cents) == (2, 0)


def test_the_same_format_on_another_paper_is_another_row(make, studio, price_list):
    gallery = make.make_gallery(studio)
    make.make_item(gallery, name="15×23", paper="jedwab")
    price_lists.copy_to_gallery(price_list, gallery)
    assert names(gallery.prices) == names(price_list)


def test_rows_that_stay_follow_the_order_of_the_terms(make, studio, price_list):
    before = {item.full_name: item.id for item in price_list.items}
    turned = PriceTerms(items=list(reversed(TERMS.items)))
    price_lists.change_list(price_list, "Plener", turned)
    assert names(price_list) == ["Plik", "Album", "15×23, błysk", "15×23, mat"]
    assert {item.full_name: item.id for item in price_list.items} == before


def test_an_order_keeps_the_prices_it_was_placed_with(make, studio, price_list):
    """N-02: frozen."""
    gallery = make.make_gallery(studio)
    price_lists.copy_to_gallery(price_list, gallery)
    cart = make.make_cart(gallery.invitations[0])
    album = gallery.prices.products[0]
    wishes.order_of_photo(cart, cart.lines[0].photo, gallery.prices.items[1], 3)
    courier, transfer = gallery.prices.delivery_methods[0], gallery.prices.payment_methods[0]
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    order = make.make_order(cart, courier, payment=transfer, **address)
    before = (order.total_cents, order.account_number, len(order.lines))
    price_lists.change_prices(gallery, PriceTerms(extra_photo_cents=1))
    assert album not in gallery.prices.products
    assert (order.total_cents, order.account_number, len(order.lines)) == before
    assert before == (3 * 350 + 2250, "61109010140000071219812874", 2)


def test_a_gallerys_prices_become_a_list_of_the_studio(make, studio, price_list):
    gallery = make.make_gallery(studio, package_photo_count=7)
    make.make_item(gallery, name="20×30", paper="mat")
    saved = price_lists.save_as_list(gallery, "Chrzty")
    assert price_lists.terms_of(saved) == price_lists.terms_of(gallery.prices)
    assert (saved.gallery_id, saved.studio_id) == (None, studio.id)
    with pytest.raises(price_lists.NameTaken):
        price_lists.save_as_list(gallery, "Plener")
