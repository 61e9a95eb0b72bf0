"""The words of a catalogue: categories, producers, units, sizes, parameters and their values.

Each is made when it is first typed (`catalogue_vocabulary.py`); here it is renamed and removed.
"""

from typing import Any

from flask_babel import lazy_gettext, lazy_ngettext
from sqlalchemy import Select, func, or_, select

from extensions import db
from models.category import Category
from models.parameter import Parameter, ParameterValue, product_values
from models.producer import Producer
from models.product import Product
from models.product_size import ProductSize
from models.size_name import SizeName
from models.unit import Unit
from services import offer_versions
from services.catalogue_refusals import WordInUse, WordTaken
from services.transaction import transaction

Word = Category | Producer | Unit | SizeName | Parameter | ParameterValue
SLASH = "/"


def rename(word: Word, name: str) -> None:
    """Every product that uses the word is written anew. A category keeps its place in the tree.

    Raises WordTaken.
    """
    studio_id, name = studio_of(word), one_line(name)
    with transaction():
        offer_versions.hold(studio_id)
        if isinstance(word, Category):
            _move(word, name)
        else:
            _refuse_taken(word, name)
        word.name = name
        offer_versions.note_change(studio_id, users_of(word))


def remove(word: Word) -> None:
    """Products that used it go on without; categories inside go with theirs.

    Raises WordInUse for the name of a size that products come in.
    """
    studio_id = studio_of(word)
    with transaction():
        offer_versions.hold(studio_id)
        if isinstance(word, SizeName):
            _refuse_used(word)
        offer_versions.note_change(studio_id, users_of(word))
        db.session.delete(word)


def studio_of(word: Word) -> int:
    return word.parameter.studio_id if isinstance(word, ParameterValue) else word.studio_id


def users_of(word: Word) -> Select[Any]:
    """The ids of the products that are shown with this word."""
    ids = select(Product.id).where(Product.removed_at.is_(None))
    if isinstance(word, Category):
        return ids.where(Product.category_id.in_(_tree(word)))
    if isinstance(word, Producer):
        return ids.where(Product.producer_id == word.id)
    if isinstance(word, Unit):
        return ids.where(Product.unit_id == word.id)
    if isinstance(word, SizeName):
        sized = select(ProductSize.product_id).where(ProductSize.size_name_id == word.id)
        return ids.where(Product.id.in_(sized))
    valued = select(product_values.c.product_id).join(ParameterValue)
    of = ParameterValue.parameter_id if isinstance(word, Parameter) else ParameterValue.id
    return ids.where(Product.id.in_(valued.where(of == word.id)))


def inside(path: str) -> Any:
    """Is a category this one, or below it? Letter for letter on every database."""
    way = path + SLASH
    return or_(Category.path == path, func.substr(Category.path, 1, len(way)) == way)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _tree(category: Category) -> Select[Any]:
    own = Category.studio_id == category.studio_id
    return select(Category.id).where(own, inside(category.path))


def _move(category: Category, name: str) -> None:
    """Give it and all below it their new ways."""
    old = category.path
    name = name.replace(SLASH, "-")
    new = SLASH.join([*old.split(SLASH)[:-1], name])
    own = Category.studio_id == category.studio_id
    if new != old and db.session.scalar(select(Category.id).where(own, Category.path == new)):
        raise WordTaken(lazy_gettext("This name is in the catalogue already."))
    for one in db.session.scalars(select(Category).where(own, inside(old))):
        one.path = new + one.path[len(old) :]


def _refuse_taken(word: Word, name: str) -> None:
    model = type(word)
    own = {"studio_id", "parameter_id"} & set(model.__mapper__.columns.keys())
    same = {key: getattr(word, key) for key in own} | {"name": name}
    if db.session.scalar(select(model.id).filter_by(**same).where(model.id != word.id)):
        raise WordTaken(lazy_gettext("This name is in the catalogue already."))


def _refuse_used(size_name: SizeName) -> None:
    used = select(func.count(ProductSize.id)).where(ProductSize.size_name_id == size_name.id)
    if count := db.session.scalar(used):
        raise WordInUse(
            lazy_ngettext(
                "%(num)s product comes in this size. Change the product first.",
                "%(num)s products come in this size. Change the products first.",
                count,
            )
        )
