"""The studio's products for partners: made, changed, hidden and removed."""

from collections.abc import Collection
from dataclasses import replace

from flask_babel import lazy_gettext

from extensions import db
from models.price_list import PriceList
from models.product import Product
from models.studio import Studio
from models.types import utc_now
from services import catalogue_writing, offer_versions, set_rules
from services.catalogue_refusals import ProductGone
from services.catalogue_rows import terms_of
from services.catalogue_settling import settle
from services.catalogue_shelf import Shelf
from services.catalogue_terms import ProductTerms
from services.catalogue_writing import Plan
from services.meanwhile import refuse_changes, seen_as
from services.transaction import forget_files, transaction

NAME_LIMIT = 200


def default_shop(studio: Studio) -> PriceList:
    """The studio's first price list; one named after it is made where there is none. A step.

    So a studio that shares its offer has a shop without being asked for one.
    """
    own = PriceList.of_studio(studio.id).order_by(None).order_by(PriceList.id).limit(1)
    if found := db.session.scalar(own):
        return found
    made = PriceList(studio_id=studio.id, name=studio.name[:NAME_LIMIT])
    db.session.add(made)
    db.session.flush()
    return made


def create_product(studio: Studio, terms: ProductTerms) -> Product:
    """Raises a CatalogueRefused, which says what field is wrong."""
    with transaction():
        return add_product(studio.id, terms)


def change_product(product: Product, terms: ProductTerms, seen: str = "") -> None:
    """`seen` is what `seen_of` said when the page was made.

    Raises ProductGone, or another CatalogueRefused, which says what field is wrong; and
    ChangedMeanwhile.
    """
    with transaction():
        _hold(product)
        refuse_changes(seen, _shown(product))
        write_product(product, terms)


def seen_of(product: Product) -> str:
    """For the page on which it is changed."""
    return seen_as(_shown(product))


def hide_product(product: Product) -> None:
    """Partners no longer see it. Raises PartOfSets, ProductGone."""
    with transaction():
        _hold(product)
        set_rules.refuse_hiding(Shelf(product.studio_id), product.id)
        product.is_hidden = True
        _note(product)


def show_product(product: Product) -> None:
    """Partners see it again, where it has a price. Raises PartNotOffered, ProductGone."""
    with transaction():
        _hold(product)
        set_rules.refuse_hidden_parts(product)
        product.is_hidden = False
        _note(product)


def remove_product(product: Product) -> None:
    """Its row stays, so that partners are told. Raises PartOfSets, ProductGone."""
    with transaction():
        _hold(product)
        set_rules.refuse_removing(Shelf(product.studio_id), product.id)
        for picture in product.pictures:
            forget_files(filter(None, (picture.source_key, picture.key, picture.icon_key)))
        product.removed_at = utc_now()
        product.sizes, product.parts, product.pictures = [], [], []
        _note(product)


def add_product(studio_id: int, terms: ProductTerms) -> Product:
    """A new product that is as the terms say; a step. Raises as `create_product`."""
    offer_versions.hold(studio_id)
    shelf = Shelf(studio_id)
    (product,) = catalogue_writing.write(shelf, [Plan(*settle(shelf, None, terms))])
    _note(product)
    return product


def write_product(product: Product, terms: ProductTerms) -> None:
    """Make the product be as the terms say; a step of a verb that holds the catalogue.

    Raises as `change_product`.
    """
    shelf = Shelf(product.studio_id)
    catalogue_writing.write(shelf, [Plan(*settle(shelf, product.id, terms), product)])
    _note(product)


def note_changes(studio_id: int, products: Collection[int]) -> None:
    """A set tells the kind and the size codes of its parts, so it changes with them; a step."""
    above = db.session.scalars(set_rules.sets_with(products))
    offer_versions.note_change(studio_id, {*products, *above})


def _hold(product: Product) -> None:
    """Have the catalogue to oneself, and the product as it is now."""
    offer_versions.hold(product.studio_id)
    db.session.expire_all()
    if product.removed_at is not None:
        raise ProductGone(lazy_gettext("This product has been removed meanwhile."))


def _shown(product: Product) -> dict[str, object]:
    """By the fields of `ProductTerms`. Stock is sold meanwhile, and has its own care."""
    terms = terms_of(product)
    sizes = [
        replace(size, stock_count=None, prices=dict(sorted(size.prices.items())))
        for size in terms.sizes
    ]
    return {**vars(terms), "sizes": sizes, "values": sorted(terms.values)}


def _note(product: Product) -> None:
    note_changes(product.studio_id, [product.id])
