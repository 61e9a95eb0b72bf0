"""What is changed in the cart page itself: prints, retouching, notes, formats, products."""

import re

import pytest

from extensions import db
from services import carts, wishes
from tests.blueprints.proofing.conftest import HTMX, counted_statements


@pytest.fixture
def cart(make, invitation, photos):
    return make.make_cart(invitation, photos[:3], notes=["", "Rozjaśnić"])


@pytest.fixture
def mat(make, gallery):
    return make.make_item(gallery, name="15×23", paper="mat", price_cents=800)


@pytest.fixture
def album(make, gallery):
    return make.make_item(
        gallery, kind="product", name="Album", price_cents=35000, photo_min=2, photo_max=3
    )


def change(browser, photo, headers=HTMX, **data):
    address = f"{browser.base}/cart/photos/{photo.id}?lang=pl"
    return browser.post(address, data=data, headers=headers)


def order_product(browser, item, headers=HTMX, **data):
    address = f"{browser.base}/cart/products/{item.id}?lang=pl"
    return browser.post(address, data=data, headers=headers)


def pieces(cart):
    db.session.expire_all()
    return {(item.price_item.name, item.photo_id): item.quantity for item in cart.items}


def test_a_row_is_opened_where_it_stands(client_web, cart, photos, mat):
    """N-02: its formats can be counted, its note written."""
    address = f"{client_web.base}/cart/photos/{photos[1].id}?lang=pl"
    row = client_web.get(address, headers=HTMX).text
    assert row.lstrip().startswith(f'<li id="l{photos[1].id}" class="open"')
    assert f'name="quantity-{mat.id}"' in row
    assert ">Rozjaśnić</textarea>" in row
    assert "<h1" in client_web.get(address).text


def test_prints_retouching_and_note_are_saved_together(client_web, cart, photos, mat):
    prints = {f"quantity-{mat.id}": "2", "wish-note": "Cieplej", "asks_retouch": "1"}
    answer = change(client_web, photos[0], version="1", **prints)
    assert answer.status_code == 200
    assert 'id="cart-lines"' in answer.text
    assert re.search(r'id="summary"[^>]*hx-swap-oob', answer.text)
    assert "Bez retuszu" in answer.text
    assert pieces(cart) == {("15×23", photos[0].id): 2}
    line = next(line for line in cart.lines if line.photo_id == photos[0].id)
    assert (line.is_retouched, line.note, line.version) == (False, "Cieplej", 2)


def test_without_javascript_the_row_is_opened_and_saved_by_pages(client_web, cart, photos, mat):
    page = client_web.get(f"{client_web.base}/cart?open={photos[0].id}").text
    assert f'name="quantity-{mat.id}"' in page
    answer = change(
        client_web, photos[0], {}, version="1", done="1", retouched="1", **{f"quantity-{mat.id}": 1}
    )
    assert answer.status_code == 303
    assert answer.location == f"{client_web.base}/cart#cart-lines"
    assert pieces(cart) == {("15×23", photos[0].id): 1}


def test_what_another_window_changed_is_shown_and_nothing_is_lost(client_web, cart, photos, mat):
    wishes.order_of_photo(cart, photos[0], mat, 5)
    answer = change(
        client_web, photos[0], version="1", retouched="1", **{"wish-note": "Moja uwaga"}
    )
    assert answer.status_code == 409
    assert "Wpisana uwaga: „Moja uwaga”" in answer.text
    assert 'value="5"' in answer.text
    assert "hx-preserve" not in answer.text


def test_a_wrong_number_is_told_beside_its_row_whose_fields_stay(client_web, cart, photos, mat):
    for typed in ("-1", "1000", "x", "1.5", "9" * 40):
        answer = change(client_web, photos[0], version="1", **{f"quantity-{mat.id}": typed})
        assert answer.status_code == 422
        assert "liczbę sztuk od 0 do 999" in answer.text
        assert "hx-preserve" in answer.text
    assert pieces(cart) == {}


def test_unticking_retouching_without_a_print_says_what_to_do(client_web, cart, photos, mat):
    answer = change(client_web, photos[0], version="1", asks_retouch="1")
    assert answer.status_code == 422
    assert "bez retuszu nic by z" in answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_photo_is_taken_out_of_the_page_that_shows_it(client_web, cart, photos):
    assert "DSC_0001" not in change(client_web, photos[0], out="1").text
    carts.write_note(cart, photos[1], "Inaczej", 1)
    answer = change(client_web, photos[1], out="1")
    assert answer.status_code == 409
    assert "Inaczej" in answer.text


def test_the_same_format_for_all_says_how_many_photos_it_changed(client_web, cart, photos, mat):
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert "Ten sam format dla wszystkich" in page
    assert "Ustaw przy 3 zdjęciach" in page
    address = f"{client_web.base}/cart/format?lang=pl"
    answer = client_web.post(address, data={"item": mat.id, "quantity": "2"}, headers=HTMX)
    assert "15×23, mat × 2: ustawiono przy 3 zdjęciach." in answer.text
    assert pieces(cart) == {("15×23", photo.id): 2 for photo in photos[:3]}
    assert client_web.post(address, data={"item": mat.id, "quantity": "0"}).status_code == 303
    assert pieces(cart) == {}
    assert client_web.post(address, data={"item": mat.id, "quantity": "-1"}).status_code == 422


def test_a_product_takes_chosen_photos_and_keeps_their_order(client_web, cart, photos, album):
    page = order_product(client_web, album, quantity="1", seen_quantity="0").text
    assert "Wybrane zdjęcia: 0 z 2–3" in page
    first, second, third = (photo.id for photo in photos[:3])
    sent = {"quantity": "1", "seen_quantity": "1", "chooses": "1", "open": f"i{album.id}"}
    order_product(client_web, album, **sent, photo=[third])
    order_product(client_web, album, **sent, photo=[first, third])
    db.session.expire_all()
    assert [one.photo_id for one in cart.items[0].photos] == [third, first]
    # Counting pieces elsewhere does not forget the photos.
    order_product(client_web, album, quantity="2", seen_quantity="1")
    db.session.expire_all()
    assert [one.photo_id for one in cart.items[0].photos] == [third, first]
    assert second not in {one.photo_id for one in cart.items[0].photos}


def test_too_many_photos_and_other_windows_are_refused(client_web, make, cart, photos, invitation):
    item = make.make_item(
        invitation.gallery, kind="product", name="Płótno", photo_min=1, photo_max=1
    )
    two = [photo.id for photo in photos[:2]]
    answer = order_product(client_web, item, quantity="1", chooses="1", photo=two)
    assert answer.status_code == 422
    wishes.order_product(cart, item, 3, [])
    answer = order_product(client_web, item, quantity="1", seen_quantity="0")
    assert answer.status_code == 409


def test_a_photo_outside_the_cart_cannot_be_put_into_a_product(client_web, cart, photos, album):
    answer = order_product(client_web, album, quantity="1", chooses="1", photo=[photos[4].id])
    assert answer.status_code == 422


def test_what_is_sold_elsewhere_cannot_be_ordered_here(client_web, make, cart, mat):
    other = make.make_item(make.make_gallery(), kind="product", name="Obcy")
    assert order_product(client_web, other, quantity="1").status_code == 404
    assert order_product(client_web, mat, quantity="1").status_code == 404
    address = f"{client_web.base}/cart/format"
    assert client_web.post(address, data={"item": other.id, "quantity": 1}).status_code == 404
    assert client_web.post(address, data={"quantity": 1}).status_code == 404


def test_a_product_can_be_ordered_without_any_photo(client_web, make, gallery):
    box = make.make_item(gallery, kind="product", name="Pudełko", price_cents=9000)
    page = order_product(client_web, box, quantity="2").text
    assert "180,00\N{NO-BREAK SPACE}zł" in page
    assert 'id="order"' in client_web.get(f"{client_web.base}/cart").text


def test_a_cart_of_any_size_costs_the_same_number_of_statements(
    client_web, make, gallery, cart, mat, album
):
    wishes.order_of_all(cart, mat, 1)
    wishes.order_product(cart, album, 1, [cart.lines[0].photo_id])
    with counted_statements() as few:
        client_web.get(f"{client_web.base}/cart")
    for number in range(10, 60):
        carts.pick(cart, make.make_photo(gallery, number=number))
    wishes.order_of_all(cart, mat, 2)
    with counted_statements() as many:
        client_web.get(f"{client_web.base}/cart")
    assert len(many) == len(few)
