"""Where in the picture a note points."""

import re

import pytest

from models.photo import Photo
from tests.blueprints.proofing.conftest import HTMX
from tests.blueprints.proofing.test_wishes import line_of


@pytest.fixture
def address(client_web, make, invitation, photos):
    make.make_cart(invitation, photos[:1])
    return f"{client_web.base}/photos/{photos[0].id}"


def pin_of(invitation, photos):
    line = line_of(invitation, photos[0])
    return line.pin_x, line.pin_y


def sizes_on(page: str) -> dict[str, tuple[int, int]]:
    """What the page says of each of its picture buttons, in pixels."""
    found = re.findall(r'type="image" name="(\w+)" .*?width="(\d+)" height="(\d+)"', page)
    return {name: (int(width), int(height)) for name, width, height in found}


@pytest.mark.parametrize("name", ["s", "m", "l", "xl"])
def test_a_press_on_the_picture_is_told_in_thousandths_whatever_its_size(
    client_web, invitation, photos, address, name
):
    """N-21: no script is needed for it."""
    width, height = sizes_on(client_web.get(f"{address}/pin").text)[name]
    data = {f"{name}.x": width // 4, f"{name}.y": height // 2, "version": "1", "at": "photo"}
    answer = client_web.post(f"{address}/pin", data=data)
    assert answer.location == address
    assert pin_of(invitation, photos) == pytest.approx((250, 500), abs=4)


def test_the_picture_is_shown_whole_and_in_shape(client_web, photos, address):
    for width, height in sizes_on(client_web.get(f"{address}/pin").text).values():
        assert width / height == pytest.approx(1.5, abs=0.01)


def test_two_sliders_do_it_without_a_mouse(client_web, invitation, photos, address):
    client_web.post(f"{address}/pin", data={"x": "120", "y": "990", "version": "1"})
    assert pin_of(invitation, photos) == (120, 990)


def test_a_picture_pressed_by_key_marks_its_middle(client_web, invitation, photos, address):
    client_web.post(f"{address}/pin", data={"m.x": "0", "m.y": "0", "version": "1"})
    assert pin_of(invitation, photos) == (500, 500)


def test_a_place_outside_the_picture_is_its_edge(client_web, invitation, photos, address):
    client_web.post(f"{address}/pin", data={"x": "-5", "y": "77777", "version": "1"})
    assert pin_of(invitation, photos) == (0, 1000)


def test_the_pin_is_seen_on_the_photo_and_can_be_taken_away(
    client_web, invitation, photos, address
):
    client_web.post(f"{address}/pin", data={"x": "432", "y": "615", "version": "1"})
    page = client_web.get(address).text
    assert 'cx="43.2%" cy="61.5%"' in page
    assert "style=" not in page
    client_web.post(f"{address}/pin", data={"remove": "1", "version": "2"})
    assert pin_of(invitation, photos) == (None, None)
    assert "<circle" not in client_web.get(address).text


def test_pointing_at_a_photo_that_is_not_picked_yet_picks_it(client_web, invitation, photos):
    address = f"{client_web.base}/photos/{photos[1].id}/pin"
    client_web.post(address, data={"x": "1", "y": "2", "version": "0"})
    line = line_of(invitation, photos[1])
    assert (line.pin_x, line.pin_y) == (1, 2)


def test_a_photo_of_unknown_size_can_be_pointed_at(client_web, photos, address):
    from extensions import db

    db.session.get(Photo, photos[0].id).width_px = None
    db.session.commit()
    assert len(sizes_on(client_web.get(f"{address}/pin").text)) == 4


def test_taking_it_away_by_htmx_clears_the_picture(client_web, photos, address):
    client_web.post(f"{address}/pin", data={"x": "432", "y": "615", "version": "1"})
    data = {"remove": "1", "version": "2", "at": "photo"}
    answer = client_web.post(f"{address}/pin", data=data, headers=HTMX).text
    assert "<circle" not in answer
    assert 'id="pin" hx-swap-oob="true"' in answer
