"""The catalogue written to a file and brought back (issue 7)."""

import io
from dataclasses import replace

import pytest

from extensions import db
from models import CatalogueImport, Product, RefusedRow
from services import catalogue, catalogue_imports
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms, TextTerms
from services.files import storage
from tests.services.catalogue.filing import bring_in, counts, csv, send, version, work, written


@pytest.fixture
def studio(app, make):
    with app.test_request_context():
        yield make.make_studio(locale="pl")


@pytest.fixture
def shop(make, studio):
    return make.make_shop_list(studio, "Sklep [główny]")


def refusals(taken):
    return list(db.session.scalars(RefusedRow.of_import(taken.id)))


def full_terms(shop, name="Odbitka matowa"):
    sizes = [
        SizeTerms("10×15", "A-10", "5901234123457", "LAB", 12, None, 300, {shop.id: 1250}),
        SizeTerms("15×21", "A-15", "", "", 20, 7, None, {}),
    ]
    return ProductTerms(
        name=name,
        code="A",
        takes_picture=True,
        vat_rate="8",
        summary="Krótko",
        description="Długo,\r\nw dwóch wierszach; „tak”",
        category="Odbitki/Matowe",
        producer="Lab",
        unit="szt.",
        supplier="Tajny dostawca",
        note="Tylko dla nas",
        is_hidden=False,
        texts={"en": TextTerms("Matte print", "", "Long")},
        values=[("Papier", "250 g"), ("Kolor", "biały")],
        sizes=sizes,
    )


def test_what_was_written_and_brought_back_changes_nothing(studio, shop):
    """Export, import of the same file: no version grows."""
    print_ = catalogue.create_product(studio, full_terms(shop))
    kit = ProductTerms("Zestaw", "bundle", sizes=[SizeTerms(prices={shop.id: 9900})])
    parts = [PartTerms(print_.id, 10, print_.sizes[0].id), PartTerms(print_.id, 2)]
    catalogue.create_product(studio, replace(kit, parts=parts))
    before, data = version(studio), written(studio)
    taken = send(studio, data)
    assert counts(taken) == (0, 0, 2, 0)
    assert counts(bring_in(studio, data)) == (0, 0, 2, 0)
    assert version(studio) == before
    assert written(studio) == data


def test_what_a_studio_keeps_to_itself_is_not_in_the_file_and_stays(studio, shop):
    """Canary: purchase price, supplier and note leave Kadr in no file."""
    product = catalogue.create_product(studio, full_terms(shop))
    data = written(studio)
    for secret in ("Tajny dostawca", "Tylko dla nas", "3.00"):
        assert secret.encode() not in data
    taken = bring_in(studio, data.replace(b"Odbitka matowa", b"Inna"))
    assert counts(taken) == (0, 1, 0, 0)
    assert (product.name, product.supplier, product.note) == (
        "Inna",
        "Tajny dostawca",
        "Tylko dla nas",
    )
    assert product.sizes[0].purchase_cents == 300


def test_nothing_is_written_before_a_person_says_so(studio, shop):
    data = csv("/@code_on_card,/description/name@pol", "X,Album", "Y,Ramka")
    taken = send(studio, data)
    assert counts(taken) == (2, 0, 0, 0)
    assert taken.checked_at
    assert not db.session.scalars(Product.of_studio(studio.id)).all()
    catalogue_imports.confirm(taken)
    with pytest.raises(catalogue_imports.ConfirmedBefore):
        catalogue_imports.confirm(taken)
    work()
    assert [one.name for one in db.session.scalars(Product.of_studio(studio.id))] == [
        "Album",
        "Ramka",
    ]
    assert not storage().exists(taken.key)


def test_good_rows_are_written_though_others_are_refused_with_row_and_column(studio, shop):
    price = "/sizes/size/price@gross[Sklep [główny]]"
    data = csv(
        f"/@code_on_card;/description/name@pol;/sizes/size@name;{price}",
        "X;Album;20×20;199,50",
        "X;Album;30×30;tanio",
        "Y;Ramka;;49,9",
        "Z;;;1",
    )
    taken = bring_in(studio, data)
    assert counts(taken) == (1, 0, 0, 3)
    (ramka,) = db.session.scalars(Product.of_studio(studio.id)).all()
    assert ramka.sizes[0].cents_in(shop.id) == 4990
    told = [(row.number, row.column) for row in refusals(taken)]
    assert told == [(2, ""), (3, price), (5, "/description/name@pol")]
    assert "wiersz 3" in refusals(taken)[0].sentence
    file = b"".join(catalogue_imports.refused_file(taken)).decode("utf-8-sig")
    assert '"X","Album","30×30","tanio","' in file
    mended = file.replace("tanio", "250")
    assert counts(bring_in(studio, mended.encode())) == (1, 0, 0, 1)


def test_columns_that_are_not_there_stay_and_sizes_that_are_not_mentioned_stay(studio, shop):
    product = catalogue.create_product(studio, full_terms(shop))
    price = "/sizes/size/price@gross[Sklep [główny]]"
    taken = bring_in(studio, csv(f"/sizes/size@code,/@id,{price}", f"A-10,{product.id},15"))
    assert counts(taken) == (0, 1, 0, 0)
    assert [size.code for size in product.sizes] == ["A-10", "A-15"]
    assert product.sizes[0].cents_in(shop.id) == 1500
    assert product.sizes[1].stock_count == 7
    bring_in(studio, csv(f"/sizes/size@code,/@id,{price}", f"A-10,{product.id},"))
    assert product.sizes[0].cents_in(shop.id) is None


def test_a_product_of_another_studio_is_unknown(make, studio, shop):
    foreign = make.make_product(make.make_shop_list(make.make_studio()))
    data = csv("/@id,/description/name@pol", f"{foreign.id},Moje", "999999999999,Nic")
    taken = bring_in(studio, data)
    assert counts(taken) == (0, 0, 0, 2)
    assert foreign.name != "Moje"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"a;b\r\n1;2", b"\x00" * 100])
def test_what_is_no_catalogue_is_refused_at_once_and_leaves_nothing(studio, shop, data):
    with pytest.raises(catalogue_imports.FileWrong):
        catalogue_imports.receive(studio, "x.csv", io.BytesIO(data))
    assert list(storage().list("studios")) == []
    assert not db.session.scalars(CatalogueImport.of_studio(studio.id)).all()


def test_an_unknown_price_list_is_named(studio, shop):
    data = csv("/@id,/sizes/size/price@gross[Inny]", "1,2")
    with pytest.raises(catalogue_imports.FileWrong, match="Inny"):
        catalogue_imports.receive(studio, "x.csv", io.BytesIO(data))
