"""What the demo studio offers to partners: prints, an album, a canvas, a frame, a file, a set."""

from extensions import db
from models.price_list import PriceList
from models.product import Product, ProductKind
from models.studio import Studio
from services import catalogue
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms, TextTerms

LAB, PIECE, PAPER, MADE_BY = "Laboratorium Ilford", "szt.", "Papier", "Pracownia Światłoczuła"
# Format, grams, what the laboratory takes, what partners pay.
_FORMATS = (("10×15", 4, 90, 300), ("15×23", 9, 180, 600), ("20×30", 16, 520, 1800))
_PAPERS = (("mat", "matte", "Matowe", "MAT"), ("błysk", "gloss", "Błyszczące", "BLY"))


def offer(studio: Studio, prices: PriceList) -> None:
    """Fill the catalogue, sold in this list; what a run that broke off has made stays."""
    matte, _gloss = [_print(studio, prices, *paper) for paper in _PAPERS]
    album = _product(studio, _album(prices))
    _product(studio, _canvas(prices))
    _product(studio, _file(prices))
    _product(studio, _frame(prices))
    parts = [PartTerms(album.id), PartTerms(matte.id, 10, matte.sizes[1].id)]
    _product(studio, _set(prices, parts))


def _product(studio: Studio, terms: ProductTerms) -> Product:
    known = db.session.scalar(Product.of_studio(studio.id).where(Product.code == terms.code))
    return known or catalogue.create_product(studio, terms)


def _print(studio: Studio, prices: PriceList, paper: str, word: str, shelf: str, code: str):
    sizes = [
        SizeTerms(name, weight_g=grams, purchase_cents=cost, prices={prices.id: cents})
        for name, grams, cost, cents in _FORMATS
    ]
    terms = ProductTerms(
        f"Odbitka, {paper}",
        code=f"ODB-{code}",
        takes_picture=True,
        summary="Odbitka na papierze fotograficznym 250 g, z marginesem albo bez.",
        category=f"Odbitki/{shelf}",
        producer=LAB,
        unit=PIECE,
        supplier="Laboratorium, umowa 7/2026",
        texts={"en": TextTerms(f"Print, {word}", "A print on photographic paper, 250 g.")},
        values=[(PAPER, paper), ("Gramatura", "250 g")],
        sizes=sizes,
    )
    return _product(studio, terms)


def _album(prices: PriceList) -> ProductTerms:
    return ProductTerms(
        "Album 20×20, len",
        code="ALB-20",
        summary="20 rozkładówek, okładka z lnu, pudełko.",
        description=(
            "Szyty ręcznie album na zdjęcia 15×23. Karty z kartonu bezkwasowego, "
            "przekładki z pergaminu."
        ),
        category="Albumy",
        producer=MADE_BY,
        unit=PIECE,
        note="Introligator potrzebuje 12 dni.",
        texts={"en": TextTerms("Linen album 20×20", "20 spreads, linen cover, in a box.")},
        values=[("Okładka", "len")],
        sizes=[
            SizeTerms("", "ALB-20-1", "5901234123457", "", 1450, 12, 21_000, {prices.id: 45_000})
        ],
    )


def _canvas(prices: PriceList) -> ProductTerms:
    return ProductTerms(
        "Płótno na krośnie",
        code="PLO",
        takes_picture=True,
        summary="Wydruk pigmentowy na płótnie bawełnianym.",
        category="Na ścianę",
        producer=LAB,
        unit=PIECE,
        texts={"en": TextTerms("Canvas on a stretcher", "A pigment print on cotton canvas.")},
        sizes=[
            SizeTerms("40×60", weight_g=1200, purchase_cents=7400, prices={prices.id: 18_000}),
            SizeTerms("60×90", weight_g=2300, purchase_cents=12_800, prices={prices.id: 29_000}),
        ],
    )


def _file(prices: PriceList) -> ProductTerms:
    return ProductTerms(
        "Plik do druku",
        kind=ProductKind.VIRTUAL,
        code="PLIK",
        takes_picture=True,
        summary="Pełna rozdzielczość, po retuszu.",
        category="Pliki",
        texts={"en": TextTerms("Print file", "Full resolution, retouched.")},
        sizes=[SizeTerms(prices={prices.id: 2500})],
    )


def _frame(prices: PriceList) -> ProductTerms:
    return ProductTerms(
        "Ramka dębowa",
        code="RAM",
        summary="Lita dębina, szkło muzealne.",
        category="Na ścianę/Ramki",
        producer=MADE_BY,
        unit=PIECE,
        supplier="Stolarnia Zawoja",
        texts={"en": TextTerms("Oak frame", "Solid oak, museum glass.")},
        sizes=[
            SizeTerms("15×23", "", "", "", 640, 8, 4100, {prices.id: 8900}),
            SizeTerms("20×30", "", "", "", 880, 0, 5600, {prices.id: 11_900}),
        ],
    )


def _set(prices: PriceList, parts: list[PartTerms]) -> ProductTerms:
    return ProductTerms(
        "Zestaw ślubny: album i 10 odbitek",
        kind=ProductKind.BUNDLE,
        code="ZES-SLUB",
        summary="Album lniany z dziesięcioma odbitkami 15×23 na macie.",
        category="Zestawy",
        texts={"en": TextTerms("Wedding set: album and 10 prints", "")},
        sizes=[SizeTerms(weight_g=1540, prices={prices.id: 49_000})],
        parts=parts,
    )
