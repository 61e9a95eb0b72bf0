"""Files of products: written for the studio, taken in, and confirmed once they were looked through.

Reading and writing them is a worker's: services/catalogue_reading.py.
"""

import secrets
from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from formats import catalogue_csv
from media.incoming import Incoming, Readable, TooLarge
from models.catalogue_import import CatalogueImport, RefusedRow
from models.price_list import PriceList
from models.product import Product
from models.product_part import ProductPart
from models.studio import Studio
from models.types import utc_now
from services.catalogue_rows import rows_of
from services.files import storage
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction

READ = "catalogue.read"
LIMIT_MB = 200
CHUNK = 200


class FileWrong(Refused):
    """It is no catalogue, or speaks of shops that are not there."""

    status = 422


class ConfirmedBefore(Refused):
    """It is being written already, or was not looked through."""


def write_all(studio: Studio) -> Iterator[bytes]:
    """The whole catalogue as CSV, a few hundred products in memory at a time."""
    shops = {list_id: name for name, list_id in shops_of(studio.id).items()}
    studio_id, locale, names = studio.id, studio.locale, list(shops.values())
    yield catalogue_csv.head(names)
    last = 0
    while products := _after(studio_id, last):
        said = [row for product in products for row in rows_of(product, locale, shops)]
        yield catalogue_csv.rows(said, names)
        last = products[-1].id


def receive(studio: Studio, filename: str, stream: Readable) -> CatalogueImport:
    """Keep the file and have it looked through; nothing is written yet. Raises FileWrong."""
    incoming = Incoming(storage(), f"catalogue-{secrets.token_hex(16)}")
    try:
        incoming.append(stream, 0, LIMIT_MB * 1_000_000)
        received = incoming.finish()
        with received.path.open("rb") as file:
            columns = _columns(studio, catalogue_csv.columns_of(file))
    except (catalogue_csv.NotACatalogue, TooLarge, FileWrong) as error:
        incoming.discard()
        raise _refusal(error) from error
    key = f"studios/{studio.id}/imports/{secrets.token_hex(16)}.csv"
    storage().adopt(key, received.path)
    made = CatalogueImport(studio_id=studio.id, key=key, filename=filename, columns=columns)
    with transaction():
        db.session.add(made)
        db.session.flush()
        promise(READ, made.id, studio.id, dedupe="check")
    return made


def confirm(taken: CatalogueImport) -> None:
    """Have it written. Raises ConfirmedBefore."""
    first = update(CatalogueImport).where(
        CatalogueImport.id == taken.id,
        CatalogueImport.checked_at.is_not(None),
        CatalogueImport.confirmed_at.is_(None),
    )
    begun = {"confirmed_at": utc_now(), "read_to": 1, "made_count": 0, "changed_count": 0}
    with transaction():
        if changed_rows(first.values(**begun, same_count=0, refused_count=0)) != 1:
            raise ConfirmedBefore(lazy_gettext("This file is being written already."))
        for refused in db.session.scalars(RefusedRow.of_import(taken.id)):
            db.session.delete(refused)
        promise(READ, taken.id, taken.studio_id, dedupe="write")


def refused_file(taken: CatalogueImport) -> Iterator[bytes]:
    """The refused rows as they stood in the file, with the reason, to be mended and sent again."""
    heading = lazy_gettext("Reason")
    yield catalogue_csv.BOM + catalogue_csv.refused_rows([(taken.columns, str(heading))])
    width = len(taken.columns)
    for row in db.session.scalars(
        RefusedRow.of_import(taken.id).execution_options(yield_per=CHUNK)
    ):
        cells = [*row.cells, *[""] * (width - len(row.cells))][:width]
        yield catalogue_csv.refused_rows([(cells, row.sentence)])


def shops_of(studio_id: int) -> dict[str, int]:
    """The ids of the studio's shops by their names."""
    own = PriceList.of_studio(studio_id).with_only_columns(PriceList.name, PriceList.id)
    return {name: list_id for name, list_id in db.session.execute(own)}


def _after(studio_id: int, last: int) -> Sequence[Product]:
    parts = selectinload(Product.parts)
    named = (parts.joinedload(ProductPart.part), parts.joinedload(ProductPart.size))
    page = select(Product).where(
        Product.studio_id == studio_id, Product.removed_at.is_(None), Product.id > last
    )
    whole = page.options(*Product.whole(), *named, joinedload(Product.category))
    return db.session.scalars(whole.order_by(Product.id).limit(CHUNK)).all()


def _columns(studio: Studio, columns: list[str]) -> list[str]:
    fields = [field for column in columns if (field := catalogue_csv.field_of(column))]
    twice = next((one for one in fields if fields.count(one) > 1), None)
    if twice:
        raise FileWrong(
            lazy_gettext("This column is twice in the file: %(name)s.", name=_column(twice))
        )
    known = {catalogue_csv.price_field(shop) for shop in shops_of(studio.id)}
    for field in fields:
        if field.startswith("price:") and field not in known:
            shop = field.removeprefix("price:")
            raise FileWrong(lazy_gettext("You have no price list called %(name)s.", name=shop))
    return columns


def _column(field: str) -> str:
    return catalogue_csv.column_of(field)


def _refusal(error: Exception) -> FileWrong:
    if isinstance(error, FileWrong):
        return error
    if isinstance(error, TooLarge):
        return FileWrong(lazy_gettext("The file is larger than %(limit)s MB.", limit=LIMIT_MB))
    return FileWrong(
        lazy_gettext(
            "This is no catalogue: its first row has to name the columns, as in the file that "
            "Kadr writes."
        )
    )
