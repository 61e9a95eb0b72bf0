"""Two people write in the catalogue at the same moment: the database decides, once."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Product, ProductSize, Studio
from services import catalogue, catalogue_takeover, price_lists
from services.catalogue_refusals import ProductCodeTaken, ProductGone, SizeCodeTaken
from services.catalogue_terms import ProductTerms, SizeTerms
from services.price_lists import ItemTerms, PriceTerms
from tests.services.test_pressing_at_once import at_once


def products(studio_id):
    wanted = Product.of_studio(studio_id)
    return db.session.scalars(wanted).all()


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (lambda n: ProductTerms(f"Ramka {n}", code="RAMKA"), ProductCodeTaken),
        (lambda n: ProductTerms(f"Ramka {n}", sizes=[SizeTerms(code="R-1")]), SizeCodeTaken),
    ],
    ids=["product", "size"],
)
def test_of_ten_new_products_with_one_code_one_is_made(app, studio, terms, refusal):
    """I-13: a code stands for one thing."""
    studio_id = studio.id

    def press(n):
        return catalogue.create_product(db.session.get_one(Studio, studio_id), terms(n)).id

    results = at_once(app, 10, press)
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, refusal) for one in results) == 9
    assert len(products(studio_id)) == 1


def test_of_two_products_that_are_given_one_code_one_gets_it(app, studio, add):
    ids = [add(name).id for name in ("Album", "Ramka")]

    def press(n):
        product = db.session.get_one(Product, ids[n])
        catalogue.change_product(product, ProductTerms(product.name, code="NOWY"))

    results = at_once(app, 2, press)
    assert [isinstance(one, ProductCodeTaken) for one in results].count(True) == 1
    assert sorted(one.code == "NOWY" for one in products(studio.id)) == [False, True]


def test_two_studios_may_use_the_same_codes_at_the_same_moment(app, make):
    """A code is unique in a studio, and studios do not know of each other."""
    ids = [make.make_studio().id for _ in range(6)]

    def press(n):
        studio = db.session.get_one(Studio, ids[n])
        sizes = [SizeTerms("A4", code="ODB-A4")]
        return catalogue.create_product(studio, ProductTerms("Odbitka", code="ODB", sizes=sizes)).id

    assert all(isinstance(one, int) for one in at_once(app, 6, press))
    made = db.session.execute(select(Product.studio_id, Product.code).order_by(Product.id)).all()
    assert sorted(made) == [(studio_id, "ODB") for studio_id in sorted(ids)]
    assert db.session.scalars(select(ProductSize.code)).all() == ["ODB-A4"] * 6


def test_edits_of_one_product_at_once_leave_what_one_of_them_typed_whole(app, studio, shops, add):
    """Nothing of two forms is mixed, and every edit is told to partners."""
    product = add("Album", sizes=[SizeTerms("S"), SizeTerms("M")])
    product_id, list_id = product.id, shops[0].id
    before = product.version

    def press(n):
        sizes = [SizeTerms(name, prices={list_id: 100 + n}) for name in ("S", "M")]
        terms = ProductTerms(f"Album {n}", description=f"Opis {n}", sizes=sizes)
        catalogue.change_product(db.session.get_one(Product, product_id), terms)

    assert at_once(app, 8, press) == [None] * 8
    db.session.expire_all()
    winner = product.name.removeprefix("Album ")
    assert product.description == f"Opis {winner}"
    assert [size.cents_in(list_id) for size in product.sizes] == [100 + int(winner)] * 2
    assert product.version == before + 8


def test_who_edits_what_somebody_removes_is_told_so_or_came_first(app, studio, add):
    product_id = add("Album").id

    def press(n):
        product = db.session.get_one(Product, product_id)
        if n:
            catalogue.change_product(product, ProductTerms("Album lniany"))
        else:
            catalogue.remove_product(product)

    results = at_once(app, 6, press)
    assert results[0] is None
    assert all(one is None or isinstance(one, ProductGone) for one in results)
    assert products(studio.id) == []


def test_price_lists_that_are_taken_over_twice_at_once_make_one_catalogue(app, studio):
    """D24: a double click."""
    items = [ItemTerms("print", "10×15", 300, "mat"), ItemTerms("product", "Album", 45_000)]
    price_lists.create_list(studio, "Plener", PriceTerms(items=items))
    studio_id = studio.id

    def press(_):
        return catalogue_takeover.take_over(db.session.get_one(Studio, studio_id)).made_count

    assert sorted(at_once(app, 4, press)) == [0, 0, 0, 2]
    assert len(products(studio_id)) == 2
