"""An offer as the writers are given it: a print, an album, a file, a set and a collection."""

from datetime import datetime

from formats.offer_values import (
    ONE_SIZE,
    UNLIMITED,
    FileHead,
    Named,
    OfferedParameter,
    OfferedPart,
    OfferedPicture,
    OfferedProduct,
    OfferedSize,
    OfferedValue,
    Words,
)

HEAD = FileHead(datetime(2026, 11, 22, 6), datetime(2026, 11, 29, 6), "pl", "PLN")
FINISH, PAPER = Named(901, "Wykończenie"), Named(902, "Papier")
MATTE, HEAVY, COTTON = Named(9011, "Mat"), Named(9021, "250 g"), Named(9022, "Bawełna")
STUDIO, PIECE = Named(1, "Studio Jasne & Syn"), Named(1, "szt.")
MATTE_PRINTS, ALBUMS = Named(11, "Odbitki/Matowe"), Named(12, "Albumy")

PICTURE = OfferedPicture(
    url="https://kadr.example/offer/pictures/abc.jpg?v=1&w=2",
    md5="0cc175b9c0f1b6a831c399e269772661",
    width=1600,
    height=1067,
    icon_url="https://kadr.example/offer/pictures/abc-icon.jpg",
    icon_md5="92eb5ffee6ae2fec3ad71c777531578f",
    icon_width=240,
    icon_height=160,
    changed=datetime(2026, 11, 1, 10),
)
PRINT = OfferedProduct(
    id=101,
    kind="regular",
    code="PRN-MAT",
    vat_rate="23",
    words=(
        Words("pl", "Odbitka matowa", "Na papierze <matowym>", "<p>250 g/m² &amp; mat ]]> 📷</p>"),
        Words("en", "Matte print"),
    ),
    sizes=(
        OfferedSize("31", "10×15", "101-31", 1000, 813, 40, "5901234123457", "PRN-MAT-1015", 12),
        OfferedSize("32", "20×30", "101-32", 3000, 2439, 0, weight_g=48),
    ),
    category=MATTE_PRINTS,
    producer=STUDIO,
    unit=PIECE,
    pictures=(PICTURE,),
    values=(
        OfferedValue(FINISH, MATTE),
        OfferedValue(PAPER, HEAVY),
        OfferedValue(PAPER, COTTON),
    ),
)


def one_size(code: str, gross: int, net: int, quantity: int) -> OfferedSize:
    return OfferedSize(ONE_SIZE, "", code, gross, net, quantity)


ALBUM = OfferedProduct(
    102, "regular", "ALB", "23", (Words("pl", "Album 30×30"),),
    (one_size("102-1", 30000, 24390, 7),), ALBUMS,
)  # fmt: skip
DIGITAL = OfferedProduct(
    103, "virtual", "", "zw", (Words("pl", "Plik w pełnej rozdzielczości"),),
    (one_size("103-1", 5000, 5000, UNLIMITED),),
)  # fmt: skip
BUNDLE = OfferedProduct(
    104, "bundle", "SET", "23", (Words("pl", "=Album i dziesięć odbitek"),),
    (one_size("104-1", 37000, 30081, 0),),
    parts=(
        OfferedPart(102, "regular", 1, ONE_SIZE, "102-1"),
        OfferedPart(101, "regular", 10, "31", "101-31"),
    ),
)  # fmt: skip
COLLECTION = OfferedProduct(
    105, "collection", "COL", "23", (Words("pl", "Kolekcja ślubna"),),
    (one_size("105-1", 35000, 28455, 0),),
    parts=(OfferedPart(102, "regular", 1, ONE_SIZE, "102-1"), OfferedPart(101, "regular", 2)),
)  # fmt: skip
OFFER = (PRINT, ALBUM, DIGITAL, BUNDLE, COLLECTION)
REMOVED_ID = 99

CATEGORIES = (Named(12, "Albumy"), MATTE_PRINTS, Named(10, "Odbitki"))
SIZES = (Named(31, "10×15"), Named(32, "20×30"))
PARAMETERS = (OfferedParameter(FINISH, (MATTE,)), OfferedParameter(PAPER, (HEAVY, COTTON)))


def full_of(writer, products=OFFER, removed=(REMOVED_ID,), head=HEAD) -> bytes:
    pieces = [*map(writer.product, products), *map(writer.removed, removed)]
    return writer.head(head) + b"".join(pieces) + writer.tail()


def light_of(writer, products=OFFER, head=HEAD) -> bytes:
    pieces = map(writer.light_product, products)
    return writer.light_head(head) + b"".join(pieces) + writer.light_tail()
