"""Products for partners: what they are made of, and why one cannot be as it was typed."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Category, Product, ProductSize
from services import catalogue, offer_versions
from services.catalogue_refusals import (
    ProductCodeTaken,
    ProductGone,
    ShopUnknown,
    SizeCodeTaken,
    SizeNameWrong,
)
from services.catalogue_terms import ProductTerms, SizeTerms, TextTerms


def version(studio):
    return offer_versions.settings_of(studio.id).version


def test_a_print_has_its_sizes_with_a_price_in_each_shop(studio, shops, add):
    """D23, D24: print formats on a paper; a price list is a shop."""
    plener, slub = shops
    product = add(
        "Odbitka, mat",
        takes_picture=True,
        code="ODB",
        vat_rate="8",
        category="Odbitki / Matowe",
        producer="Laboratorium",
        unit="szt.",
        supplier="Hurtownia",
        note="nie zamawiać w maju",
        texts={"en": TextTerms("Matte print")},
        values=[("Papier", "mat"), ("Gramatura", "250 g"), ("Papier", "mat")],
        sizes=[
            SizeTerms("10×15", "ODB-S", "5901234123457", "", 12, 40, 90, {plener.id: 300}),
            SizeTerms("15×23", prices={plener.id: 600, slub.id: 700}),
        ],
    )
    small, large = product.sizes
    assert (small.code, small.ean, small.weight_g, small.stock_count) == (
        "ODB-S",
        "5901234123457",
        12,
        40,
    )
    assert (small.cents_in(plener.id), small.cents_in(slub.id)) == (300, None)
    assert (large.code, large.is_unlimited, large.cents_in(slub.id)) == ("ODB-2", True, 700)
    assert product.category.path == "Odbitki/Matowe"
    assert product.category.parent.path == "Odbitki"
    assert [value.name for value in product.values] == ["mat", "250 g"]
    assert [(text.language, text.name) for text in product.texts] == [("en", "Matte print")]
    assert (product.version, version(studio)) == (1, 1)


def test_codes_nobody_typed_are_filled_in(add, sizes):
    album = add("Album")
    assert album.code == str(album.id)
    assert [size.code for size in album.sizes] == [f"{album.id}-1"]
    add("Płótno", code="P", sizes=[SizeTerms("A", "L-2")])
    later = add("Lniane", code="L", sizes=sizes("A", "B"))
    assert [size.code for size in later.sizes] == ["L-1", "L-3"]


def test_a_number_that_somebody_typed_as_a_code_is_not_given_twice(add):
    first = add("Album")
    coming = str(first.id + 2)
    add("Płótno", code=coming)
    filled = add("Ramka")
    assert (str(filled.id), filled.code.startswith(f"{coming}-")) == (coming, True)


def test_the_same_words_are_the_same_rows(add):
    first = add("A", category="Odbitki", producer="Lab", unit="szt.", values=[("Papier", "mat")])
    second = add("B", category="Odbitki", producer=" Lab ", unit="szt.", values=[("Papier", "mat")])
    assert first.category_id == second.category_id
    assert (first.producer_id, first.unit_id) == (second.producer_id, second.unit_id)
    assert first.values == second.values
    assert db.session.scalars(select(Category.path)).all() == ["Odbitki"]


def test_a_size_keeps_its_row_whatever_it_is_called(shops, add, sizes):
    """Lines of orders and pictures of partners hold on to it."""
    product = add(sizes=sizes("10x15", "15x23"))
    small, large = (size.id for size in product.sizes)
    swapped = [SizeTerms("15x23", id=small), SizeTerms("10x15", id=large)]
    catalogue.change_product(product, ProductTerms("Odbitka", sizes=swapped))
    assert [(size.id, size.name) for size in product.sizes] == [(small, "15x23"), (large, "10x15")]
    catalogue.change_product(product, ProductTerms("Odbitka", sizes=sizes("10x15", "A4")))
    kept, new = product.sizes
    assert (kept.id, kept.position) == (large, 0)
    assert new.id not in (small, large)
    assert db.session.get(ProductSize, small) is None


def test_two_sizes_exchange_their_codes(add):
    product = add(sizes=[SizeTerms("A", "1"), SizeTerms("B", "2")])
    crossed = [SizeTerms("A", "2"), SizeTerms("B", "1")]
    catalogue.change_product(product, ProductTerms("Odbitka", sizes=crossed))
    assert [(size.name, size.code) for size in product.sizes] == [("A", "2"), ("B", "1")]


def test_what_a_form_does_not_mention_stays(shops, add):
    """A price in a shop that was added meanwhile, a text in another language, what was sold."""
    plener, slub = shops
    product = add(
        sizes=[SizeTerms(stock_count=5, prices={plener.id: 100, slub.id: 200})],
        texts={"en": TextTerms("Print")},
    )
    product.sizes[0].stock_count = 3
    db.session.commit()
    seen = SizeTerms(stock_count=5, keeps_stock=True, prices={plener.id: None})
    catalogue.change_product(product, ProductTerms("Odbitka", sizes=[seen]))
    size = product.sizes[0]
    assert (size.stock_count, size.cents_in(plener.id), size.cents_in(slub.id)) == (3, None, 200)
    assert product.texts[0].name == "Print"
    catalogue.change_product(product, ProductTerms("Odbitka", texts={"en": TextTerms()}))
    assert product.texts == []


def test_a_removed_product_leaves_its_row_and_frees_its_codes(studio, add):
    product = add("Album", code="ALB")
    product_id = product.id
    catalogue.remove_product(product)
    row = db.session.get(Product, product_id)
    assert row.removed_at is not None
    assert (row.sizes, row.version, version(studio)) == ([], 2, 2)
    again = add("Album", code="ALB")
    assert [size.code for size in again.sizes] == ["ALB-1"]


def test_hiding_and_showing_are_changes_that_partners_are_told(studio, add):
    product = add()
    catalogue.hide_product(product)
    assert not product.is_offered
    catalogue.show_product(product)
    assert (product.is_offered, product.version, version(studio)) == (True, 3, 3)


@pytest.mark.parametrize(
    ("refusal", "place", "terms"),
    [
        (ProductCodeTaken, None, ProductTerms("B", code="A")),
        (SizeCodeTaken, 1, ProductTerms("B", sizes=[SizeTerms("x"), SizeTerms("y", "A-1")])),
        (SizeCodeTaken, 1, ProductTerms("B", sizes=[SizeTerms("x", "N"), SizeTerms("y", "N")])),
        (SizeNameWrong, 1, ProductTerms("B", sizes=[SizeTerms("x"), SizeTerms("")])),
        (SizeNameWrong, 1, ProductTerms("B", sizes=[SizeTerms("x"), SizeTerms(" x ")])),
        (ShopUnknown, None, ProductTerms("B", sizes=[SizeTerms(prices={10**8: 1})])),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(studio, add, refusal, place, terms):
    add("A", code="A")
    with pytest.raises(refusal) as said:
        catalogue.create_product(studio, terms)
    assert said.value.place == place
    assert said.value.field in ("code", "sizes")
    assert db.session.scalars(select(Product.name)).all() == ["A"]


def test_a_refused_change_changes_nothing(studio, add, sizes):
    add("A", code="A")
    product = add("B", code="B", sizes=sizes("x", "y"))
    wrong = ProductTerms("Inna", code="B", category="Nowa", sizes=[SizeTerms("x", "A-1")])
    with pytest.raises(SizeCodeTaken):
        catalogue.change_product(product, wrong)
    assert (product.name, product.category, len(product.sizes)) == ("B", None, 2)
    assert (product.version, version(studio)) == (2, 2)


def test_a_price_in_the_list_of_another_studio_is_refused(make, add):
    foreign = make.make_shop_list(make.make_studio())
    gallery = make.make_gallery()
    for list_id in (foreign.id, gallery.prices.id):
        with pytest.raises(ShopUnknown):
            add(sizes=[SizeTerms(prices={list_id: 100})])


def test_what_was_removed_meanwhile_is_not_changed(add):
    product = add()
    catalogue.remove_product(product)
    verbs = [
        catalogue.hide_product,
        catalogue.show_product,
        catalogue.remove_product,
        lambda one: catalogue.change_product(one, ProductTerms("Nowa")),
    ]
    for verb in verbs:
        with pytest.raises(ProductGone):
            verb(product)


def test_codes_are_a_studios_own(make, add):
    add("A", code="A")
    other = catalogue.create_product(make.make_studio(), ProductTerms("A", code="A"))
    assert other.sizes[0].code == "A-1"
