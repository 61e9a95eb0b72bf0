"""Sets and collections with their components (I-14), as a strict reader of IOF 3.0 wants them."""

import pytest
from flask_babel import force_locale

from services import catalogue
from services.catalogue_refusals import (
    PartNotOffered,
    PartOfSets,
    PartSizeWrong,
    PartsMissing,
    PartsOfNoSet,
    PartTwice,
    PartUnknown,
    QuantityWrong,
    SetInItself,
    SizeInSet,
    SizeNameWrong,
)
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms


@pytest.fixture
def prints(add, sizes):
    return add("Odbitka", code="ODB", sizes=sizes("10×15", "15×23"))


@pytest.fixture
def album(add):
    return add("Album", code="ALB")


def test_a_set_lists_its_components(add, prints, album):
    """I-14: packages such as "album + 10 prints" are sets."""
    parts = [PartTerms(album.id), PartTerms(prints.id, 10, prints.sizes[0].id)]
    kit = add("Zestaw", kind="bundle", parts=parts)
    assert [(p.part.name, p.quantity, p.size and p.size.name) for p in kit.parts] == [
        ("Album", 1, None),
        ("Odbitka", 10, "10×15"),
    ]


def test_a_part_keeps_its_row_when_the_set_is_changed(add, prints, album):
    kit = add("Zestaw", kind="bundle", parts=[PartTerms(album.id), PartTerms(prints.id)])
    known = kit.parts[1].id
    changed = [PartTerms(prints.id, 4), PartTerms(prints.id, 1, prints.sizes[0].id)]
    catalogue.change_product(kit, ProductTerms("Zestaw", kind="collection", parts=changed))
    assert [(part.id == known, part.quantity) for part in kit.parts] == [(True, 4), (False, 1)]


def test_sets_may_stand_in_sets_but_never_in_themselves(add, add_set, album):
    inner = add_set(album, name="Mały")
    outer = add_set(inner, name="Duży")
    ring = ProductTerms("Mały", kind="bundle", parts=[PartTerms(outer.id)])
    with pytest.raises(SetInItself):
        catalogue.change_product(inner, ring)
    alone = ProductTerms("Duży", kind="bundle", parts=[PartTerms(outer.id)])
    with pytest.raises(SetInItself):
        catalogue.change_product(outer, alone)


def test_parts_and_kind_go_together(add, album):
    """iof.md 9.17: bundle or collection if and only if there are components."""
    for kind in ("bundle", "collection"):
        with pytest.raises(PartsMissing):
            add(kind=kind)
    for kind in ("regular", "virtual", "service"):
        with pytest.raises(PartsOfNoSet):
            add(kind=kind, parts=[PartTerms(album.id)])


def test_a_set_comes_in_one_size(add, album, sizes):
    for wrong in (sizes("S", "M"), sizes("S")):
        with pytest.raises(SizeNameWrong):
            add(kind="bundle", parts=[PartTerms(album.id)], sizes=wrong)


def test_a_pinned_size_belongs_to_its_component(add, album, prints):
    with pytest.raises(PartSizeWrong) as said:
        add(kind="bundle", parts=[PartTerms(prints.id), PartTerms(album.id, 1, prints.sizes[0].id)])
    assert (said.value.field, said.value.place) == ("parts", 1)


@pytest.mark.parametrize("quantity", [0, -1, 10_001, 2**40])
def test_a_component_is_there_at_least_once(add, album, quantity):
    with pytest.raises(QuantityWrong):
        add(kind="bundle", parts=[PartTerms(album.id, quantity)])


def test_one_component_stands_in_a_set_once(add, album):
    with pytest.raises(PartTwice):
        add(kind="bundle", parts=[PartTerms(album.id), PartTerms(album.id, 3)])


def test_only_what_is_offered_is_a_component(make, add, album, shops):
    """Unknown, removed, another studio's, hidden."""
    foreign = make.make_product(make.make_shop_list(make.make_studio()))
    gone = add("Dawny", code="X")
    catalogue.remove_product(gone)
    for part_id in (foreign.id, gone.id, 10**8):
        with pytest.raises(PartUnknown):
            add(kind="bundle", parts=[PartTerms(part_id)])
    catalogue.hide_product(album)
    with pytest.raises(PartNotOffered):
        add(kind="bundle", parts=[PartTerms(album.id)])
    kept = add("Później", kind="bundle", parts=[PartTerms(album.id)], is_hidden=True)
    with pytest.raises(PartNotOffered):
        catalogue.show_product(kept)


def test_what_is_in_a_set_neither_goes_nor_hides_and_the_sets_are_named(add_set, album):
    kits = [add_set(album, name=f"Zestaw {n}") for n in range(1, 6)]
    with force_locale("en"), pytest.raises(PartOfSets, match="Zestaw 1, Zestaw 2, Zestaw 3, …"):
        catalogue.remove_product(album)
    with pytest.raises(PartOfSets):
        catalogue.hide_product(album)
    with pytest.raises(PartOfSets):
        catalogue.change_product(album, ProductTerms("Album", is_hidden=True))
    for kit in kits:
        catalogue.hide_product(kit)
    catalogue.hide_product(album)
    with pytest.raises(PartOfSets):
        catalogue.remove_product(album)
    for kit in kits:
        catalogue.remove_product(kit)
    catalogue.remove_product(album)
    assert album.removed_at is not None


def test_a_size_that_a_set_names_stays(add, prints, sizes):
    small = prints.sizes[0]
    add("Zestaw", kind="bundle", parts=[PartTerms(prints.id, 1, small.id)])
    with force_locale("en"), pytest.raises(SizeInSet, match="Zestaw"):
        catalogue.change_product(prints, ProductTerms("Odbitka", sizes=sizes("15×23")))
    renamed = [SizeTerms("10x15 cm", id=small.id)]
    catalogue.change_product(prints, ProductTerms("Odbitka", sizes=renamed))
    assert prints.sizes[0].id == small.id


def test_a_set_changes_with_its_components(add_set, album, prints):
    """Its entry in the files tells the kind and the size codes of the parts."""
    kit, other = add_set(album), add_set(prints, name="Inny")
    before = kit.version, other.version
    catalogue.change_product(album, ProductTerms("Album", sizes=[SizeTerms(code="NEW")]))
    assert (kit.version, other.version) == (album.version, before[1])
    assert kit.version > before[0]


def test_a_set_that_became_a_product_lets_its_parts_go(add_set, album):
    kit = add_set(album)
    catalogue.change_product(kit, ProductTerms("Pudełko"))
    assert kit.parts == []
    catalogue.remove_product(album)
    assert not kit.is_set
