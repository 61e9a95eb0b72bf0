"""The finished pieces of an edition: written again for products that have changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, delete, insert, or_, select, update

from extensions import db
from models.edition import Edition, EditionProduct
from models.light_piece import LightPiece
from models.offer_price import OfferPrice
from models.offer_settings import OfferSettings
from models.product import SETS, Product
from models.product_part import ProductPart
from models.product_size import ProductSize
from models.types import utc_now
from services import crash_points, feed_stock, offer_pieces, offer_reading
from services.feed_lease import FeedLease
from services.offer_terms import OfferTerms
from services.transaction import transaction

BATCH = 200
# Sets of sets: each round takes one level.
DEEPEST = 8
TO_BE_WRITTEN = -1
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class News:
    """How far the pieces are: see `Edition`. `is_any`: further than what was shown."""

    version: int
    stock_mark: str
    is_any: bool


def refresh(terms: OfferTerms, lease: FeedLease, deadline: datetime) -> News | None:
    """Bring every piece up to date; None when there was no time for all.

    Goes on where it was left: what is written knows the version it is of. Sets come after what they
    consist of. Raises BrokenProduct and LeaseLost.
    """
    version, mark = version_of(terms.studio_id), feed_stock.mark_of(terms.studio_id)
    edition = db.session.get_one(Edition, terms.edition_id)
    is_moved, known = mark != edition.stock_mark, edition.version
    single = _due(terms, known, sets=False, is_moved=is_moved)
    _begin(lease, len(single))
    if not _write_all(terms, lease, single, deadline):
        return None
    before: list[int] = []
    for depth in range(DEEPEST):
        sets = _due(terms, known, sets=True, is_moved=is_moved and depth == 0)
        if sets == before:
            break
        if not _write_all(terms, lease, sets, deadline):
            return None
        before = sets
    return News(version, mark, is_moved or version != known)


def version_of(studio_id: int) -> int:
    wanted = select(OfferSettings.version).where(OfferSettings.studio_id == studio_id)
    return db.session.scalar(wanted) or 0


def referring(edition_id: int) -> Select:
    """The ids of products whose content stands in a file that is shown: of what is in the offer
    now, and of what has left it since the full file was put together."""
    own = EditionProduct.edition_id == edition_id
    full_at = select(Edition.full_at).where(Edition.id == edition_id).scalar_subquery()
    stands = or_(EditionProduct.removed_at.is_(None), EditionProduct.removed_at >= full_at)
    return select(EditionProduct.product_id).where(own, stands)


def _begin(lease: FeedLease, total: int) -> None:
    with transaction():
        lease.renew(total_count=total, written_count=0)


def _due(terms: OfferTerms, known: int, *, sets: bool, is_moved: bool) -> list[int]:
    """Ids of what has changed since the version that is `known`, or is another stock.

    A set that is not in the offer is looked at each time: what it lacks may have come.
    """
    own = and_(
        EditionProduct.edition_id == terms.edition_id, EditionProduct.product_id == Product.id
    )
    is_told = EditionProduct.product_id.is_not(None)
    is_newer = and_(
        Product.version > known,
        or_(~is_told, EditionProduct.version != Product.version),
    )
    changed = [is_newer, EditionProduct.version == TO_BE_WRITTEN, *([~is_told] if sets else [])]
    wanted = (
        select(Product.id)
        .outerjoin(EditionProduct, own)
        .where(Product.studio_id == terms.studio_id, Product.kind.in_(SETS) == sets)
        .where(or_(*changed), or_(is_told, _may_be_offered(terms)))
    )
    found = set(db.session.scalars(wanted))
    if is_moved:
        found |= set(feed_stock.changed_ids(terms, sets=sets))
    return sorted(found)


def _may_be_offered(terms: OfferTerms):
    """What is sold is looked up once, not for each product."""
    sold = (
        select(ProductSize.product_id)
        .join(OfferPrice, OfferPrice.size_id == ProductSize.id)
        .where(OfferPrice.price_list_id == terms.price_list_id)
    )
    if terms.only_in_stock:
        sold = sold.where(or_(ProductSize.stock_count.is_(None), ProductSize.stock_count > 0))
    is_seen = and_(Product.is_hidden.is_(False), Product.removed_at.is_(None))
    return and_(is_seen, Product.id.in_(sold))


def _write_all(terms: OfferTerms, lease: FeedLease, ids: Sequence[int], deadline: datetime) -> bool:
    """One batch at least: whoever comes with little time left gets on all the same."""
    for start in range(0, len(ids), BATCH):
        _write(terms, lease, ids[start : start + BATCH])
        crash_points.here("feed:after_batch")
        if start + BATCH < len(ids) and utc_now() > deadline:
            return False
    return True


def _write(terms: OfferTerms, lease: FeedLease, ids: Sequence[int]) -> None:
    known = _known(terms.edition_id, ids)
    moment = _moment(terms.edition_id)
    pieces = [
        offer_pieces.piece(terms, product, offered, known.get(product.id), moment)
        for product, offered in offer_reading.read(terms, ids)
    ]
    told = [piece for piece in pieces if piece.body or piece.known]
    db.session.rollback()
    with transaction():
        lease.renew(written_count=Edition.written_count + len(ids))
        light = delete(LightPiece).where(LightPiece.edition_id == terms.edition_id)
        db.session.execute(light.where(LightPiece.product_id.in_(ids)))
        if fresh := [piece.row for piece in told if not piece.known]:
            db.session.execute(insert(EditionProduct), fresh)
        if changed := [piece.row for piece in told if piece.known]:
            db.session.execute(update(EditionProduct), changed)
        _touch_sets(terms.edition_id, [piece.row["product_id"] for piece in told if piece.is_moved])


def _known(edition_id: int, ids: Sequence[int]) -> dict[int, EditionProduct]:
    wanted = select(EditionProduct).where(
        EditionProduct.edition_id == edition_id, EditionProduct.product_id.in_(ids)
    )
    return {row.product_id: row for row in db.session.scalars(wanted)}


def _moment(edition_id: int) -> datetime:
    """Now, but later than what the last slice has told: also when the clock was put back."""
    sliced_at = db.session.get_one(Edition, edition_id).sliced_at
    return max(utc_now(), sliced_at + TICK) if sliced_at else utc_now()


def _touch_sets(edition_id: int, part_ids: Sequence[int]) -> None:
    """Have sets looked at again whose parts offer other sizes now, or nothing; a step."""
    own = update(EditionProduct).where(EditionProduct.edition_id == edition_id)
    for some in _batches(part_ids):
        containing = select(ProductPart.product_id).where(ProductPart.part_id.in_(some))
        touched = own.where(EditionProduct.product_id.in_(containing))
        db.session.execute(touched.values(version=TO_BE_WRITTEN))


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
