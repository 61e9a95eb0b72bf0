"""The package of a price list as a set: its photos as files, and the prints in it (I-14)."""

from flask_babel import gettext

from models.price_list import PriceList
from models.product import Product
from services.catalogue_terms import PartTerms
from services.listed_products import key_of


def name_of(prices: PriceList) -> str:
    return gettext("Package: %(name)s", name=prices.name)


def parts_of(prices: PriceList, made: dict[tuple, Product]) -> tuple[str, list[PartTerms]]:
    """(why it cannot be a set, nothing) or ("", its parts). `made` are the products of the list,
    by the key that they have on it."""
    if not prices.package_cents:
        return gettext(
            "Package (%(list)s): it has no price, it is paid already.", list=prices.name
        ), []
    parts = [*_files(prices, made), *_prints(prices, made)]
    wanted = bool(prices.package_photo_count) + sum(
        1 for item in prices.prints if item.included_count
    )
    if not parts or len(parts) < wanted:
        return gettext("Package (%(list)s): not all that is in it is sold.", list=prices.name), []
    return "", parts


def _files(prices: PriceList, made: dict[tuple, Product]) -> list[PartTerms]:
    """The photos of a package are its first digital file, as often."""
    files = [made[key_of(item)] for item in prices.files if key_of(item) in made]
    if not files or not prices.package_photo_count:
        return []
    return [PartTerms(files[0].id, prices.package_photo_count)]


def _prints(prices: PriceList, made: dict[tuple, Product]) -> list[PartTerms]:
    parts = []
    for item in prices.prints:
        product = made.get(key_of(item))
        sizes = {size.name: size.id for size in product.sizes} if product else {}
        if product and item.included_count and item.name in sizes:
            parts.append(PartTerms(product.id, item.included_count, sizes[item.name]))
    return parts
