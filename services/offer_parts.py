"""What a set consists of, as far as all of it is offered in the same edition."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db
from formats.offer_values import ONE_SIZE, OfferedPart
from models.edition import EditionProduct
from models.product import Product
from models.product_part import ProductPart
from models.product_size import ProductSize
from services.offer_terms import OfferTerms


def stock_of(offered: str) -> dict[int, int]:
    """What an edition's product tells of its sizes: pieces by the size's id."""
    pairs = (one.split(":") for one in offered.split())
    return {int(size_id): int(quantity) for size_id, quantity in pairs}


def read(terms: OfferTerms, sets: Iterable[Product]) -> dict[int, list[OfferedPart]]:
    """The parts of each set; a set that lacks one has none."""
    parts = _parts([product.id for product in sets])
    offered = _offered(terms, {part.part_id for part in parts})
    sizes = _sizes(parts, offered)
    found: dict[int, list[OfferedPart]] = defaultdict(list)
    broken = set()
    for part in parts:
        if (own := _told(part, offered.get(part.part_id, {}), sizes)) is None:
            broken.add(part.product_id)
        else:
            found[part.product_id].append(own)
    return {set_id: found[set_id] for set_id in found if set_id not in broken}


def _parts(set_ids: Sequence[int]) -> Sequence[ProductPart]:
    if not set_ids:
        return ()
    wanted = select(ProductPart).where(ProductPart.product_id.in_(set_ids))
    wanted = wanted.options(joinedload(ProductPart.part))
    return db.session.scalars(wanted.order_by(ProductPart.position, ProductPart.id)).all()


def _offered(terms: OfferTerms, product_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    wanted = select(EditionProduct.product_id, EditionProduct.offered).where(
        EditionProduct.edition_id == terms.edition_id,
        EditionProduct.product_id.in_(product_ids),
        EditionProduct.removed_at.is_(None),
    )
    return {product_id: stock_of(offered) for product_id, offered in db.session.execute(wanted)}


def _sizes(
    parts: Iterable[ProductPart], offered: dict[int, dict[int, int]]
) -> dict[int, ProductSize]:
    """Those that are pinned, and the only ones of what comes in one."""
    only = {next(iter(sizes)) for sizes in offered.values() if len(sizes) == 1}
    pinned = {part.size_id for part in parts if part.size_id is not None}
    wanted = select(ProductSize).where(ProductSize.id.in_(only | pinned))
    wanted = wanted.options(joinedload(ProductSize.size_name))
    return {size.id: size for size in db.session.scalars(wanted)}


def _told(
    part: ProductPart, offered: dict[int, int], sizes: dict[int, ProductSize]
) -> OfferedPart | None:
    said = (part.part_id, part.part.kind, part.quantity)
    if not offered or (part.size_id is not None and part.size_id not in offered):
        return None
    pinned = part.size_id or (next(iter(offered)) if len(offered) == 1 else None)
    if pinned is None:
        return OfferedPart(*said)
    size = sizes[pinned]
    named = ONE_SIZE if size.size_name_id is None else str(size.size_name_id)
    return OfferedPart(*said, size_id=named, size_code=size.code)
