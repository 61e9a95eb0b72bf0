"""What a page showed of a cart is compared with what is in it (M-13)."""

import pytest
from flask_babel import force_locale

from extensions import db
from services import carts, seen, wishes


@pytest.fixture
def cart(make):
    gallery = make.make_gallery()
    photos = [make.make_photo(gallery, f"DSC_{n}.JPG", number=n) for n in (1, 2)]
    return make.make_cart(gallery.invitations[0], photos)


@pytest.fixture
def mat(make, cart):
    return make.make_item(cart.invitation.gallery, name="15×23", paper="mat")


def told(cart, before):
    db.session.expire_all()
    with force_locale("en"):
        return [str(sentence) for sentence in seen.differences(cart, before)]


def test_an_untouched_cart_shows_no_difference(cart):
    before = seen.text_of(cart)
    assert told(cart, before) == []
    assert seen.text_of(cart) == before


def test_a_photo_taken_out_elsewhere_is_named(cart):
    before = seen.text_of(cart)
    carts.unpick(cart, cart.lines[0].photo)
    assert told(cart, before) == ["DSC_1.JPG was taken out in another window."]


def test_a_photo_that_the_studio_removed_is_told(cart):
    before = seen.text_of(cart)
    db.session.delete(cart.lines[0].photo)
    db.session.commit()
    assert told(cart, before) == ["The studio has removed 1 photo of your choice."]


def test_added_and_changed_photos_are_named(make, cart, mat):
    before = seen.text_of(cart)
    wishes.order_of_photo(cart, cart.lines[0].photo, mat, 2)
    carts.pick(cart, make.make_photo(cart.invitation.gallery, "DSC_3.JPG"))
    assert told(cart, before) == [
        "DSC_1.JPG was changed in another window.",
        "DSC_3.JPG was put in, in another window.",
    ]


def test_what_is_not_sold_any_more_is_told(cart, mat):
    wishes.order_of_photo(cart, cart.lines[0].photo, mat, 2)
    before = seen.text_of(cart)
    db.session.delete(mat)
    db.session.commit()
    assert told(cart, before) == ["Something in your cart is not sold any more; it was taken out."]


def test_other_photos_in_a_product_are_told(make, cart):
    album = make.make_item(cart.invitation.gallery, kind="product", name="Album", photo_max=9)
    first, second = (line.photo_id for line in cart.lines)
    wishes.order_product(cart, album, 1, [first, second])
    before = seen.text_of(cart)
    wishes.order_product(cart, album, 1, [second, first])
    assert told(cart, before) == ["Album: the chosen photos have changed."]
    before = seen.text_of(cart)
    wishes.order_product(cart, album, 3, [second, first])
    assert told(cart, before) == ["Album: before 1 pcs, now 3 pcs."]


@pytest.mark.parametrize("nonsense", ["", "p1", "p99999999999.1", "i1.2:x", "<b>", "p1.1.1 i1"])
def test_a_text_that_was_tampered_with_does_no_harm(cart, nonsense):
    assert told(cart, nonsense) == [
        "DSC_1.JPG was put in, in another window.",
        "DSC_2.JPG was put in, in another window.",
    ]


def test_names_of_other_studios_are_not_told(make, cart):
    item = make.make_item(make.make_gallery(), name="Secret")
    photo = make.make_photo(make.make_gallery(), "SECRET.JPG")
    text = f"{seen.text_of(cart)} p{photo.id}.1 i{item.id}.1"
    assert not any("secret" in sentence.lower() for sentence in told(cart, text))
