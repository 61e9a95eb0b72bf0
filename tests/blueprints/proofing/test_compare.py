"""Shots of one moment side by side, and the press that takes the best."""

import html
import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from extensions import db
from models import CartItem, CartLine
from models.cart import Cart
from services import carts, wishes
from tests.conftest import sign_in


@pytest.fixture
def series(photos):
    """The first three of five photos are one burst."""
    for photo in photos[:3]:
        photo.burst_id = photos[0].id
    db.session.commit()
    return photos[:3]


@pytest.fixture
def address(client_web):
    return f"{client_web.base}/compare"


def ids_of(photos):
    return ",".join(str(photo.id) for photo in photos)


def shown(web, address, *photos, **arguments):
    query = {"photo": photos[0].id, "shots": ids_of(photos), **arguments}
    return html.unescape(web.get(address, query_string=query).text)


def figures(page):
    return [int(one) for one in re.findall(r'<figure class="shot[^"]*" id="p(\d+)"', page)]


def picked(invitation):
    lines = select(CartLine.photo_id).join(Cart).where(Cart.invitation_id == invitation.id)
    return list(db.session.scalars(lines.order_by(CartLine.id)))


@pytest.fixture
def cart(invitation):
    return carts.open_cart(invitation)


def test_the_shots_of_a_series_stand_side_by_side(client_web, address, series):
    """issue 3: photos of one burst can be compared, up to four."""
    page = client_web.get(address, query_string={"photo": series[1].id}).text
    assert figures(page) == [photo.id for photo in series]
    assert '<b class="num">2</b>' in page
    assert "DSC_0002.JPG" in page
    assert page.count("Weź najlepsze</button>") == 3


def test_of_a_longer_series_the_person_says_which_four(client_web, address, photos):
    for photo in photos:
        photo.burst_id = photos[0].id
    db.session.commit()
    page = client_web.get(address, query_string={"photo": photos[4].id}).text
    assert figures(page) == [photo.id for photo in photos[1:]]
    first = re.search(rf'<a href="([^"]+)" id="t{photos[0].id}"', page)[1]
    again = client_web.get(html.unescape(first)).text
    assert figures(again) == [photos[0].id, *(photo.id for photo in photos[2:])]


def test_a_photo_alone_and_a_strange_one(client_web, address, photos, series, make):
    assert figures(client_web.get(address, query_string={"photo": photos[4].id}).text) == [
        photos[4].id
    ]
    stranger = make.make_photo(burst_id=series[0].id)
    assert client_web.get(address, query_string={"photo": stranger.id}).status_code == 404
    query = {"photo": series[0].id, "shots": ids_of([series[0], stranger])}
    assert figures(client_web.get(address, query_string=query).text) == [series[0].id]


def test_the_best_goes_into_the_cart(client_web, address, series, invitation):
    answer = client_web.post(address, data={"photo": series[1].id})
    assert answer.status_code == 303
    assert picked(invitation) == [series[1].id]
    client_web.post(address, data={"photo": series[1].id})
    assert picked(invitation) == [series[1].id]


def test_others_leave_the_cart_only_after_saying_so(client_web, address, series, cart, invitation):
    """Nothing is taken out of a cart silently."""
    carts.pick(cart, series[0])
    page = shown(client_web, address, *series)
    assert f'id="best{series[1].id}" href=' in page
    asked = shown(client_web, address, series[1], series[0], best=series[1].id)
    assert "Zdjęcie 2 trafi do koszyka. Czy pozostałe z tej serii mają go opuścić?" in asked
    assert picked(invitation) == [series[0].id]
    leaving = re.findall(r'name="out" value="([^"]+)"', asked)
    client_web.post(address, data={"photo": series[1].id, "out": leaving})
    assert picked(invitation) == [series[1].id]


def test_what_would_be_lost_is_named(client_web, address, series, cart, gallery, make):
    carts.pick(cart, series[0])
    carts.write_note(cart, series[0], "Rozjaśnić cień")
    wishes.order_of_photo(cart, series[0], make.make_item(gallery), 2)
    album = make.make_item(gallery, kind="product", name="Album", photo_min=1, photo_max=5)
    wishes.order_product(cart, album, 1, [series[0].id])
    asked = shown(client_web, address, series[1], series[0], best=series[1].id)
    lost = re.search(r'<span class="lost">(.*?)</span>', asked, re.S)[1]
    for fact in ("przepadnie", "15×23 × 2", "Rozjaśnić cień", "wybrane do: Album"):
        assert fact in lost


def test_the_others_may_stay(client_web, address, series, cart, invitation):
    carts.pick(cart, series[0])
    client_web.post(address, data={"photo": series[1].id})
    assert picked(invitation) == [series[0].id, series[1].id]


def test_a_note_written_meanwhile_is_not_lost(client_web, address, series, cart, invitation):
    """Two telephones: the other one has just written a note on what would leave."""
    carts.pick(cart, series[0])
    seen = f"{series[0].id}:{carts.version_of(cart, series[0])}"
    carts.write_note(cart, series[0], "To jest ważne")
    data = {"photo": series[1].id, "out": seen, "shots": ids_of(series)}
    answer = client_web.post(address, data=data)
    assert answer.status_code == 409
    assert "To jest ważne" in answer.text
    assert picked(invitation) == [series[0].id]
    fresh = re.findall(r'name="out" value="([^"]+)"', answer.text)
    client_web.post(address, data={"photo": series[1].id, "out": fresh})
    assert picked(invitation) == [series[1].id]
    assert db.session.scalars(select(CartItem)).all() == []


def test_a_heart_leads_back_to_the_same_shots(client_web, series, invitation):
    data = {"at": "compare", "picked": "1", "version": "0", "shots": ids_of([series[0], series[2]])}
    answer = client_web.post(f"{client_web.base}/photos/{series[2].id}/pick", data=data)
    assert answer.status_code == 303
    assert f"shots={series[0].id},{series[2].id}" in unquote(answer.location)
    again = client_web.post(
        f"{client_web.base}/photos/{series[0].id}/pick", data=data, headers={"HX-Request": "true"}
    )
    assert again.headers["X-Photo-Version"] == "1"
    part = again.text
    assert part.lstrip().startswith('<main class="compare"')
    assert figures(part) == [series[0].id, series[2].id]
    assert picked(invitation) == [series[2].id, series[0].id]


def test_the_large_photo_and_the_wall_lead_to_similar_shots(client_web, series, photos):
    large = client_web.get(f"{client_web.base}/photos/{series[0].id}").text
    assert f"{client_web.base}/compare?photo={series[0].id}" in large
    assert "Podobne: 3" in large
    assert "Podobne: " not in client_web.get(f"{client_web.base}/photos/{photos[4].id}").text
    assert "Podobne ujęcia: 1" in client_web.get(f"{client_web.base}/photos").text
    whole = client_web.get(f"{client_web.base}/compare").text
    assert "Porównaj zdjęcia" in whole
    assert '<b class="num">1–3</b>' in whole


def test_a_wall_without_bursts_says_nothing_of_them(client_web, photos):
    assert "/compare" not in client_web.get(f"{client_web.base}/photos").text
    assert "nie ma dwóch podobnych" in client_web.get(f"{client_web.base}/compare").text


def test_a_shot_that_is_left_alone_is_no_series(client_web, series):
    """Its brothers were deleted or are being rendered again."""
    for photo in series[1:]:
        photo.rendered_at = None
    db.session.commit()
    assert "Podobne: " not in client_web.get(f"{client_web.base}/photos/{series[0].id}").text


def test_the_owner_compares_but_changes_nothing(app, make, gallery, invitation, series):
    owner = sign_in(app, make.make_user(gallery.studio))
    preview = {"preview": invitation.id}
    address = f"/g/{gallery.code}/compare"
    page = owner.get(address, query_string=preview | {"photo": series[0].id}).text
    assert len(figures(page)) == 3
    assert "<button" not in page.split("<main")[1]
    assert f"preview={invitation.id}" in page
    taken = owner.post(address, query_string=preview, data={"photo": series[0].id})
    assert taken.status_code == 403


@pytest.mark.parametrize("nonsense", [{}, {"photo": "x"}, {"photo": "0"}, {"photo": "9" * 40}])
def test_a_press_on_nothing_is_not_found(client_web, address, nonsense):
    assert client_web.post(address, data=nonsense).status_code == 404


@pytest.mark.parametrize("out", ["x", "1", ":", "1:", "-1:2", "9" * 40 + ":1"])
def test_a_tampered_form_takes_nothing_out(client_web, address, series, cart, invitation, out):
    carts.pick(cart, series[0])
    answer = client_web.post(address, data={"photo": series[1].id, "out": out})
    assert answer.status_code in (303, 404)
    assert series[0].id in picked(invitation)
