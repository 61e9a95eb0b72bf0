"""How many pieces of a size there are. It is no part of the catalogue's version: partners read it
from the light file, which is written by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from extensions import db
from models.product_size import ProductSize
from services.catalogue_refusals import StockMoved
from services.transaction import changed_rows, transaction


@dataclass(frozen=True)
class StockChange:
    """What somebody saw and what they typed; None: as many as one likes."""

    size_id: int
    was: int | None
    now: int | None


def change_stock(studio_id: int, wanted: Sequence[StockChange]) -> int:
    """Write down all of it or nothing; returns how many sizes changed.

    Raises StockMoved when pieces of one of them were sold, or the size was taken away, meanwhile.
    """
    changes = sorted((one for one in wanted if one.was != one.now), key=lambda one: one.size_id)
    with transaction():
        moved = [one.size_id for one in changes if not _is_written(studio_id, one)]
        if moved:
            raise StockMoved(
                lazy_gettext("The stock has changed meanwhile. Look at it and save again."),
                _now(studio_id, moved),
            )
    return len(changes)


def _is_written(studio_id: int, change: StockChange) -> bool:
    seen = (
        ProductSize.id == change.size_id,
        ProductSize.studio_id == studio_id,
        ProductSize.stock_count.is_not_distinct_from(change.was),
    )
    return changed_rows(update(ProductSize).where(*seen).values(stock_count=change.now)) == 1


def _now(studio_id: int, ids: Sequence[int]) -> dict[int, int | None]:
    own = (ProductSize.studio_id == studio_id, ProductSize.id.in_(ids))
    rows = db.session.execute(select(ProductSize.id, ProductSize.stock_count).where(*own))
    return {size_id: count for size_id, count in rows}
