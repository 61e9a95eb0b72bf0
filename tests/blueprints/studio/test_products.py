"""The page of one product for partners: what is typed becomes the product, and nothing is lost."""

from html import unescape

import pytest
from lxml import html as parser
from sqlalchemy import select

from extensions import db
from models import Product
from services import catalogue
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms
from tests.blueprints.studio.looking import get

PRODUCTS = "/studio/products"
FORM = {
    "name": "Odbitka, mat",
    "kind": "regular",
    "vat_rate": "8",
    "code": "ODB",
    "takes_picture": "y",
    "category": "Odbitki/Matowe",
    "unit": "szt.",
    "supplier": "Hurtownia",
    "note": "tylko dla mnie",
    "other_name": "Matte print",
    "sizes-0-name": "10×15",
    "sizes-0-code": "",
    "sizes-0-ean": "5901234123457",
    "sizes-0-weight_g": "12",
    "sizes-0-stock_count": "40",
    "sizes-0-purchase_cents": "0,90",
    "sizes-1-name": "",
    "values-0-name": "Papier",
    "values-0-value": "mat",
    "values-1-name": "",
}


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(make, studio):
    return make.make_shop_list(studio, name="Plener")


@pytest.fixture
def prints(studio, shop):
    sizes = [SizeTerms("10×15", prices={shop.id: 300}), SizeTerms("15×23", prices={shop.id: 600})]
    return catalogue.create_product(studio, ProductTerms("Odbitka", code="ODB", sizes=sizes))


def address(product, end=""):
    return f"{PRODUCTS}/{product.id}{end}"


def made(name=FORM["name"]):
    return db.session.scalars(select(Product).where(Product.name == name)).one()


def as_typed(web, product):
    """What the product's page would send if nobody touched it."""
    page = parser.fromstring(web.get(address(product)).text)
    inside = "//form[@class='product-form']//*[@name][not(ancestor::template)]"
    return {
        field.get("name"): field.value or ""
        for field in page.xpath(inside)
        if field.get("type") != "checkbox" or field.checked
    }


def test_a_product_is_made_of_what_was_typed(studio_web, shop):
    """D23, D24: a format on a paper, with a price in each shop."""
    answer = studio_web.post(PRODUCTS, data=FORM | {f"sizes-0-price_{shop.id}": "3,00"})
    product = made()
    assert (answer.status_code, answer.location) == (303, address(product))
    assert (product.code, product.vat_rate, product.takes_picture) == ("ODB", "8", True)
    assert (product.category.path, product.unit.name) == ("Odbitki/Matowe", "szt.")
    assert [(text.language, text.name) for text in product.texts] == [("en", "Matte print")]
    assert [(one.parameter.name, one.name) for one in product.values] == [("Papier", "mat")]
    (size,) = product.sizes
    assert (size.name, size.code, size.ean, size.weight_g) == (
        "10×15",
        "ODB-1",
        FORM["sizes-0-ean"],
        12,
    )
    assert (size.stock_count, size.purchase_cents, size.cents_in(shop.id)) == (40, 90, 300)


def test_saving_what_is_shown_changes_nothing(studio_web, shop, prints):
    typed = as_typed(studio_web, prints)
    before = [(s.id, s.name, s.code, s.stock_count, s.cents_in(shop.id)) for s in prints.sizes]
    assert studio_web.post(address(prints), data=typed).status_code == 303
    after = [(s.id, s.name, s.code, s.stock_count, s.cents_in(shop.id)) for s in prints.sizes]
    assert after == before


def test_an_empty_price_means_not_sold_and_zero_is_a_price(studio_web, shop, prints):
    price = f"price_{shop.id}"
    typed = as_typed(studio_web, prints)
    studio_web.post(address(prints), data=typed | {f"sizes-0-{price}": "", f"sizes-1-{price}": "0"})
    assert [size.cents_in(shop.id) for size in prints.sizes] == [None, 0]


def test_a_piece_sold_while_the_form_was_open_stays_sold(studio_web, prints):
    prints.sizes[0].stock_count = 5
    db.session.commit()
    typed = as_typed(studio_web, prints)
    assert typed["sizes-0-stock_count"] == "5"
    prints.sizes[0].stock_count = 4
    db.session.commit()
    studio_web.post(address(prints), data=typed)
    assert prints.sizes[0].stock_count == 4
    studio_web.post(address(prints), data=typed | {"sizes-0-stock_count": ""})
    assert prints.sizes[0].is_unlimited


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Wypełnij"),
        ({"code": "TAKEN"}, "Ten kod jest zajęty: TAKEN."),
        ({"sizes-0-code": "TAKEN-1"}, "Ten kod jest zajęty: TAKEN-1."),
        ({"sizes-1-code": "x"}, "Wpisz nazwę rozmiaru."),
        ({"sizes-1-name": "10×15"}, "Ten rozmiar już tu jest."),
        ({"sizes-0-ean": "12"}, "EAN"),
        ({"sizes-0-stock_count": "-1"}, "1 000 000"),
        ({"sizes-0-stock_count": "9999999"}, "1 000 000"),
        ({"sizes-0-weight_g": "ciężki"}, "1 000 000"),
        ({"values-0-value": ""}, "wartość"),
        ({"kind": "bundle", "sizes-0-name": ""}, "Podaj, z czego składa się zestaw."),
        ({"kind": "bundle"}, "Zestaw ma jeden rozmiar, bez nazwy."),
        ({"parts-0-name": "TAKEN"}, "Części ma tylko zestaw"),
        (
            {"kind": "bundle", "sizes-0-name": "", "parts-0-name": "?"},
            "Nie ma produktu o tym kodzie.",
        ),
        (
            {
                "kind": "bundle",
                "sizes-0-name": "",
                "parts-0-name": "TAKEN",
                "parts-0-quantity": "0",
            },
            "10 000",
        ),
        ({"kind": "packaging"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(studio_web, studio, wrong, sentence):
    """422, the form again."""
    catalogue.create_product(studio, ProductTerms("Zajęty", code="TAKEN"))
    answer = studio_web.post(PRODUCTS, data=FORM | wrong)
    page = unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert 'class="error"' in page
    for name, value in (FORM | wrong).items():
        if value and name not in ("takes_picture", "kind", "vat_rate"):
            assert value in page, name
    assert db.session.scalars(select(Product.name)).all() == ["Zajęty"]


def test_a_set_is_typed_by_the_codes_of_its_parts(studio_web, studio, prints):
    """I-14."""
    kit = FORM | {"name": "Zestaw", "kind": "bundle", "code": "KIT", "sizes-0-name": ""}
    parts = {"parts-0-name": "ODB-2", "parts-0-quantity": "10", "parts-1-name": "ODB"}
    answer = studio_web.post(PRODUCTS, data=kit | parts)
    product = made("Zestaw")
    assert answer.location == address(product)
    assert [(one.quantity, one.size and one.size.name) for one in product.parts] == [
        (10, "15×23"),
        (1, None),
    ]
    typed = as_typed(studio_web, product)
    assert (typed["parts-0-name"], typed["parts-1-name"]) == ("ODB-2", "ODB")


def test_parts_are_found_by_name_and_code(studio_web, prints):
    page = get(studio_web, f"{PRODUCTS}/parts?text=odbit", **{"HX-Request": "true"})
    assert page.strip().startswith('<div id="found-parts">')
    assert page.count("data-part-code") == 3
    assert "ODB-2" in get(studio_web, f"{PRODUCTS}/parts?text=ODB-2")
    catalogue.hide_product(prints)
    assert "data-part-code" not in get(studio_web, f"{PRODUCTS}/parts?text=odbit")


def test_hiding_is_one_press_and_refused_for_a_part_of_a_set(studio_web, studio, prints):
    terms = ProductTerms("Zestaw", kind="bundle", parts=[PartTerms(prints.id)])
    kit = catalogue.create_product(studio, terms)
    answer = studio_web.post(address(prints, "/visibility"))
    assert answer.status_code == 409
    assert "Zestaw" in answer.text
    assert studio_web.post(address(kit, "/visibility")).status_code == 303
    assert studio_web.post(address(prints, "/visibility")).status_code == 303
    assert (kit.is_hidden, prints.is_hidden) == (True, True)
    studio_web.post(address(prints, "/visibility"))
    assert not prints.is_hidden


def test_a_product_is_removed_after_asking(studio_web, prints):
    assert "Odbitka" in get(studio_web, address(prints, "/removal"))
    product_id = prints.id
    assert studio_web.post(address(prints, "/removal")).location == PRODUCTS
    assert studio_web.get(f"{PRODUCTS}/{product_id}").status_code == 404


def test_another_studios_product_is_not_here(make, studio_web):
    """The unknown and the forbidden look the same."""
    foreign = make.make_product(make.make_shop_list(make.make_studio()), code="FREMD")
    for end, data in (("", FORM), ("/visibility", {}), ("/removal", {})):
        assert studio_web.post(address(foreign, end), data=data).status_code == 404
    kit = {"name": "Z", "kind": "bundle", "vat_rate": "23", "parts-0-name": "FREMD"}
    assert studio_web.post(PRODUCTS, data=kit).status_code == 422
    assert "FREMD" not in get(studio_web, f"{PRODUCTS}/parts?text=FREMD").replace(
        'value="FREMD"', ""
    )
    assert foreign.name == "Odbitka matowa"
