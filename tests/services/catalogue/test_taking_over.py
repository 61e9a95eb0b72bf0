"""One press makes a useful catalogue of the price lists that a studio has anyway (D24)."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Product
from services import catalogue, catalogue_takeover, offer_versions, price_lists
from services.price_lists import ItemTerms, PriceTerms

ITEMS = [
    ItemTerms("print", "10×15", 300, "mat"),
    ItemTerms("print", "15×23", 600, "mat", included_count=10),
    ItemTerms("print", "10×15", 350, "błysk"),
    ItemTerms("product", "Album 20×20", 45_000, hint="20 stron", photo_min=10, photo_max=20),
    ItemTerms("product", "Płótno 40×60", 18_000, photo_min=1, photo_max=1, vat_rate="8"),
    ItemTerms("digital", "Plik do druku", 2500),
]


@pytest.fixture
def add_list(studio):
    def add_list(name="Plener", items=ITEMS, **values):
        return price_lists.create_list(studio, name, PriceTerms(items=list(items), **values))

    return add_list


def products():
    return {one.name: one for one in db.session.scalars(select(Product).order_by(Product.id))}


def test_prints_of_one_paper_are_one_product_with_formats_as_sizes(studio, add_list):
    """D23: per format × paper."""
    prices = add_list()
    taken = catalogue_takeover.take_over(studio)
    made = products()
    assert (taken.made_count, taken.priced_count, taken.left_out) == (5, 0, [])
    matte = made["Odbitka, mat"]
    assert [(s.name, s.cents_in(prices.id)) for s in matte.sizes] == [
        ("10×15", 300),
        ("15×23", 600),
    ]
    assert (matte.kind, matte.takes_picture, matte.category.path) == ("regular", True, "Odbitki")
    assert [(value.parameter.name, value.name) for value in matte.values] == [("Papier", "mat")]
    assert [size.name for size in made["Odbitka, błysk"].sizes] == ["10×15"]


def test_products_and_files_are_what_they_were_on_the_list(studio, add_list):
    """D25: an album is ordered without a photo, a canvas of one with it."""
    add_list()
    catalogue_takeover.take_over(studio)
    made = products()
    album, canvas, file = made["Album 20×20"], made["Płótno 40×60"], made["Plik do druku"]
    assert (album.kind, album.takes_picture, album.summary) == ("regular", False, "20 stron")
    assert (canvas.takes_picture, canvas.vat_rate, canvas.sizes[0].name) == (True, "8", "")
    assert (file.kind, file.takes_picture) == ("virtual", True)


def test_pressing_again_changes_nothing(studio, add_list):
    add_list(package_photo_count=5, package_cents=50_000)
    catalogue_takeover.take_over(studio)
    before = len(products()), offer_versions.settings_of(studio.id).version
    again = catalogue_takeover.take_over(studio)
    assert (again.made_count, again.priced_count) == (0, 0)
    assert (len(products()), offer_versions.settings_of(studio.id).version) == before


def test_what_was_changed_by_hand_stays_and_is_known_by_its_code(studio, add_list):
    prices = add_list()
    catalogue_takeover.take_over(studio)
    album = products()["Album 20×20"]
    album.name, album.sizes[0].prices[0].cents = "Album lniany", 39_900
    db.session.commit()
    assert catalogue_takeover.take_over(studio).made_count == 0
    assert (album.name, album.sizes[0].cents_in(prices.id)) == ("Album lniany", 39_900)


def test_a_second_list_adds_its_prices_to_the_same_products(studio, add_list):
    first = add_list()
    catalogue_takeover.take_over(studio)
    formats = [ItemTerms("print", "15×23", 500, "mat"), ItemTerms("print", "A3", 3000, "mat")]
    second = add_list("Komunia", formats)
    taken = catalogue_takeover.take_over(studio)
    matte = products()["Odbitka, mat"]
    assert (taken.made_count, taken.priced_count) == (0, 2)
    assert [(s.name, s.cents_in(first.id), s.cents_in(second.id)) for s in matte.sizes] == [
        ("10×15", 300, None),
        ("15×23", 600, 500),
        ("A3", None, 3000),
    ]


def test_prints_of_another_vat_rate_are_a_product_of_their_own(studio, add_list):
    items = [
        ItemTerms("print", "A4", 900, "mat"),
        ItemTerms("print", "A5", 500, "mat", vat_rate="8"),
    ]
    add_list(items=items)
    catalogue_takeover.take_over(studio)
    made = products()
    assert {name: one.vat_rate for name, one in made.items()} == {
        "Odbitka, mat": "23",
        "Odbitka, mat (8)": "8",
    }


def test_a_package_is_a_set_of_its_files_and_prints(studio, add_list):
    """I-14: "10 photos + 10 prints"."""
    prices = add_list(package_photo_count=10, package_cents=50_000)
    catalogue_takeover.take_over(studio)
    kit = products()["Pakiet: Plener"]
    assert (kit.kind, kit.sizes[0].cents_in(prices.id)) == ("bundle", 50_000)
    assert [(p.part.name, p.size and p.size.name, p.quantity) for p in kit.parts] == [
        ("Plik do druku", None, 10),
        ("Odbitka, mat", "15×23", 10),
    ]


@pytest.mark.parametrize(
    ("items", "package"),
    [
        (ITEMS, {"package_photo_count": 5}),
        (ITEMS[:5], {"package_photo_count": 5, "package_cents": 9900}),
        ([ITEMS[3]], {"package_cents": 9900}),
        ([ITEMS[5], ItemTerms("print", "A4", 0, "mat", included_count=2)], {"package_cents": 100}),
    ],
)
def test_a_package_that_is_no_set_is_left_out_and_said(studio, add_list, items, package):
    add_list(items=items, **package)
    taken = catalogue_takeover.take_over(studio)
    assert "Plener" in taken.left_out[-1]
    assert "bundle" not in {one.kind for one in products().values()}


def test_what_costs_nothing_on_a_list_is_no_present_for_partners(studio, add_list):
    add_list(items=[ItemTerms("print", "A4", 0, "mat"), ItemTerms("product", "Wizyta", 0)])
    taken = catalogue_takeover.take_over(studio)
    assert (products(), len(taken.left_out)) == ({}, 2)


def test_names_that_give_one_code_are_two_products(studio, add_list):
    items = [ItemTerms("product", name, 100) for name in ("Album 20/20", "Album 20×20", "相册")]
    add_list(items=items)
    for _press in range(2):
        catalogue_takeover.take_over(studio)
    made = products()
    assert len(made) == 3
    assert len({one.code for one in made.values()}) == 3


def test_only_the_studios_own_lists_are_taken(make, studio):
    make.make_gallery(studio)
    foreign = make.make_studio()
    price_lists.create_list(foreign, "Obcy", PriceTerms(items=ITEMS))
    assert catalogue_takeover.take_over(studio).made_count == 0
    assert catalogue.default_shop(studio).studio_id == studio.id
