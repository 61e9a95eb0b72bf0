"""What one session sells: typed, copied from a list, saved as one."""

import pytest
from sqlalchemy import select

from extensions import db
from models import CartItem, PriceList
from services import price_lists
from services.price_lists import ItemTerms, PriceTerms
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.pricing import FORM, WRONG
from tests.conftest import sign_in


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Chrzest Zosi")


@pytest.fixture
def price_list(studio_web):
    terms = PriceTerms(extra_photo_cents=6000, items=[ItemTerms("print", "10×15", 200, "mat")])
    return price_lists.create_list(studio_web.user.studio, "Mini-sesja", terms)


def address(gallery, end=""):
    return f"/studio/galleries/{gallery.id}/settings/prices{end}"


def test_a_session_sells_what_was_typed(studio_web, gallery):
    """N-02."""
    assert studio_web.post(address(gallery), data=FORM).location == address(gallery)
    assert [i.full_name for i in gallery.prices.prints] == ["15×23, mat", "15×23, błysk"]
    page = get(studio_web, address(gallery))
    assert 'value="Album"' in page
    assert 'aria-current="page">Ceny' in page


def test_a_row_that_stays_keeps_its_place_in_every_cart(make, studio_web, gallery):
    """A client with the order form open must still find it."""
    studio_web.post(address(gallery), data=FORM)
    cart = make.make_cart(gallery.invitations[0])
    mat, glossy = gallery.prices.prints
    for item in (mat, glossy):
        make.save(CartItem(cart=cart, price_item=item, photo_id=cart.lines[0].photo_id))
    before = [method.id for method in gallery.prices.delivery_methods]
    changed = FORM | {"prints-0-price_cents": "4", "prints-1-name": "20×30", "methods-0-name": ""}
    studio_web.post(address(gallery), data=changed | {"methods-0-hint": ""})
    assert [row.price_item_id for row in db.session.scalars(select(CartItem))] == [mat.id]
    assert mat.price_cents == 400
    assert [method.id for method in gallery.prices.delivery_methods] == before[1:]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG[:3])
def test_what_is_wrong_is_said_and_nothing_is_changed(studio_web, gallery, wrong, sentence):
    answer = studio_web.post(address(gallery), data=FORM | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert 'value="20 stron, len"' in answer.text
    assert gallery.prices.items == []


def test_prices_are_copied_from_a_list(make, studio_web, gallery, price_list):
    """N-02: "Skopiuj z cennika"."""
    assert "Skopiuj z cennika" in get(studio_web, address(gallery))
    answer = studio_web.post(address(gallery, "/copy"), data={"price_list": price_list.id})
    assert answer.location == address(gallery)
    assert "sprzedaje teraz to, co mówi cennik „Mini-sesja”" in get(studio_web, answer.location)
    assert gallery.prices.extra_photo_cents == 6000
    assert [item.full_name for item in gallery.prices.items] == ["10×15, mat"]


def test_without_lists_there_is_nothing_to_copy_from(studio_web, gallery):
    assert "Skopiuj z cennika" not in get(studio_web, address(gallery))


@pytest.mark.parametrize("typed", ["", "abc", "0", "99999", "9" * 30])
def test_a_list_that_is_not_there_is_not_copied(studio_web, gallery, price_list, typed):
    answer = studio_web.post(address(gallery, "/copy"), data={"price_list": typed})
    assert answer.status_code == 404


def test_lists_of_others_are_not_copied(make, studio_web, gallery):
    foreign = price_lists.create_list(make.make_studio(), "Cudzy", PriceTerms())
    answer = studio_web.post(address(gallery, "/copy"), data={"price_list": foreign.id})
    assert answer.status_code == 404


def test_prices_of_a_session_become_a_list(studio_web, gallery):
    """Zapisz jako cennik."""
    studio_web.post(address(gallery), data=FORM)
    answer = studio_web.post(address(gallery, "/list"), data={"name": "Chrzty"})
    assert answer.location == address(gallery)
    saved = db.session.scalars(PriceList.of_studio(gallery.studio_id)).one()
    assert saved.name == "Chrzty"
    assert price_lists.terms_of(saved) == price_lists.terms_of(gallery.prices)


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Wypełnij to pole."), ("Mini-sesja", "Cennik o tej nazwie")]
)
def test_a_list_needs_a_name_of_its_own(studio_web, gallery, price_list, name, sentence):
    answer = studio_web.post(address(gallery, "/list"), data={"name": name})
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("end", ["", "/copy", "/list"])
def test_another_studio_changes_no_prices(app, make, gallery, price_list, end):
    stranger = sign_in(app, make.make_user())
    data = FORM | {"price_list": price_list.id}
    assert stranger.post(address(gallery, end), data=data).status_code == 404
    assert stranger.get(address(gallery)).status_code == 404
