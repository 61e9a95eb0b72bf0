"""Several people who saw the same page save it at the same moment: one saves, the others are
told."""

from extensions import db
from models import PriceList, Product
from services import catalogue, price_lists
from services.catalogue_terms import ProductTerms
from services.meanwhile import ChangedMeanwhile
from services.price_lists import PriceTerms
from tests.services.test_pressing_at_once import at_once


def told(results):
    return [isinstance(one, ChangedMeanwhile) for one in results].count(True)


def test_of_five_who_save_one_product_four_are_told(app, add):
    product = add("Album", code="ALB")
    product_id, seen = product.id, catalogue.seen_of(product)

    def press(n):
        own = db.session.get_one(Product, product_id)
        catalogue.change_product(own, ProductTerms(f"Album {n}"), seen)

    results = at_once(app, 5, press)
    assert (told(results), results.count(None)) == (4, 1)
    db.session.expire_all()
    assert db.session.get_one(Product, product_id).name == f"Album {results.index(None)}"


def test_of_five_who_save_one_price_list_four_are_told(app, shops):
    list_id, seen = shops[0].id, price_lists.seen_of(shops[0])

    def press(n):
        own = db.session.get_one(PriceList, list_id)
        price_lists.change_list(own, f"Zima {n}", PriceTerms(), seen)

    results = at_once(app, 5, press)
    assert (told(results), results.count(None)) == (4, 1)
    db.session.expire_all()
    assert db.session.get_one(PriceList, list_id).name == f"Zima {results.index(None)}"
