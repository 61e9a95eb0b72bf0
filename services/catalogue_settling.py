"""What somebody wants a product to be, held against everything else in the catalogue.

Nothing is written here: a file is only tried this way, and what is written was settled before.
"""

from dataclasses import replace

from flask_babel import lazy_gettext

from services import catalogue_sizes, set_rules
from services.catalogue_refusals import ProductCodeTaken
from services.catalogue_shelf import Shelf
from services.catalogue_terms import ProductTerms
from services.catalogue_words import one_line


def settle(shelf: Shelf, product_id: int | None, wanted: ProductTerms) -> tuple[int, ProductTerms]:
    """The product's id, below 0 for a new one, and what it will be: with codes, and ids of sizes.

    A new one without a code is given its number once it has one. From now on the shelf knows the
    product as that. Raises a CatalogueRefused.
    """
    now = shelf.product(product_id) if product_id is not None else None
    own_id = shelf.new_id() if product_id is None else product_id
    terms = replace(wanted, code=one_line(wanted.code) or (now.code if now else ""))
    if terms.code and shelf.product_with(terms.code) not in (None, own_id):
        raise ProductCodeTaken(lazy_gettext("This code is taken: %(code)s.", code=terms.code))
    if terms.is_hidden and now and not now.is_hidden:
        set_rules.refuse_hiding(shelf, own_id)
    sizes = catalogue_sizes.settled_sizes(shelf, own_id, now, terms)
    set_rules.check_parts(shelf, own_id, terms)
    terms = replace(terms, sizes=sizes)
    shelf.put(own_id, terms)
    return own_id, terms
