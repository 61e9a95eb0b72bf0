"""The studio's price lists: all of them, a new one, changing and removing one."""

import pytest
from sqlalchemy import select

from extensions import db
from models import PriceList
from services import price_lists
from services.price_lists import ItemTerms, PriceTerms
from tests.blueprints.studio.looking import get, queries
from tests.blueprints.studio.pricing import FORM, NRB, SPARE, WRONG
from tests.conftest import sign_in

LISTS = "/studio/price-lists"


@pytest.fixture
def price_list(studio_web):
    terms = PriceTerms(extra_photo_cents=6000, items=[ItemTerms("print", "10×15", 200)])
    return price_lists.create_list(studio_web.user.studio, "Mini-sesja", terms)


def address(prices, end=""):
    return f"{LISTS}/{prices.id}{end}"


def names():
    return db.session.scalars(select(PriceList.name).order_by(PriceList.name)).all()


def made():
    return db.session.scalars(select(PriceList).where(PriceList.name == FORM["name"])).one()


def test_a_list_is_made_of_what_was_typed(studio_web):
    """N-01, N-02."""
    answer = studio_web.post(LISTS, data=FORM | SPARE)
    prices = made()
    assert answer.location == address(prices)
    assert (prices.package_photo_count, prices.extra_photo_cents) == (5, 4000)
    items = [(i.kind, i.full_name, i.price_cents, i.vat_rate) for i in prices.items]
    assert items == [
        ("print", "15×23, mat", 300, "23"),
        ("print", "15×23, błysk", 350, "8"),
        ("product", "Album", 145_000, "5"),
        ("digital", "Plik cyfrowy", 2500, "zw"),
    ]
    assert [i.included_count for i in prices.prints] == [3, 0]
    album = prices.products[0]
    assert (album.photo_min, album.photo_max, album.hint) == (10, 20, "20 stron, len")
    methods = [(m.kind, m.price_cents, m.free_from_cents) for m in prices.delivery_methods]
    assert methods == [("pickup", 0, None), ("courier", 101_990, 200_000)]
    transfer, cash = prices.payment_methods
    assert (transfer.account_holder, transfer.account_number) == ("Hanna Żurek", NRB)
    assert (cash.kind, cash.account_number, cash.hint) == ("cash", "", "przy odbiorze")


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(studio_web, wrong, sentence):
    answer = studio_web.post(LISTS, data=FORM | wrong)
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert "Jeszcze nic nie zapisano." in page
    typed = [text for text in (FORM | wrong).values() if len(text) > 3]
    assert [text for text in typed if text not in page and text != "transfer"] == []
    assert names() == []


def test_the_sentence_is_told_to_whoever_hears_the_field(studio_web):
    answer = studio_web.post(LISTS, data=FORM | {"prints-0-price_cents": "trzy"})
    assert 'aria-describedby="prints-0-price_cents-about"' in answer.text
    assert 'id="prints-0-price_cents-about"' in answer.text


def test_a_list_without_a_name_or_with_a_taken_one_is_refused(studio_web, price_list):
    nameless = studio_web.post(LISTS, data=FORM | {"name": " "})
    taken = studio_web.post(LISTS, data=FORM | {"name": "Mini-sesja"})
    assert (nameless.status_code, taken.status_code) == (422, 422)
    assert "Cennik o tej nazwie już istnieje." in taken.text.replace("\N{NO-BREAK SPACE}", " ")
    assert 'value="20 stron, len"' in taken.text
    assert names() == ["Mini-sesja"]


def test_a_list_is_shown_as_it_is_typed_and_changed(studio_web):
    studio_web.post(LISTS, data=FORM)
    prices = made()
    page = get(studio_web, address(prices))
    for shown in ('value="3,50"', 'value="1450,00"', "61 1090 1014", 'value="2000,00"'):
        assert shown in page
    before = {item.full_name: item.id for item in prices.items}
    changed = {name: text for name, text in FORM.items() if not name.startswith("methods")}
    answer = studio_web.post(address(prices), data=changed | {"files-0-price_cents": "30"})
    assert answer.location == address(prices)
    assert [item.price_cents for item in made().files] == [3000]
    assert {item.full_name: item.id for item in made().items} == before
    assert made().delivery_methods == []


def test_a_list_is_not_renamed_to_another(studio_web, price_list):
    studio_web.post(LISTS, data=FORM)
    answer = studio_web.post(address(price_list), data=FORM)
    assert answer.status_code == 422
    assert names() == ["Mini-sesja", "Plener ślubny"]


def test_the_form_offers_empty_rows_where_scripts_are_off(studio_web):
    page = get(studio_web, f"{LISTS}/new")
    for name in ("prints", "products", "files", "methods", "payments"):
        assert f'name="{name}-1-name"' in page


def test_the_lists_are_shown_with_what_they_sell(make, studio_web, price_list):
    studio_web.post(LISTS, data=FORM)
    price_lists.create_list(make.make_studio(), "Cudzy", PriceTerms())
    make.make_gallery(studio_web.user.studio, title="Sesja")
    page = get(studio_web, LISTS)
    assert page.index("Mini-sesja") < page.index("Plener ślubny")
    for shown in ("5 zdjęć", "opłacony", "40,00", "15×23", "Album, Plik cyfrowy", "Kurier"):
        assert shown in page
    assert "Cudzy" not in page
    assert 'aria-current="page"' in page


def test_many_lists_take_no_more_questions_than_one(studio_web, price_list):
    one = queries(lambda: get(studio_web, LISTS))
    for number in range(3):
        terms = PriceTerms(items=[ItemTerms("print", "10×15", number)])
        price_lists.create_list(studio_web.user.studio, f"Cennik {number}", terms)
    assert queries(lambda: get(studio_web, LISTS)) == one


def test_a_studio_without_lists_is_told_what_they_are_for(studio_web):
    assert "Nie ma jeszcze cenników" in get(studio_web, LISTS)


def test_a_list_is_removed_after_asking_and_galleries_keep_their_prices(
    make, studio_web, price_list
):
    gallery = make.make_gallery(studio_web.user.studio)
    price_lists.copy_to_gallery(price_list, gallery)
    page = get(studio_web, address(price_list, "/removal"))
    assert "Usunąć cennik Mini-sesja?" in page
    assert studio_web.head(address(price_list, "/removal")).status_code == 200
    assert names() == ["", "Mini-sesja"]
    assert studio_web.post(address(price_list, "/removal")).location == LISTS
    assert names() == [""]
    assert gallery.prices.extra_photo_cents == 6000


def test_what_a_gallery_sells_is_no_list_of_the_studio(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio)
    assert studio_web.get(address(gallery.prices)).status_code == 404


@pytest.mark.parametrize("end", ["", "/removal"])
def test_another_studio_neither_sees_nor_changes_a_list(app, make, price_list, end):
    stranger = sign_in(app, make.make_user())
    assert stranger.get(address(price_list, end)).status_code == 404
    assert stranger.post(address(price_list, end), data=FORM).status_code == 404
    assert names() == ["Mini-sesja"]
