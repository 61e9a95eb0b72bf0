"""Categories, producers, units, sizes and parameters: found, renamed, removed."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Category, Parameter, Product, SizeName
from services import catalogue, catalogue_words
from services.catalogue_refusals import WordInUse, WordTaken
from services.catalogue_terms import ProductTerms


def paths():
    return db.session.scalars(select(Category.path).order_by(Category.path)).all()


def category(path):
    return db.session.scalars(select(Category).filter_by(path=path)).one()


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Odbitki/Matowe", ["Odbitki", "Odbitki/Matowe"]),
        (" Odbitki //  Fine   Art / ", ["Odbitki", "Odbitki/Fine Art"]),
        ("///", []),
        ("", []),
    ],
)
def test_a_path_makes_the_way_to_its_category(add, typed, made):
    product = add(category=typed)
    assert paths() == made
    assert (product.category.path if product.category else None) == (made[-1] if made else None)


def test_a_renamed_category_takes_all_below_along_and_all_their_products(add):
    matte = add("Mat", category="Odbitki/Matowe/Duże")
    twin = add("Bliźniak", category="odbitki/Inne")
    album = add("Album", category="Albumy")
    before = twin.version, album.version
    catalogue_words.rename(category("Odbitki"), "Zdjęcia na papierze")
    assert paths() == [
        "Albumy",
        "Zdjęcia na papierze",
        "Zdjęcia na papierze/Matowe",
        "Zdjęcia na papierze/Matowe/Duże",
        "odbitki",
        "odbitki/Inne",
    ]
    assert matte.version > max(before)
    assert (twin.version, album.version) == before


def test_a_renamed_category_stays_where_it_is(add):
    add(category="Odbitki/Matowe")
    catalogue_words.rename(category("Odbitki/Matowe"), "Mat/połysk")
    assert paths() == ["Odbitki", "Odbitki/Mat-połysk"]


def test_a_removed_category_leaves_its_products_without_one(add):
    product = add(category="Odbitki/Matowe")
    catalogue_words.remove(category("Odbitki"))
    assert (paths(), product.category, product.version) == ([], None, 2)


def test_every_word_that_is_renamed_or_removed_writes_its_products_anew(add, sizes):
    product = add(producer="Lab", unit="szt.", values=[("Papier", "mat")], sizes=sizes("A", "B"))
    other = add("Inna")
    value = product.values[0]
    words = [product.producer, product.unit, value, value.parameter, product.sizes[0].size_name]
    for count, word in enumerate(words, 1):
        catalogue_words.rename(word, f" Nowa   {count}")
        assert (word.name, product.version, other.version) == (f"Nowa {count}", 2 + count, 2)
    for count, word in enumerate(words[:4], 1):
        catalogue_words.remove(word)
        assert product.version == 7 + (count if count < 4 else 3)
    assert (product.producer, product.unit, product.values) == (None, None, [])


def test_a_size_that_products_come_in_is_not_removed(add, sizes):
    product = add(sizes=sizes("A", "B"))
    word = product.sizes[0].size_name
    with pytest.raises(WordInUse):
        catalogue_words.remove(word)
    catalogue.remove_product(product)
    catalogue_words.remove(word)
    assert db.session.scalars(select(SizeName.name)).all() == ["B"]


def test_two_words_never_get_one_name(make, add):
    first = add("A", producer="Lab", category="Odbitki/Mat", values=[("Papier", "mat")])
    second = add("B", producer="Fab", category="Odbitki/Błysk", values=[("Papier", "błysk")])
    pairs = [
        (second.producer, "Lab"),
        (second.category, "Mat"),
        (second.values[0], "mat"),
    ]
    for word, name in pairs:
        with pytest.raises(WordTaken):
            catalogue_words.rename(word, name)
    catalogue_words.rename(first.producer, "Lab")
    add("C", values=[("Rama", "mat")])
    assert len(db.session.scalars(select(Parameter)).all()) == 2


def test_words_are_a_studios_own(make, add):
    other = make.make_product(make.make_shop_list(make.make_studio()))
    mine = add(category="Odbitki")
    theirs = catalogue.create_product(other.studio, ProductTerms("A", category="Odbitki"))
    assert theirs.category_id != mine.category_id
    assert db.session.get_one(Product, other.id).version == 1
