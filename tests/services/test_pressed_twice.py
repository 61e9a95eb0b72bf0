"""A press whose answer got lost on the way comes a second time, on the version it was made on."""

import pytest

from services import carts, wishes


@pytest.fixture
def photo(make):
    return make.make_photo()


@pytest.fixture
def cart(make, photo):
    return make.make_cart(photo.gallery.invitations[0], [photo])


def test_the_same_note_is_no_change_of_somebody_else(cart, photo):
    """F23: only what differs is a difference."""
    for _ in range(2):
        carts.write_note(cart, photo, "cieplej", version=1)
    with pytest.raises(carts.ChangedElsewhere):
        carts.write_note(cart, photo, "chłodniej", version=1)
    assert cart.lines[0].note == "cieplej"


def test_a_first_note_that_picks_the_photo_may_come_twice(make, cart):
    other = make.make_photo(cart.invitation.gallery)
    for _ in range(2):
        carts.write_note(cart, other, "to też", version=0)
    assert [line.note for line in cart.lines] == ["", "to też"]


def test_the_same_pin_and_the_same_retouching_are_no_change(cart, photo):
    for _ in range(2):
        carts.place_pin(cart, photo, (250, 500), version=1)
    for _ in range(2):
        carts.set_retouch(cart, photo, True, version=2)
    assert (cart.lines[0].pin_x, cart.lines[0].pin_y) == (250, 500)


def test_the_same_number_of_prints_is_no_change(make, cart, photo):
    item = make.make_item(photo.gallery)
    for _ in range(2):
        wishes.order_of_photo(cart, photo, item, 2, version=1)
    with pytest.raises(carts.ChangedElsewhere):
        wishes.order_of_photo(cart, photo, item, 3, version=1)
    assert [piece.quantity for piece in cart.items] == [2]
