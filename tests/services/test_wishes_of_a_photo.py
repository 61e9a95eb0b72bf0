"""Saying at once everything that is wanted of a photo, and the same format of all."""

import pytest

from extensions import db
from services import carts, wishes
from services.selection_rules import Rule, broken_rules
from tests.blueprints.proofing.conftest import counted_statements


@pytest.fixture
def cart(make):
    gallery = make.make_gallery()
    photos = [make.make_photo(gallery, f"DSC_{n}.JPG", number=n) for n in (1, 2, 3)]
    return make.make_cart(gallery.invitations[0], photos)


@pytest.fixture
def mat(make, cart):
    return make.make_item(cart.invitation.gallery, name="15×23", paper="mat")


def pieces(cart):
    db.session.expire_all()
    return {(item.photo_id, item.price_item.name): item.quantity for item in cart.items}


def test_retouching_prints_and_note_are_kept_together(cart, mat):
    photo = cart.lines[0].photo
    wish = wishes.PhotoWish(is_retouched=False, note=" Jaśniej ", quantities={mat: 2})
    wishes.change_photo(cart, photo, wish, version=1)
    line = cart.lines[0]
    assert (line.is_retouched, line.note, line.version) == (False, "Jaśniej", 2)
    assert pieces(cart) == {(photo.id, "15×23"): 2}


def test_a_wish_that_comes_twice_is_granted_once(cart, mat):
    """A4: its first answer was lost with the network."""
    photo = cart.lines[0].photo
    wish = wishes.PhotoWish(note="cieplej", quantities={mat: 2})
    for _ in range(2):
        wishes.change_photo(cart, photo, wish, version=1)
    assert (cart.lines[0].note, cart.lines[0].version) == ("cieplej", 2)
    assert pieces(cart) == {(photo.id, "15×23"): 2}


def test_an_older_page_writes_nothing_over(cart, mat):
    photo = cart.lines[0].photo
    wishes.order_of_photo(cart, photo, mat, 1)
    with pytest.raises(carts.ChangedElsewhere):
        wishes.change_photo(cart, photo, wishes.PhotoWish(quantities={mat: 5}), version=1)
    assert pieces(cart) == {(photo.id, "15×23"): 1}


def test_a_photo_of_which_nothing_is_wanted_is_refused(cart, mat):
    photo = cart.lines[0].photo
    with pytest.raises(wishes.NothingWanted):
        wishes.change_photo(cart, photo, wishes.PhotoWish(is_retouched=False, quantities={mat: 0}))
    assert cart.lines[0].is_retouched


@pytest.mark.parametrize("quantity", [-1, 1000])
def test_impossible_numbers_are_refused(cart, mat, quantity):
    wish = wishes.PhotoWish(quantities={mat: quantity})
    with pytest.raises(wishes.QuantityWrong):
        wishes.change_photo(cart, cart.lines[0].photo, wish)


def test_the_same_format_of_all_changes_what_was_there_and_adds_the_rest(cart, mat):
    wishes.order_of_photo(cart, cart.lines[1].photo, mat, 5)
    wishes.order_of_all(cart, mat, 2)
    assert pieces(cart) == {(line.photo_id, "15×23"): 2 for line in cart.lines}
    assert [line.version for line in cart.lines] == [2, 3, 2]
    wishes.order_of_all(cart, mat, 0)
    assert pieces(cart) == {}


def test_the_same_format_of_all_costs_a_fixed_number_of_statements(make, cart, mat):
    with counted_statements() as few:
        wishes.order_of_all(cart, mat, 1)
    for number in range(4, 40):
        carts.pick(cart, make.make_photo(cart.invitation.gallery, number=number))
    with counted_statements() as many:
        wishes.order_of_all(cart, mat, 2)
    assert len(many) <= len(few)


def test_a_photo_left_without_a_wish_by_the_price_list_is_a_broken_rule(cart, mat):
    photo = cart.lines[0].photo
    wish = wishes.PhotoWish(is_retouched=False, quantities={mat: 1})
    wishes.change_photo(cart, photo, wish)
    assert broken_rules(cart, cart.quote()) == []
    db.session.delete(mat)
    db.session.commit()
    (broken,) = broken_rules(cart, cart.quote())
    assert (broken.rule, broken.place) == (Rule.NOTHING, photo.id)
