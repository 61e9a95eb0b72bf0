"""A file of products is worked on in chunks, and nobody can tell where they begin (issue 7)."""

import io

import pytest
from sqlalchemy import func, select

from extensions import db
from models import OutboxEntry, Product, RefusedRow, TriedProduct
from services import catalogue, catalogue_imports, catalogue_reading
from services.catalogue_terms import ProductTerms, SizeTerms
from tests.services.catalogue.filing import bring_in, counts, csv, send, work

HEAD = "/@code_on_card,/description/name@pol,/@type,/@hidden,/bundled/product@code"
FILLING = [f"P-{n},Produkt {n},,," for n in range(4)]


@pytest.fixture
def studio(app, make):
    with app.test_request_context():
        yield make.make_studio(locale="pl")


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(catalogue_reading, "CHUNK", 2)


def told(taken):
    rows = db.session.scalars(RefusedRow.of_import(taken.id))
    return [(row.number, row.column, row.sentence) for row in rows]


def names(studio):
    return db.session.scalars(Product.of_studio(studio.id).with_only_columns(Product.name)).all()


@pytest.mark.parametrize("works_s", [45, -1])
def test_a_set_of_what_is_new_further_up_the_file_is_promised_and_written(
    studio, monkeypatch, works_s
):
    """I-14; with a job for each chunk, too, which begins by reading what was remembered."""
    monkeypatch.setattr(catalogue_reading, "WORKS_S", works_s)
    data = csv(HEAD, "ALB,Album,,,", *FILLING, "KIT,Zestaw,bundle,,ALB")
    taken = send(studio, data)
    assert counts(taken) == (6, 0, 0, 0)
    assert db.session.scalar(select(func.count(TriedProduct.id))) == 0
    catalogue_imports.confirm(taken)
    work()
    assert counts(taken) == (6, 0, 0, 0)
    kit = db.session.scalar(Product.of_studio(studio.id).where(Product.code == "KIT"))
    assert [part.part.name for part in kit.parts] == ["Album"]


def test_a_set_and_its_new_parts_are_written_in_one_chunk(studio, monkeypatch):
    """A size that nobody gave a code is named by the code it will get."""
    monkeypatch.setattr(catalogue_reading, "CHUNK", 100)
    columns = HEAD.replace("/bundled/product@code", "/bundled/product/sizes/size@code")
    head = f"{columns},/bundled/product@code,/bundled/product@quantity"
    rows = ["ALB,Album,,,,,", "KIT,Zestaw,bundle,,ALB-1,ALB,3", "BOX,Pudło,bundle,,,KIT,"]
    assert counts(bring_in(studio, csv(head, *rows))) == (3, 0, 0, 0)
    by_code = {one.code: one for one in db.session.scalars(Product.of_studio(studio.id))}
    (part,) = by_code["KIT"].parts
    assert (part.part_id, part.size.code, part.quantity) == (by_code["ALB"].id, "ALB-1", 3)
    assert by_code["BOX"].parts[0].part_id == by_code["KIT"].id


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (["A,Album,,tak,", *FILLING, "KIT,Zestaw,bundle,,A"], "Album jest ukryty"),
        (["A,Album,,,", "A,,,,", *FILLING, "KIT,Zestaw,bundle,,B"], "Nie ma takiego produktu"),
        (["A,Album,,,", *FILLING, "K,Zestaw,bundle,,A", "L,Lampa,,,", "A,Album,,tak,"], "Zestaw"),
        (["A,,,,", *FILLING, "KIT,Zestaw,bundle,,A"], "Nie ma takiego produktu"),
    ],
)
def test_what_is_refused_when_written_was_refused_before_with_the_same_words(studio, rows, refused):
    data = csv(HEAD, *rows)
    taken = send(studio, data)
    before, foreseen = told(taken), counts(taken)
    assert refused in before[-1][2]
    catalogue_imports.confirm(taken)
    work()
    assert (told(taken), counts(taken)) == (before, foreseen)


def test_a_product_that_comes_again_further_down_is_changed_and_keeps_the_rest(studio):
    head = "/@code_on_card,/description/name@pol,/description/long_desc@pol,/sizes/size@code"
    first = ["A,Album,Długo,S-1", "P,Papier,,", "A,Album biały,Długo,S-1"]
    data = csv(head, *first, "R,Ramka,,", "X,Inny,,S-1")
    taken = send(studio, data)
    assert counts(taken) == (3, 1, 0, 1)
    catalogue_imports.confirm(taken)
    work()
    assert counts(taken) == (3, 1, 0, 1)
    assert names(studio) == ["Album biały", "Papier", "Ramka"]
    again = csv("/@code_on_card,/description/name@pol", "A,Album szary", "R,Rama", "A,Album", "")
    assert counts(bring_in(studio, again)) == (0, 3, 0, 0)
    album = db.session.scalar(Product.of_studio(studio.id).where(Product.code == "A"))
    assert (album.name, album.description) == ("Album", "Długo")


def test_products_hand_their_codes_on_within_a_chunk(studio):
    one = catalogue.create_product(studio, ProductTerms("Jeden", code="A"))
    two = catalogue.create_product(studio, ProductTerms("Dwa", code="B"))
    rows = [f"{two.id},C,C-1", f"{one.id},B,B-1"]
    taken = bring_in(studio, csv("/@id,/@code_on_card,/sizes/size@code", *rows))
    assert counts(taken) == (0, 2, 0, 0)
    assert (one.code, one.sizes[0].code) == ("B", "B-1")
    assert (two.code, two.sizes[0].code) == ("C", "C-1")


def test_new_products_without_codes_are_called_by_their_numbers(studio):
    head = "/description/name@pol,/sizes/size@name"
    assert counts(bring_in(studio, csv(head, "Album,", "Ramka,A4"))) == (2, 0, 0, 0)
    for product in db.session.scalars(Product.of_studio(studio.id)):
        assert product.code == str(product.id)
        assert [size.code for size in product.sizes] == [f"{product.id}-1"]


def test_a_worker_that_dies_while_it_tries_is_followed_where_it_was(studio, monkeypatch):
    taken = catalogue_imports.receive(studio, "x.csv", _file("ALB,Album,,,", *FILLING))
    entry = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id.desc())).first()
    whole, calls = catalogue_reading.try_chunk, []

    def die(*values):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(*values)

    monkeypatch.setattr(catalogue_reading, "try_chunk", die)
    with pytest.raises(KeyboardInterrupt):
        catalogue_reading.go_on(entry)
    db.session.expire_all()
    assert (taken.made_count, taken.read_to, taken.is_working) == (2, 3, True)
    catalogue_reading.go_on(entry)
    db.session.expire_all()
    assert counts(taken) == (6, 0, 0, 0)


def test_pieces_sold_while_a_file_waits_stay_sold(studio):
    """A file that does not speak of stock leaves it alone."""
    product = catalogue.create_product(
        studio, ProductTerms("Album", code="A", sizes=[SizeTerms(stock_count=5)])
    )
    taken = send(studio, csv("/@code_on_card,/description/name@pol", "A,Album biały"))
    product.sizes[0].stock_count = 3
    db.session.commit()
    catalogue_imports.confirm(taken)
    work()
    assert (product.name, product.sizes[0].stock_count) == ("Album biały", 3)


def _file(*rows):
    return io.BytesIO(csv(HEAD, *rows, "KIT,Zestaw,bundle,,ALB"))
