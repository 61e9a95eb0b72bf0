"""The pages of the catalogue's words: where they stand, renamed and removed for all products."""

import pytest

from extensions import db
from models import Category, Parameter, ParameterValue, Producer, SizeName, Unit
from services import catalogue
from services.catalogue_terms import ProductTerms, SizeTerms
from tests.blueprints.studio.looking import get
from tests.conftest import sign_in

WORDS = "/studio/products/words"
OWN = {
    "category": (Category, {"path": "Odbitki/Matowe"}),
    "producer": (Producer, {"name": "Fuji"}),
    "unit": (Unit, {"name": "szt."}),
    "size": (SizeName, {"name": "10×15"}),
    "parameter": (Parameter, {"name": "Papier"}),
    "value": (ParameterValue, {"name": "mat"}),
}


@pytest.fixture
def product(studio_web):
    terms = ProductTerms(
        "Odbitka",
        category="Odbitki/Matowe",
        producer="Fuji",
        unit="szt.",
        values=[("Papier", "mat")],
        sizes=[SizeTerms("10×15")],
    )
    return catalogue.create_product(studio_web.user.studio, terms)


def word(kind):
    model, named = OWN[kind]
    return db.session.scalars(db.select(model).filter_by(**named)).one()


def address(kind, end=""):
    return f"{WORDS}/{kind}/{word(kind).id}{end}"


def test_every_word_stands_there_with_how_many_products_use_it(studio_web, product):
    """I-13: what a product is shown with."""
    page = get(studio_web, WORDS)
    for kind in OWN:
        assert address(kind) in page
    assert "Odbitki / Matowe" in page
    assert page.count("1 produkt<") == len(OWN)


def test_before_the_first_product_the_page_says_where_words_come_from(studio_web):
    page = get(studio_web, WORDS)
    assert "Nie ma jeszcze żadnych słów" in page
    assert "/studio/products/new" in page


@pytest.mark.parametrize("kind", OWN)
def test_a_word_that_is_renamed_is_another_one_on_the_product(studio_web, product, kind):
    """Partners are told of every product that uses it."""
    before = product.version
    path = address(kind)
    answer = studio_web.post(path, data={"name": "  Nowa   nazwa "})
    assert (answer.status_code, answer.location) == (303, f"{WORDS}#{kind}")
    assert "Nowa nazwa" in get(studio_web, path)
    assert "Nowa nazwa" in get(studio_web, f"/studio/products/{product.id}")
    assert product.version > before


def test_a_category_that_is_renamed_keeps_its_place(studio_web, product):
    studio_web.post(address("category"), data={"name": "Błysk/połysk"})
    assert product.category.path == "Odbitki/Błysk-połysk"


@pytest.mark.parametrize(("kind", "taken"), [("unit", "para"), ("category", "Inne")])
def test_a_name_that_another_word_has_is_refused_and_kept_on_the_page(
    studio_web, product, kind, taken
):
    terms = ProductTerms("Druga", unit="para", category="Odbitki/Inne")
    catalogue.create_product(studio_web.user.studio, terms)
    before, path = word(kind).name, address(kind)
    answer = studio_web.post(path, data={"name": taken})
    assert answer.status_code == 422
    assert "Ta nazwa jest już w katalogu" in answer.text
    assert f'value="{taken}"' in answer.text
    assert word(kind).name == before


@pytest.mark.parametrize("typed", ["", "   ", "\t\n"])
def test_a_word_without_letters_is_none(studio_web, product, typed):
    answer = studio_web.post(address("producer"), data={"name": typed})
    assert answer.status_code == 422
    assert product.producer.name == "Fuji"


@pytest.mark.parametrize("kind", ["category", "producer", "unit", "parameter", "value"])
def test_products_go_on_without_a_word_that_is_removed(studio_web, product, kind):
    before, path, name = product.version, address(kind), word(kind).name
    answer = studio_web.post(f"{path}/removal")
    assert (answer.status_code, answer.location) == (303, f"{WORDS}#{kind}")
    assert f"Usunięto z katalogu: {name}." in get(studio_web, WORDS)
    assert studio_web.get(path).status_code == 404
    assert studio_web.get(f"/studio/products/{product.id}").status_code == 200
    assert product.version > before


def test_a_size_that_products_come_in_cannot_be_removed(studio_web, product):
    answer = studio_web.post(address("size", "/removal"))
    assert answer.status_code == 409
    assert "1 produkt ma ten rozmiar" in answer.text
    assert product.sizes[0].name == "10×15"


def test_a_size_of_no_product_is_removed(studio_web, product):
    catalogue.change_product(product, ProductTerms("Odbitka", sizes=[SizeTerms("A4")]))
    path = address("size")
    assert studio_web.post(f"{path}/removal").status_code == 303
    assert studio_web.get(path).status_code == 404


@pytest.mark.parametrize("kind", OWN)
def test_words_of_another_studio_are_not_there(app, make, product, kind):
    stranger = sign_in(app, make.make_user())
    before = word(kind).name
    for answer in (
        stranger.get(address(kind)),
        stranger.post(address(kind), data={"name": "Moje"}),
        stranger.post(address(kind, "/removal")),
    ):
        assert answer.status_code == 404
    assert word(kind).name == before
    assert before not in get(stranger, WORDS)


def test_there_are_no_words_of_other_kinds(studio_web):
    assert studio_web.get(f"{WORDS}/colour/1").status_code == 404
