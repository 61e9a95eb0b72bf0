"""Products for partners made of what the studio's price lists say, in one press (D24)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flask_babel import force_locale, gettext
from sqlalchemy import select

from extensions import db
from models.folding import folded
from models.price_list import PriceList
from models.product import Product, ProductKind
from models.studio import Studio
from services import catalogue, offer_versions, package_sets
from services.catalogue_rows import terms_of
from services.catalogue_terms import ProductTerms, SizeTerms
from services.listed_products import Listed, listed_in
from services.transaction import transaction

CODE_LIMIT = 40


@dataclass
class Taken:
    """How many products are new, how many prices were added to others, and sentences about what
    was left out."""

    made_count: int = 0
    priced_count: int = 0
    left_out: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.made_count or self.priced_count)

    def code_for(self, name: str) -> str:
        """ "ODBITKA-MAT"; "" where another name has taken it in this press."""
        code = re.sub(r"[^a-z0-9]+", "-", folded(name))[:CODE_LIMIT].strip("-").upper()
        return code if self._names.setdefault(code, folded(name)) == folded(name) else ""


def take_over(studio: Studio) -> Taken:
    """Add what is on the studio's own price lists and not in the catalogue yet; what is there
    keeps everything it has, so a second press changes nothing."""
    taken = Taken()
    with transaction(), force_locale(studio.locale):
        offer_versions.hold(studio.id)
        lists = PriceList.of_studio(studio.id).options(*PriceList.whole())
        for prices in db.session.scalars(lists).all():
            made = {one.key: _take(studio.id, prices, one, taken) for one in _worth(prices, taken)}
            _take_package(prices, made, taken)
    return taken


def _worth(prices: PriceList, taken: Taken) -> Iterator[Listed]:
    """What has a price. The rest is part of a package, and no present for partners."""
    for one in listed_in(prices):
        for size in [name for name, cents in one.sizes.items() if not cents]:
            del one.sizes[size]
            what = ", ".join(filter(None, (one.name, size)))
            taken.left_out.append(
                gettext("%(what)s (%(list)s): it costs nothing.", what=what, list=prices.name)
            )
        if one.sizes:
            yield one


def _take(studio_id: int, prices: PriceList, one: Listed, taken: Taken) -> Product:
    code = taken.code_for(one.name)
    known = _known(studio_id, one, code)
    if known is None:
        taken.made_count += 1
        sizes = [SizeTerms(name, prices={prices.id: cents}) for name, cents in one.sizes.items()]
        free = "" if code and _has_code(studio_id, code) else code
        return catalogue.add_product(studio_id, one.terms(free, sizes))
    _add_prices(known, prices, one, taken)
    return known


def _known(studio_id: int, one: Listed, code: str) -> Product | None:
    """Made by an earlier press, or by hand under the same name."""
    alike = Product.of_studio(studio_id).where(Product.kind == one.kind)
    by_code = alike.where(Product.code == code)
    if code and (found := db.session.scalar(by_code.limit(1))):
        return found
    return db.session.scalar(alike.where(Product.name == one.name).limit(1))


def _has_code(studio_id: int, code: str) -> bool:
    return db.session.scalar(Product.of_studio(studio_id).where(Product.code == code)) is not None


def _add_prices(product: Product, prices: PriceList, one: Listed, taken: Taken) -> None:
    known = {size.name: size for size in product.sizes}
    missing = {
        name: cents
        for name, cents in one.sizes.items()
        if name not in known or known[name].cents_in(prices.id) is None
    }
    if not missing or ("" in known) != ("" in one.sizes):
        return
    now = terms_of(product)
    kept = [_with_price(size, prices, missing.get(size.name)) for size in now.sizes]
    new = [
        SizeTerms(name, prices={prices.id: cents})
        for name, cents in missing.items()
        if name not in known
    ]
    catalogue.write_product(product, replace(now, sizes=[*kept, *new]))
    taken.priced_count += len(missing)


def _with_price(size: SizeTerms, prices: PriceList, cents: int | None) -> SizeTerms:
    added = {} if cents is None else {prices.id: cents}
    return replace(size, keeps_stock=True, prices=added)


def _take_package(prices: PriceList, made: dict[tuple, Product], taken: Taken) -> None:
    if not prices.has_package:
        return
    reason, parts = package_sets.parts_of(prices, made)
    if reason:
        taken.left_out.append(reason)
        return
    name = package_sets.name_of(prices)
    code = taken.code_for(name)
    same = select(Product.id).where(
        Product.studio_id == prices.studio_id,
        Product.removed_at.is_(None),
        Product.kind == ProductKind.BUNDLE,
        (Product.code == code) | (Product.name == name),
    )
    if db.session.scalar(same.limit(1)):
        return
    free = "" if _has_code(prices.studio_id, code) else code
    terms = ProductTerms(
        name,
        kind=ProductKind.BUNDLE,
        code=free,
        vat_rate=prices.vat_rate,
        category=gettext("Sets"),
        sizes=[SizeTerms(prices={prices.id: prices.package_cents})],
        parts=parts,
    )
    catalogue.add_product(prices.studio_id, terms)
    taken.made_count += 1
