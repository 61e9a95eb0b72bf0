"""The studio's products for partners: made, changed, hidden and removed."""

from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext

from extensions import db
from models.outbox import new_marker
from models.parameter import ParameterValue
from models.price_list import PriceList
from models.product import Product, ProductText
from models.studio import Studio
from models.types import utc_now
from services import catalogue_sizes, catalogue_words, offer_versions, set_rules
from services.catalogue_refusals import ProductCodeTaken, ProductGone
from services.catalogue_terms import ProductTerms
from services.transaction import forget_files, transaction

NAME_LIMIT = 200
OWN = ("name", "kind", "takes_picture", "vat_rate", "summary", "description", "supplier", "note")


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


def change_product(product: Product, terms: ProductTerms) -> None:
    """Raises ProductGone, or another CatalogueRefused, which says what field is wrong."""
    with transaction():
        _hold(product)
        write_product(product, terms)


def hide_product(product: Product) -> None:
    """Partners no longer see it. Raises PartOfSets, ProductGone."""
    with transaction():
        _hold(product)
        set_rules.refuse_hiding(product)
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
        set_rules.refuse_removing(product)
        for picture in product.pictures:
            forget_files(filter(None, (picture.source_key, picture.key, picture.icon_key)))
        product.removed_at = utc_now()
        product.sizes, product.parts, product.pictures = [], [], []
        _note(product)


def add_product(studio_id: int, terms: ProductTerms) -> Product:
    """A new product that is as the terms say; a step. Raises as `create_product`."""
    product = fill_new(studio_id, terms)
    note_changes(studio_id, [product.id])
    return product


def fill_new(studio_id: int, terms: ProductTerms) -> Product:
    """As `add_product`, for a step that tells of several products at once: `note_changes`."""
    offer_versions.hold(studio_id)
    product = Product(studio_id=studio_id, name=terms.name, code=new_marker())
    db.session.add(product)
    db.session.flush()
    product.code = str(product.id)
    if not terms.code and _is_taken(product, product.code):
        product.code = f"{product.id}-{new_marker()[:6]}"
    fill_product(product, terms)
    return product


def write_product(product: Product, terms: ProductTerms) -> None:
    """Make the product be as the terms say; a step of a verb that holds the catalogue.

    Raises as `change_product`.
    """
    fill_product(product, terms)
    _note(product)


def fill_product(product: Product, terms: ProductTerms) -> None:
    """As `write_product`, for a step that tells of several products at once: `note_changes`."""
    product.code = _code_for(product, terms.code)
    if terms.is_hidden and not product.is_hidden:
        set_rules.refuse_hiding(product)
    product.is_hidden = terms.is_hidden
    for name in OWN:
        setattr(product, name, getattr(terms, name))
    _write_words(product, terms)
    catalogue_sizes.write_sizes(product, terms.sizes)
    set_rules.write_parts(product, terms.parts)


def note_changes(studio_id: int, products: Collection[int]) -> None:
    """A set tells the kind and the size codes of its parts, so it changes with them; a step."""
    above = {one for product_id in products for one in _above(product_id)}
    offer_versions.note_change(studio_id, {*products, *above})


def _hold(product: Product) -> None:
    """Have the catalogue to oneself, and the product as it is now."""
    offer_versions.hold(product.studio_id)
    db.session.expire_all()
    if product.removed_at is not None:
        raise ProductGone(lazy_gettext("This product has been removed meanwhile."))


def _note(product: Product) -> None:
    note_changes(product.studio_id, [product.id])


def _above(product_id: int) -> Iterable[int]:
    return db.session.scalars(set_rules.sets_with(product_id))


def _code_for(product: Product, typed: str) -> str:
    code = catalogue_words.one_line(typed) or product.code
    if code != product.code and _is_taken(product, code):
        raise ProductCodeTaken(lazy_gettext("This code is taken: %(code)s.", code=code))
    return code


def _is_taken(product: Product, code: str) -> bool:
    others = Product.of_studio(product.studio_id).where(Product.code == code)
    with db.session.no_autoflush:
        same = others.with_only_columns(Product.id).where(Product.id != product.id)
        return db.session.scalar(same.limit(1)) is not None


def _write_words(product: Product, terms: ProductTerms) -> None:
    studio_id = product.studio_id
    product.category = catalogue_words.find_category(studio_id, terms.category)
    product.producer = catalogue_words.find_producer(studio_id, terms.producer)
    product.unit = catalogue_words.find_unit(studio_id, terms.unit)
    product.values = _values(studio_id, terms)
    kept = {text.language: text for text in product.texts}
    for language, said in terms.texts.items():
        text = kept.pop(language, None) or ProductText(language=language)
        for name, value in vars(said).items():
            setattr(text, name, value)
        kept |= {language: text} if said else {}
    product.texts = list(kept.values())


def _values(studio_id: int, terms: ProductTerms) -> list[ParameterValue]:
    """Each once, as they were typed."""
    found = [catalogue_words.find_value(studio_id, *pair) for pair in terms.values]
    return list(dict.fromkeys(value for value in found if value))
