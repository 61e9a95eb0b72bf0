"""What BaseLinker is told of a studio besides its orders."""

import pytest

from models.price_item import PriceItem
from models.price_list import PriceList
from services import baselinker_access
from tests.blueprints.partner.consumer import studio_access
from tests.factories import save

LISTS = ("StatusesList", "DeliveryMethodsList", "PaymentMethodsList", "ProductsCategories")


@pytest.fixture
def price_list(studio):
    items = [
        PriceItem(kind="print", name="15×23", paper="mat", price_cents=999, vat_rate="23"),
        PriceItem(kind="product", name="Album", price_cents=20000, vat_rate="5", position=1),
    ]
    return save(PriceList(studio=studio, name="Cennik", items=items))


def test_it_says_what_it_is_and_what_it_can(baselinker):
    version = baselinker.call("FileVersion")
    assert (version["platform"], version["standard"]) == ("Kadr", 4)
    methods = baselinker.call("SupportedMethods")
    assert {"OrdersGet", "OrderUpdate", *LISTS} <= set(methods)
    for name in set(methods) - {"OrderUpdate", "ProductsData"}:
        baselinker.call(name)


def test_price_lists_are_its_products(baselinker, make, price_list):
    first, album = price_list.items
    make.make_item(make.make_gallery(price_list.studio), name="Kopia")
    found = baselinker.call("ProductsList", category_id="all")
    assert found.pop("pages") == 1
    assert set(found) == {str(first.id), str(album.id)}
    assert found[str(first.id)]["price"] == 9.99
    assert baselinker.call("ProductsCategories") == {str(price_list.id): "Cennik"}
    data = baselinker.call("ProductsData", products_id=f"{first.id},{album.id},999999")
    assert (data[str(album.id)]["tax"], len(data)) == (5, 2)
    assert set(baselinker.call("ProductsQuantity")) == {str(first.id), str(album.id), "pages"}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"filter_name": "ALB"}, ["Album"]),
        ({"filter_price_from": "10", "filter_price_to": "200.00"}, ["Album"]),
        ({"filter_sort": "price DESC"}, ["Album", "15×23, mat"]),
        ({"filter_limit": "1", "page": "2"}, ["Album"]),
        ({"filter_ean": "590"}, []),
        ({"category_id": "999"}, []),
        ({"filter_name": "%"}, []),
    ],
)
def test_products_are_filtered_sorted_and_paged(baselinker, price_list, filters, names):
    found = baselinker.ask("ProductsList", **filters).get_json()
    pages = found.pop("pages")
    assert sorted(one["name"] for one in found.values()) == sorted(names)
    assert pages == (2 if "page" in filters else 1)


def test_the_call_is_noted(baselinker, studio):
    baselinker.call("FileVersion")
    access = studio_access(studio)
    assert (access.last_action, access.is_refused) == ("FileVersion", False)
    assert baselinker_access.is_right(access, baselinker.password)
