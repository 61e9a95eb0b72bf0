"""Which product a code means, typed as a part of a set."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from extensions import db
from models.product import Product
from models.product_size import ProductSize
from services.catalogue_refusals import PartUnknown
from services.catalogue_terms import PartTerms


def part_of(studio_id: int, code: str, quantity: int, place: int) -> PartTerms:
    """The code of a product leaves the size to the buyer, that of a size names it.

    Raises PartUnknown, also for a code that is of two things.
    """
    product = db.session.scalar(
        Product.of_studio(studio_id).where(Product.code == code).with_only_columns(Product.id)
    )
    own = (ProductSize.studio_id == studio_id, ProductSize.code == code)
    size = db.session.execute(select(ProductSize.product_id, ProductSize.id).where(*own)).first()
    if product is not None and size is not None and size.product_id != product:
        raise PartUnknown(
            lazy_gettext("This is the code of a product, and of a size of another."), place=place
        )
    if product is not None:
        return PartTerms(product, quantity)
    if size is None:
        raise PartUnknown(lazy_gettext("There is no product of this code."), place=place)
    return PartTerms(size.product_id, quantity, size.id)
