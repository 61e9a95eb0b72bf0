"""What stands beside a large photo: retouching, prints, files, a note and where it points."""

import re

import pytest
from sqlalchemy import select

from extensions import db
from models import Cart, CartLine
from models.cart import CartItem
from tests.blueprints.proofing.conftest import HTMX, counted_statements


@pytest.fixture
def small(make, gallery):
    """A print of which three are in the package."""
    return make.make_item(gallery, name="10×15", paper="mat", price_cents=300, included_count=3)


@pytest.fixture
def large(make, gallery):
    return make.make_item(gallery, name="20×30", price_cents=2400, position=1)


@pytest.fixture
def file(make, gallery):
    return make.make_item(gallery, kind="digital", name="Plik JPG", price_cents=3000, position=2)


def line_of(invitation, photo) -> CartLine | None:
    mine = select(CartLine).join(Cart).where(Cart.invitation_id == invitation.id)
    return db.session.scalar(mine.where(CartLine.photo_id == photo.id))


def pieces(invitation) -> dict[tuple[int, int], int]:
    rows = select(CartItem).join(Cart).where(Cart.invitation_id == invitation.id)
    return {(row.price_item_id, row.photo_id): row.quantity for row in db.session.scalars(rows)}


def text_of(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def test_every_format_and_file_stands_beside_the_photo_with_its_price(
    client_web, photos, small, large, file
):
    """N-02: prices are not hidden until the checkout."""
    page = client_web.get(f"{client_web.base}/photos/{photos[0].id}?lang=pl").text
    side = text_of(re.search(r'<aside class="side".*?</aside>', page, re.S)[0])
    assert "Odbitki 10×15 mat w pakiecie 3, zostało 3 3,00 zł" in side
    assert "20×30 24,00 zł" in side
    assert "Pliki cyfrowe Plik JPG 30,00 zł" in side


def test_a_gallery_that_sells_nothing_of_a_photo_shows_no_formats_and_no_switch(
    client_web, make, gallery, invitation, photos
):
    make.make_item(gallery, kind="product", name="Album")
    make.make_cart(invitation, photos[:1])
    page = client_web.get(f"{client_web.base}/photos/{photos[0].id}").text
    assert 'class="formats"' not in page
    assert 'id="retouch"' not in page


def test_every_part_of_a_stepper_says_what_it_is_for(client_web, photos, small):
    """ui: a screen reader hears the format with each button."""
    page = client_web.get(f"{client_web.base}/photos/{photos[0].id}?lang=pl").text
    for name in ("Mniej: 10×15, mat", "Liczba sztuk: 10×15, mat", "Więcej: 10×15, mat"):
        assert f'aria-label="{name}"' in page


def test_a_print_of_a_free_photo_picks_it(client_web, invitation, photos, large):
    """N-02"""
    address = f"{client_web.base}/photos/{photos[0].id}/items/{large.id}"
    answer = client_web.post(address, data={"quantity": "2", "version": "0", "at": "photo"})
    assert answer.location == f"{client_web.base}/photos/{photos[0].id}"
    assert pieces(invitation) == {(large.id, photos[0].id): 2}
    assert line_of(invitation, photos[0]).is_retouched


def test_a_number_that_was_typed_counts_where_no_button_says_one(
    client_web, invitation, photos, large
):
    """Without JavaScript Enter sends the field."""
    address = f"{client_web.base}/photos/{photos[0].id}/items/{large.id}"
    client_web.post(address, data={"typed": "12", "version": "0"})
    assert pieces(invitation) == {(large.id, photos[0].id): 12}


@pytest.mark.parametrize("typed", ["", "-1", "x", "1000", "٣", "1e3"])
def test_a_number_that_is_none_of_pieces_is_refused(client_web, invitation, photos, large, typed):
    address = f"{client_web.base}/photos/{photos[0].id}/items/{large.id}"
    answer = client_web.post(address, data={"typed": typed, "version": "0"})
    assert answer.status_code == 422
    assert pieces(invitation) == {}


def test_only_what_this_gallery_sells_of_a_photo_can_be_wanted(
    client_web, make, gallery, invitation, photos
):
    foreign = make.make_item(make.make_gallery())
    album = make.make_item(gallery, kind="product", name="Album")
    for item in (foreign, album):
        address = f"{client_web.base}/photos/{photos[0].id}/items/{item.id}"
        assert client_web.post(address, data={"quantity": "1"}).status_code == 404
    assert pieces(invitation) == {}


def test_after_a_press_the_rest_of_the_page_knows_the_new_sums_and_the_new_version(
    client_web, make, invitation, photos, small
):
    make.make_cart(invitation, photos[:1])
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/items/{small.id}?lang=pl",
        data={"quantity": "5", "version": "1", "at": "photo"},
        headers=HTMX,
    )
    version = line_of(invitation, photos[0]).version
    assert f'value="{version}" hx-swap-oob="outerHTML:.side [name=version]"' in answer.text
    assert "6,00 zł" in text_of(answer.text)
    assert "w pakiecie 3, zostało 0" in text_of(answer.text)
    assert "<textarea" not in answer.text
    assert 'class="stepper' not in answer.text


def test_a_press_that_picks_the_photo_brings_the_field_for_its_note(client_web, photos, large):
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/items/{large.id}",
        data={"quantity": "1", "version": "0", "at": "photo"},
        headers=HTMX,
    )
    assert "<textarea" in answer.text


def test_without_retouching_only_the_prints_are_wanted(client_web, make, invitation, photos, large):
    """N-02: the photo stays in the cart, but not as one of the package."""
    make.make_cart(invitation, photos[:1])
    base = f"{client_web.base}/photos/{photos[0].id}"
    client_web.post(f"{base}/items/{large.id}", data={"quantity": "1", "version": "1"})
    client_web.post(f"{base}/retouch", data={"retouched": "0", "version": "2"})
    assert line_of(invitation, photos[0]).is_retouched is False
    page = client_web.get(f"{base}?lang=pl").text
    assert 'aria-checked="false"' in page
    wall = text_of(client_web.get(f"{client_web.base}/photos?lang=pl").text)
    assert "1 odbitka 20×30 · bez obróbki" in wall
    assert "odbitki 24,00 zł" in wall


def test_the_second_line_of_a_caption_tells_prints_files_and_the_note(
    client_web, make, invitation, photos, small, large, file
):
    """N-21"""
    make.make_cart(invitation, photos[:3], notes=["Jaśniej", "", "<b>"])
    for photo, item, count in (
        (photos[0], small, 2),
        (photos[1], small, 1),
        (photos[1], large, 4),
        (photos[1], file, 1),
    ):
        address = f"{client_web.base}/photos/{photo.id}/items/{item.id}"
        client_web.post(address, data={"quantity": count})
    page = client_web.get(f"{client_web.base}/photos?lang=pl").text
    assert [text_of(line) for line in re.findall(r'<span class="extra">(.*?)</span>', page)] == [
        "2 odbitki 10×15 · uwaga",
        "5 odbitek · 1 plik",
        "uwaga",
    ]


@pytest.mark.parametrize(
    ("press", "at_most"), [("pick", 9), ("items", 11), ("retouch", 9), ("note", 6), ("pin", 9)]
)
def test_a_press_costs_few_statements(client_web, make, invitation, photos, large, press, at_most):
    make.make_cart(invitation, photos[1:3])
    address = f"{client_web.base}/photos/{photos[2].id}/{press}"
    data = {"at": "photo", "version": "1", "note": "x", "retouched": "1", "quantity": "1"}
    if press == "pick":
        address, data = f"{client_web.base}/photos/{photos[4].id}/pick", {"picked": "1"}
    if press == "items":
        address += f"/{large.id}"
    client_web.get(f"{client_web.base}/photos")
    with counted_statements() as statements:
        assert client_web.post(address, data=data, headers=HTMX).status_code == 200
    assert len(statements) <= at_most, "\n".join(statements)


def test_prints_and_notes_do_not_make_a_wall_cost_more_statements(
    client_web, make, gallery, invitation, photos, large
):
    counts = []
    client_web.get(f"{client_web.base}/photos")
    cart = make.make_cart(invitation, photos[:1], notes=["x"])
    for photo in photos[:1], photos[1:]:
        for one in photo:
            cart.items.append(CartItem(price_item=large, photo_id=one.id, quantity=1))
        db.session.commit()
        with counted_statements() as statements:
            client_web.get(f"{client_web.base}/photos")
        counts.append(len(statements))
        cart.lines += [CartLine(photo_id=one.id, note="y") for one in photos[1:]]
    assert counts[0] == counts[1] <= 12
