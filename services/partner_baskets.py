"""What the lines of a partner mean: sizes of products that are offered, at the partner's price."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from extensions import db
from models.offer_price import OfferPrice, Price
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.product import Product
from models.product_part import ProductPart
from models.product_size import ProductSize
from services.partner_terms import Fault, NotOffered, TermsWrong, Wanted

COLUMNS = {
    "internal": ProductSize.code,
    "producer": ProductSize.ean,
    "external": ProductSize.external_code,
}


@dataclass(frozen=True)
class Part:
    """One thing a set consists of, and the sizes of it that the shop sells."""

    part: ProductPart
    sizes: Sequence[ProductSize]

    @property
    def is_free(self) -> bool:
        """The buyer says the size."""
        return self.part.size_id is None

    @property
    def is_sold(self) -> bool:
        return self.part.part.is_offered and bool(self.sizes)

    def chosen(self, codes: Collection[str]) -> list[ProductSize]:
        """The only one, or those the buyer named."""
        if len(self.sizes) == 1:
            return list(self.sizes)
        return [size for size in self.sizes if size.code in codes]


@dataclass(frozen=True)
class Found:
    wanted: Wanted
    size: ProductSize
    price: Price
    parts: Sequence[Part]

    @property
    def product(self) -> Product:
        return self.size.product

    @property
    def takes_picture(self) -> bool:
        of_parts = any(one.part.part.takes_picture for one in self.parts)
        return self.product.takes_picture or of_parts

    @property
    def is_clear(self) -> bool:
        """Every part that comes in several sizes was chosen once, and nothing else was."""
        free = [one for one in self.parts if one.is_free]
        codes = {size.code for one in free for size in one.sizes}
        named = set(self.wanted.parts)
        return named <= codes and all(len(one.chosen(named)) == 1 for one in free)

    @property
    def needs(self) -> list[tuple[ProductSize, int]]:
        """How many pieces of which sizes one piece takes out of the stock: its own, and those of
        its parts; where the buyer has not chosen yet, of the first."""
        named = set(self.wanted.parts)
        of_parts = [([*one.chosen(named), *one.sizes][0], one.part.quantity) for one in self.parts]
        return [(self.size, 1), *of_parts]

    @property
    def available(self) -> int | None:
        """How many pieces could be had now; None: as many as one likes."""
        left = [
            size.stock_count // count for size, count in self.needs if size.stock_count is not None
        ]
        return min(left) if left else None


def shop_of(partner: Partner, code: str) -> PartnerShop:
    """The one of that code; without a code the only one. Raises NotOffered, TermsWrong."""
    if not code and len(partner.shops) > 1:
        raise TermsWrong(Fault("shop_missing", "shop", _("Say which of your shops it is.")))
    for shop in partner.shops:
        if code in ("", shop.code):
            return shop
    raise NotOffered(Fault("shop_not_yours", "shop", _("You have no shop of this code.")))


def look_up(partner: Partner, shop: PartnerShop, lines: Sequence[Wanted]) -> list[Found | None]:
    """One for each line, in a fixed number of statements; None for what the shop does not sell."""
    found: dict[tuple[str, str], ProductSize] = {}
    for size in db.session.scalars(_sizes(shop, lines)).unique():
        for kind, column in COLUMNS.items():
            found.setdefault((kind, getattr(size, column.key)), size)
    return [_found(partner, shop, one, found.get((one.code_type, one.code))) for one in lines]


def basket(partner: Partner, shop: PartnerShop, lines: Sequence[Wanted]) -> list[Found]:
    """The same for an order. Raises NotOffered, and TermsWrong for parts that do not fit."""
    known = look_up(partner, shop, lines)
    if missing := [place for place, one in enumerate(known) if one is None]:
        raise NotOffered(*map(_not_offered, missing))
    found = [one for one in known if one is not None]
    if unclear := [place for place, one in enumerate(found) if not one.is_clear]:
        raise TermsWrong(*map(_parts_unclear, unclear))
    return found


def gross_cents(found: Iterable[Found]) -> int:
    """What the goods are worth to the partner."""
    return sum(one.price.gross_cents * one.wanted.quantity for one in found)


def sizes_after(shop: PartnerShop, size_id: int) -> Select[ProductSize]:
    """All that the shop sells, from the one that follows that id on."""
    return _sold(shop).where(ProductSize.id > size_id)


def _sizes(shop: PartnerShop, lines: Iterable[Wanted]) -> Select[ProductSize]:
    codes: dict[str, set[str]] = {}
    for one in lines:
        codes.setdefault(one.code_type, set()).add(one.code)
    return _sold(shop).where(or_(*(COLUMNS[kind].in_(known) for kind, known in codes.items())))


def _sold(shop: PartnerShop) -> Select[ProductSize]:
    sold = and_(
        OfferPrice.size_id == ProductSize.id, OfferPrice.price_list_id == shop.price_list_id
    )
    parts = selectinload(Product.parts)
    return (
        select(ProductSize)
        .join(ProductSize.product)
        .join(OfferPrice, sold)
        .where(
            ProductSize.studio_id == shop.partner.studio_id,
            Product.removed_at.is_(None),
            Product.is_hidden.is_(False),
        )
        .order_by(ProductSize.id)
        .options(
            contains_eager(ProductSize.product).options(
                parts.joinedload(ProductPart.part)
                .selectinload(Product.sizes)
                .selectinload(ProductSize.prices),
                parts.joinedload(ProductPart.size).selectinload(ProductSize.prices),
            ),
            joinedload(ProductSize.size_name),
            selectinload(ProductSize.prices),
        )
    )


def _found(
    partner: Partner, shop: PartnerShop, wanted: Wanted, size: ProductSize | None
) -> Found | None:
    price = partner.price_of(size, shop.price_list_id) if size and wanted.code else None
    if size is None or price is None:
        return None
    parts = [_part(one, shop.price_list_id) for one in size.product.parts]
    return Found(wanted, size, price, parts) if all(one.is_sold for one in parts) else None


def _part(part: ProductPart, price_list_id: int) -> Part:
    sizes = part.part.sizes if part.size is None else [part.size]
    return Part(part, [size for size in sizes if size.cents_in(price_list_id) is not None])


def _parts_unclear(place: int) -> Fault:
    message = _("Say which sizes of its parts are wanted, one of each.")
    return Fault("parts_unclear", f"lines[{place}].parts", message)


def _not_offered(place: int) -> Fault:
    message = _("No product of this code is offered in this shop.")
    return Fault("not_offered", f"lines[{place}].code", message)
