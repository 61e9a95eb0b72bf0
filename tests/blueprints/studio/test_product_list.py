"""The list of products for partners: found, filtered, paged, with its stock."""

import pytest
from flask_babel import force_locale

from blueprints.studio import paging
from extensions import db
from services import catalogue
from services.catalogue_terms import ProductTerms, SizeTerms
from tests.blueprints.studio.looking import get, queries

PRODUCTS = "/studio/products"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shops(make, studio):
    return [make.make_shop_list(studio, name=name) for name in ("Plener", "Komunia")]


@pytest.fixture
def add(studio, shops):
    def add(name, cents=1000, shop=shops[0], stock=None, **values):
        prices = {shop.id: cents} if cents is not None else {}
        sizes = [SizeTerms(code=values.pop("size", ""), stock_count=stock, prices=prices)]
        return catalogue.create_product(studio, ProductTerms(name, sizes=sizes, **values))

    return add


@pytest.fixture
def shown(studio_web):
    """The names on the list at these filters."""

    def shown(query=""):
        page = get(studio_web, f"{PRODUCTS}?{query}")
        return [part.split("<")[0] for part in page.split('">') if "</a><small" in part[:80]]

    return shown


def test_products_are_found_by_name_code_size_and_ean(add, shown):
    add("Łąka na płótnie", code="PŁ-1")
    add("Album", size="ALB-20")
    assert shown() == ["Album", "Łąka na płótnie"] or shown() == ["Łąka na płótnie", "Album"]
    assert shown("text=laka+plotn") == ["Łąka na płótnie"]
    assert shown("text=pl-1") == ["Łąka na płótnie"]
    assert shown("text=ALB-20") == ["Album"]
    assert shown("text=nic") == []


def test_a_category_holds_what_is_below_it(add, shown):
    add("Mat", category="Odbitki/Matowe")
    add("Błysk", category="Odbitki")
    add("Inne", category="Odbitki fine art")
    assert shown("category=Odbitki") == ["Błysk", "Mat"]
    assert shown("category=Odbitki/Matowe") == ["Mat"]
    assert shown("category=nic") == []


def test_products_are_told_apart_by_shop_price_stock_and_visibility(add, shops, shown):
    plener, komunia = shops
    add("A w plenerze")
    add("B na komunii", shop=komunia)
    add("C bez ceny", cents=None)
    catalogue.hide_product(add("D ukryty", stock=3))
    add("E brak", stock=0)
    assert shown(f"shop={komunia.id}") == ["B na komunii"]
    assert shown("show=unpriced") == ["C bez ceny"]
    assert shown("show=hidden") == ["D ukryty"]
    assert shown("show=sold-out") == ["E brak"]
    assert len(shown("shop=999999999999&show=none&page=-3")) == 5


def test_the_list_asks_the_database_as_often_for_fifty_products_as_for_one(studio_web, add):
    add("Pierwszy")
    get(studio_web, PRODUCTS)
    one = queries(lambda: get(studio_web, PRODUCTS))
    stock = queries(lambda: get(studio_web, f"{PRODUCTS}/stock"))
    for n in range(59):
        add(f"Produkt {n}", category=f"K{n % 7}", stock=n)
    # The statements that read relations are not sent when there is nothing to read.
    assert queries(lambda: get(studio_web, PRODUCTS)) <= one + 2
    assert queries(lambda: get(studio_web, f"{PRODUCTS}/stock")) <= stock + 2
    assert "51–60" in get(studio_web, f"{PRODUCTS}?page=2")


def test_stock_is_written_on_the_list(studio_web, add):
    """Without opening a product, without scripts."""
    frame, poster = add("Ramka", stock=5), add("Plakat")
    ids = frame.sizes[0].id, poster.sizes[0].id
    version = frame.version, poster.version
    page = get(studio_web, f"{PRODUCTS}/stock?text=")
    assert f'name="stock-{ids[0]}" value="5"' in page
    typed = {
        **{f"stock-{ids[0]}": " 7 ", f"seen-{ids[0]}": "5"},
        **{f"stock-{ids[1]}": "", f"seen-{ids[1]}": ""},
    }
    answer = studio_web.post(f"{PRODUCTS}/stock?category=&text=ram", data=typed)
    assert (answer.status_code, answer.location) == (303, f"{PRODUCTS}/stock?text=ram")
    assert (frame.sizes[0].stock_count, poster.sizes[0].stock_count) == (7, None)
    assert (frame.version, poster.version) == version


def test_stock_that_moved_meanwhile_is_said_and_what_was_typed_stays(studio_web, add):
    size = add("Ramka", stock=5).sizes[0]
    typed = {f"stock-{size.id}": "9", f"seen-{size.id}": "6"}
    answer = studio_web.post(f"{PRODUCTS}/stock", data=typed)
    assert answer.status_code == 409
    assert f'name="stock-{size.id}" value="9"' in answer.text
    assert f'name="seen-{size.id}" value="5"' in answer.text
    assert "Stan zmienił się w międzyczasie" in answer.text
    assert size.stock_count == 5


@pytest.mark.parametrize("wrong", ["-1", "pięć", "1,5", "1000001", "9" * 5000, "١٢"])
def test_a_stock_that_is_no_number_is_refused_beside_its_field(studio_web, add, wrong):
    size = add("Ramka", stock=5).sizes[0]
    typed = {f"stock-{size.id}": wrong, f"seen-{size.id}": "5", "stock-x": "1", "stock-": ""}
    answer = studio_web.post(f"{PRODUCTS}/stock", data=typed)
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.text
    assert size.stock_count == 5


def test_another_studios_stock_is_out_of_reach(make, studio_web, add):
    add("Ramka")
    foreign = make.make_product(make.make_shop_list(make.make_studio()), stock=3).sizes[0]
    typed = {f"stock-{foreign.id}": "0", f"seen-{foreign.id}": "3"}
    assert studio_web.post(f"{PRODUCTS}/stock", data=typed).status_code == 409
    db.session.refresh(foreign)
    assert foreign.stock_count == 3


def test_an_empty_catalogue_says_what_to_do_first(studio_web):
    with force_locale("pl"):
        page = get(studio_web, PRODUCTS)
    assert "/studio/products/new" in page
    assert "/studio/price-lists" in page


def test_each_page_goes_on_where_the_one_before_ended(add, shown, monkeypatch):
    """Of one name, too: every product is on one page, in one order."""
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    names = ["Album", "Ramka", "Album", "Kubek", "Magnes"]
    for name in names:
        add(name)
    pages = [shown(f"page={number}") for number in (1, 2, 3)]
    assert pages == [["Album", "Album"], ["Kubek", "Magnes"], ["Ramka"]]
