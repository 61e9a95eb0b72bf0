"""Two browsers of one person want different things of one photo: nothing is lost in silence."""

import html
import re

import pytest
from sqlalchemy import select

from extensions import db
from models import Cart, CartLine
from models.cart import CartItem
from tests.blueprints.proofing.conftest import HTMX
from tests.blueprints.proofing.test_wishes import line_of, pieces, text_of
from tests.conftest import enter


@pytest.fixture
def telephone(app, client_web, invitation):
    browser = enter(app, invitation)
    browser.base = client_web.base
    return browser


@pytest.fixture
def item(make, gallery):
    return make.make_item(gallery, name="15×23", price_cents=800)


@pytest.fixture
def address(client_web, make, invitation, photos, item):
    """A picked photo with a note; both browsers have seen its first version."""
    make.make_cart(invitation, photos[:1], notes=["Rozjaśnić"])
    return f"{client_web.base}/photos/{photos[0].id}"


def difference_in(answer) -> dict[str, list[str]]:
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", answer.text, re.S)
    return {
        name: [html.unescape(fact) for fact in re.findall(r"<span>(.*?)</span>", said)]
        for name, said in facts
    }


def my_way(browser, answer, **headers):
    """Press the button that repeats what was wanted."""
    action, form = re.search(
        r'<div class="actions">.*?<form method="post" action="([^"]+)"(.*?)</form>',
        answer.text,
        re.S,
    ).groups()
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    data = {name: html.unescape(value) for name, value in fields}
    return browser.post(html.unescape(action), data=data, **headers)


def test_a_heart_pressed_off_elsewhere_does_not_take_a_new_note_with_it(
    client_web, telephone, invitation, photos, address
):
    """M-06: the wall of the other browser is older than the note."""
    telephone.post(f"{address}/note", data={"note": "Usunąć klamkę", "version": "1"})
    answer = client_web.post(f"{address}/pick?version=1&lang=pl", data={"picked": "0"})
    assert answer.status_code == 409
    assert line_of(invitation, photos[0]).note == "Usunąć klamkę"
    assert difference_in(answer) == {
        "Jest teraz": ["W\N{NO-BREAK SPACE}koszyku", "Uwaga: „Usunąć klamkę”"],
        "Twoja zmiana": ["Wyjmij z\N{NO-BREAK SPACE}koszyka"],
    }
    assert my_way(client_web, answer).status_code == 303
    assert line_of(invitation, photos[0]) is None


def test_two_notes_are_both_shown_and_one_is_chosen(
    client_web, telephone, invitation, photos, address
):
    """N-21"""
    telephone.post(f"{address}/note", data={"note": "Cieplej", "version": "1"})
    mine = {"note": 'Zimniej "bardzo"', "version": "1", "at": "photo"}
    answer = client_web.post(f"{address}/note?lang=pl", data=mine)
    assert answer.status_code == 409
    assert difference_in(answer) == {
        "Jest teraz": ["W\N{NO-BREAK SPACE}koszyku", "Uwaga: „Cieplej”"],
        "Twoja zmiana": ['Uwaga: „Zimniej "bardzo"”'],
    }
    assert line_of(invitation, photos[0]).note == "Cieplej"
    my_way(client_web, answer)
    assert line_of(invitation, photos[0]).note == 'Zimniej "bardzo"'


def test_two_quantities_are_both_shown_and_one_is_chosen(
    client_web, telephone, invitation, photos, address, item
):
    """N-02"""
    order = f"{address}/items/{item.id}"
    telephone.post(order, data={"quantity": "3", "version": "1"})
    answer = client_web.post(f"{order}?lang=pl", data={"quantity": "1", "version": "1"})
    assert answer.status_code == 409
    assert pieces(invitation) == {(item.id, photos[0].id): 3}
    told = difference_in(answer)
    assert "15×23 × 3" in told["Jest teraz"]
    assert told["Twoja zmiana"] == ["15×23 × 1"]
    my_way(client_web, answer)
    assert pieces(invitation) == {(item.id, photos[0].id): 1}


def test_a_note_for_a_photo_that_was_taken_out_elsewhere_is_not_lost(
    client_web, telephone, invitation, photos, address
):
    telephone.post(f"{address}/pick", data={"picked": "0", "version": "1"})
    answer = client_web.post(f"{address}/note?lang=pl", data={"note": "Cieplej", "version": "1"})
    assert answer.status_code == 409
    assert difference_in(answer)["Jest teraz"] == ["Nie ma w\N{NO-BREAK SPACE}koszyku"]
    assert line_of(invitation, photos[0]) is None
    my_way(client_web, answer)
    assert line_of(invitation, photos[0]).note == "Cieplej"


def test_a_print_of_a_photo_that_was_taken_out_elsewhere_asks_first(
    client_web, telephone, invitation, photos, address, item
):
    telephone.post(f"{address}/pick", data={"picked": "0", "version": "1"})
    order = f"{address}/items/{item.id}"
    answer = client_web.post(order, data={"quantity": "2", "version": "1"})
    assert answer.status_code == 409
    assert pieces(invitation) == {}
    my_way(client_web, answer)
    assert pieces(invitation) == {(item.id, photos[0].id): 2}


@pytest.mark.parametrize(
    ("part", "data"), [("retouch", {"retouched": "0"}), ("pin", {"x": "1", "y": "2"})]
)
def test_the_switch_and_the_pin_ask_first_too(
    client_web, telephone, invitation, photos, address, part, data
):
    telephone.post(f"{address}/note", data={"note": "Cieplej", "version": "1"})
    answer = client_web.post(f"{address}/{part}", data=data | {"version": "1"})
    assert answer.status_code == 409
    line = line_of(invitation, photos[0])
    assert (line.is_retouched, line.pin_x) == (True, None)


def test_a_photo_picked_in_both_keeps_what_was_said_of_it(
    client_web, telephone, invitation, photos, address
):
    answer = client_web.post(f"{address}/pick", data={"picked": "1"})
    assert answer.status_code == 303
    assert line_of(invitation, photos[0]).note == "Rozjaśnić"


def test_to_keep_what_is_there_leads_back_and_changes_nothing(
    client_web, telephone, invitation, photos, address
):
    telephone.post(f"{address}/note", data={"note": "Cieplej", "version": "1"})
    mine = {"note": "Zimniej", "version": "1", "at": "photo"}
    answer = client_web.post(f"{address}/note", data=mine)
    keep = re.search(r'<a class="button" href="([^"]+)"', answer.text)[1]
    assert ">Cieplej</textarea>" in client_web.get(html.unescape(keep)).text


def test_on_the_wall_the_difference_comes_with_the_caption_as_it_is_now(
    client_web, telephone, photos, address
):
    telephone.post(f"{address}/note", data={"note": "Cieplej", "version": "1"})
    answer = client_web.post(f"{address}/pick?version=1", data={"picked": "0"}, headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#conflict"
    assert f'hx-swap-oob="outerHTML:#p{photos[0].id} figcaption"' in answer.text
    assert f'formaction="{address}/pick?version=2"' in answer.text
    again = my_way(client_web, answer, headers=HTMX)
    assert again.text.lstrip().startswith("<figcaption")
    assert '<div id="conflict" role="alert" hx-swap-oob="true"></div>' in again.text


def test_beside_a_photo_the_difference_leaves_the_typed_words_in_their_field(
    client_web, telephone, address
):
    telephone.post(f"{address}/note", data={"note": "Cieplej", "version": "1"})
    mine = {"note": "Zimniej", "version": "1", "at": "photo"}
    answer = client_web.post(f"{address}/note", data=mine, headers=HTMX)
    assert answer.status_code == 409
    assert "<textarea" not in answer.text
    assert 'id="choice" hx-swap-oob="true"' in answer.text


def test_a_difference_is_told_in_english_too(client_web, telephone, address):
    telephone.post(f"{address}/note", data={"note": "Warmer", "version": "1"})
    mine = {"note": "Cooler", "version": "1"}
    page = text_of(client_web.post(f"{address}/note?lang=en", data=mine).text)
    assert "Keep what is there" in page
    assert "Do it my way" in page


def test_whatever_two_browsers_press_each_change_is_kept_or_asked_about(
    client_web, telephone, invitation, photos, address, item
):
    """M-06, N-02, N-21: a press that was answered with success is there; the other one asked."""
    presses = [
        ("pick", {"picked": "0"}),
        ("note", {"note": "Moja"}),
        (f"items/{item.id}", {"quantity": "7"}),
        ("retouch", {"retouched": "0"}),
        ("pin", {"x": "9", "y": "9"}),
    ]
    for part, data in presses:
        db.session.execute(CartItem.__table__.delete())
        db.session.execute(CartLine.__table__.delete())
        cart = db.session.scalars(select(Cart)).one()
        db.session.add(CartLine(cart_id=cart.id, photo_id=photos[0].id, version=4))
        db.session.commit()
        telephone.post(f"{address}/items/{item.id}", data={"quantity": "2", "version": "4"})
        answer = client_web.post(f"{address}/{part}", data=data | {"version": "4"})
        assert answer.status_code == 409, part
        assert pieces(invitation) == {(item.id, photos[0].id): 2}, part
