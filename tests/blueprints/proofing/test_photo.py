"""One photo, large; picking it and writing a wish."""

import re

import pytest
from sqlalchemy import select

from extensions import db
from models import Cart, CartLine
from services import carts
from tests.blueprints.proofing.conftest import HTMX


def picked_ids(invitation):
    lines = select(CartLine.photo_id).join(Cart).where(Cart.invitation_id == invitation.id)
    return sorted(db.session.scalars(lines))


def test_the_page_shows_the_large_proof_and_its_neighbours(client_web, photos):
    page = client_web.get(f"{client_web.base}/photos/{photos[2].id}?lang=pl").text
    assert f'src="{client_web.base}/photos/{photos[2].id}/proof.jpg?v=' in page
    assert f'rel="prev" href="{client_web.base}/photos/{photos[1].id}?' in page
    assert f'rel="next" href="{client_web.base}/photos/{photos[3].id}?' in page
    assert "3 z\N{NO-BREAK SPACE}5" in page


def test_the_first_photo_has_no_previous_and_the_last_no_next(client_web, photos):
    first = client_web.get(f"{client_web.base}/photos/{photos[0].id}").text
    last = client_web.get(f"{client_web.base}/photos/{photos[4].id}").text
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_neighbours_are_those_of_the_filter(client_web, make, invitation, photos):
    make.make_cart(invitation, [photos[0], photos[4]])
    page = client_web.get(f"{client_web.base}/photos/{photos[0].id}?show=picked").text
    assert f'rel="next" href="{client_web.base}/photos/{photos[4].id}?show=picked"' in page


@pytest.mark.parametrize(("at", "first"), [(0, 0), (5, 0), (10, 4), (18, 7), (19, 7)])
def test_the_film_strip_is_full_at_both_ends_too(client_web, make, gallery, photos, at, first):
    more = [make.make_photo(gallery, f"DSC_{number:04}.JPG") for number in range(6, 21)]
    ids = [photo.id for photo in [*photos, *more]]
    page = client_web.get(f"{client_web.base}/photos/{ids[at]}").text
    strip = re.search(r'<nav class="strip".*?</nav>', page, re.S)[0]
    shown = [int(number) for number in re.findall(r'href="[^"]*/photos/(\d+)\?', strip)]
    assert shown == ids[first : first + 13]


def test_under_a_filter_the_number_is_told_beside_the_place(client_web, make, invitation, photos):
    """ui: people say the number on the telephone."""
    make.make_cart(invitation, [photos[1], photos[4]])
    page = client_web.get(f"{client_web.base}/photos/{photos[4].id}?show=picked&lang=en").text
    place = re.search(r'<h1 class="place".*?>.*?</h1>', page, re.S)[0]
    assert "2 of 2" in place
    assert '<b class="num">5</b> DSC_0005.JPG' in place


def test_a_press_puts_the_photo_in_the_cart_and_a_second_takes_it_out(
    client_web, invitation, photos
):
    """M-06: the cart is kept on the server."""
    address = f"{client_web.base}/photos/{photos[0].id}/pick"
    client_web.post(address, data={"picked": "1"})
    assert picked_ids(invitation) == [photos[0].id]
    client_web.post(address, data={"picked": "0"})
    assert picked_ids(invitation) == []


@pytest.mark.parametrize("picked", ["1", "0"])
def test_a_double_press_is_harmless(client_web, invitation, photos, picked):
    for _ in range(2):
        answer = client_web.post(
            f"{client_web.base}/photos/{photos[0].id}/pick", data={"picked": picked}
        )
        assert answer.status_code == 303
    assert picked_ids(invitation) == ([photos[0].id] if picked == "1" else [])


def test_another_device_with_the_same_link_finds_the_cart(app, client_web, invitation, photos):
    """M-06"""
    from tests.conftest import enter

    client_web.post(f"{client_web.base}/photos/{photos[1].id}/pick", data={"picked": "1"})
    desktop = enter(app, invitation)
    page = desktop.get(f"{client_web.base}/photos?show=picked").text
    assert f'id="p{photos[1].id}"' in page


def test_without_javascript_the_press_leads_back_to_the_photo(client_web, photos):
    pick = f"{client_web.base}/photos/{photos[1].id}/pick"
    wall = client_web.post(pick, data={"picked": "1", "show": "unpicked"}).location
    assert wall == (f"{client_web.base}/photos?until={photos[1].id}&show=unpicked#p{photos[1].id}")
    photo = client_web.post(pick, data={"picked": "1", "at": "photo"}).location
    assert photo == f"{client_web.base}/photos/{photos[1].id}"
    cart = client_web.post(pick, data={"picked": "0", "at": "cart"}).location
    assert cart == f"{client_web.base}/cart"


def test_htmx_gets_the_caption_and_everything_that_counts(client_web, photos):
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/pick?lang=pl", data={"picked": "1"}, headers=HTMX
    ).text
    assert answer.lstrip().startswith("<figcaption")
    assert 'aria-pressed="true"' in answer
    swapped = re.findall(r'id="([a-z-]+)"[^>]*hx-swap-oob', answer)
    assert swapped == ["filter-chips", "saved", "bar", "conflict", "announcement"]
    assert "Zapisano o" in answer


def test_a_wish_is_kept_with_the_photo(client_web, make, invitation, photos):
    make.make_cart(invitation, photos[:1])
    address = f"{client_web.base}/photos/{photos[0].id}"
    client_web.post(f"{address}/note", data={"note": " Rozjaśnić cień "})
    assert ">Rozjaśnić cień</textarea>" in client_web.get(address).text


def test_a_wish_saved_by_htmx_swaps_nothing_that_is_being_typed(
    client_web, make, invitation, photos
):
    make.make_cart(invitation, photos[:1])
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/note",
        data={"note": "x", "at": "photo", "version": 1},
        headers=HTMX,
    )
    assert answer.headers["HX-Reswap"] == "none settle:0"
    assert 'id="note' not in answer.text
    assert 'id="saved"' in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wish_that_is_too_long_is_refused_beside_its_field(
    client_web, make, invitation, photos, headers
):
    make.make_cart(invitation, photos[:1])
    typed = "a" * (carts.NOTE_LIMIT + 1)
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/note", data={"note": typed}, headers=headers
    )
    assert answer.status_code == 422
    assert typed in answer.text
    assert 'id="note-error"' in answer.text


def test_a_wish_for_a_photo_outside_the_cart_is_refused(client_web, photos):
    answer = client_web.post(f"{client_web.base}/photos/{photos[0].id}/note", data={"note": "x"})
    assert answer.status_code == 409


def test_a_photo_of_another_gallery_cannot_be_picked(client_web, make, invitation):
    stranger = make.make_photo()
    answer = client_web.post(f"{client_web.base}/photos/{stranger.id}/pick", data={"picked": "1"})
    assert answer.status_code == 404
    assert picked_ids(invitation) == []
