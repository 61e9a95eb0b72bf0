"""Which ordered photos have come back finished, for many sessions at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Row, Select, select, union

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from models.order import Order
from models.order_line import OrderLine, OrderLinePhoto
from models.photo import Folder, Photo


def checks_of(ids: Sequence[int], own: str) -> dict[int, tuple[int, int]]:
    """(finished, ordered) by gallery id, of the standing orders; two queries.

    Names are compared as `return_check.of` does, each stem once; `own` is the studio's suffix.
    """
    ordered = _stems(db.session.execute(_ordered(ids)))
    finished: dict[int, list[str]] = defaultdict(list)
    for gallery_id, filename in db.session.execute(_finished(ids)):
        finished[gallery_id].append(filename)
    return {
        gallery_id: (_here(finished[gallery_id], stems, own), len(stems))
        for gallery_id, stems in ordered.items()
    }


def _here(filenames: Iterable[str], stems: set[str], own: str) -> int:
    return len({matching_stem(name, stems, own) for name in filenames} - {None})


def _stems(rows: Iterable[Row[int, str]]) -> dict[int, set[str]]:
    stems: dict[int, set[str]] = defaultdict(set)
    for gallery_id, filename in rows:
        stems[gallery_id].add(matching_key(stem(filename)))
    return stems


def _ordered(ids: Sequence[int]) -> Select:
    standing = (Order.gallery_id.in_(ids), Order.cancelled_at.is_(None))
    alone = select(Order.gallery_id, OrderLine.filename).join(Order.lines)
    inside = select(Order.gallery_id, OrderLinePhoto.filename).join(Order.lines)
    return select(
        union(
            alone.where(*standing, OrderLine.filename != ""),
            inside.join(OrderLine.photos).where(*standing),
        ).subquery()
    )


def _finished(ids: Sequence[int]) -> Select:
    return select(Photo.gallery_id, Photo.filename).where(
        Photo.gallery_id.in_(ids), Photo.folder == Folder.FULL
    )
