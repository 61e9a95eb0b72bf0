"""The reference files of IOF: what the ids in an edition's products stand for, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import select

from extensions import db
from formats.iof import dictionaries
from formats.offer_values import FileHead, Named, OfferedParameter
from models.category import Category
from models.feed_file import FeedFile
from models.parameter import ParameterValue, product_values
from models.producer import Producer
from models.product import Product
from models.size_name import SizeName
from models.unit import Unit
from services import feed_pieces
from services.feed_addresses import DICTIONARIES
from services.feed_issues import Issue
from services.offer_terms import OfferTerms

# Contents are compared as if all had been written at this time.
_ANY_TIME = datetime(2026, 1, 1)  # noqa: DTZ001 - local times have no zone here


def mark_of(terms: OfferTerms, name: str) -> str:
    head = FileHead(_ANY_TIME, _ANY_TIME, terms.language, terms.currency)
    return blake2b(WRITTEN[name](terms, head), digest_size=16).hexdigest()


def draft(issue: Issue, name: str, mark: str) -> FeedFile:
    """Written but not shown."""
    return issue.draft(name, mark, issue.write([WRITTEN[name](issue.terms, issue.head)]))


def _categories(terms: OfferTerms, head: FileHead) -> bytes:
    """Those in use, and all they stand in."""
    known = {one.id: one for one in db.session.scalars(Category.of_studio(terms.studio_id))}
    named: dict[int, Named] = {}
    for category_id in _used(terms, Product.category_id):
        own = known.get(category_id)
        while own is not None and own.id not in named:
            named[own.id] = Named(own.id, own.path)
            own = known.get(own.parent_id or 0)
    return dictionaries.categories(head, named.values())


def _sizes(terms: OfferTerms, head: FileHead) -> bytes:
    names = db.session.scalars(SizeName.of_studio(terms.studio_id))
    return dictionaries.sizes(head, [Named(one.id, one.name) for one in names])


def _producers(terms: OfferTerms, head: FileHead) -> bytes:
    used, own = _used(terms, Product.producer_id), Producer.of_studio(terms.studio_id)
    named = [Named(one.id, one.name) for one in db.session.scalars(own) if one.id in used]
    return dictionaries.producers(head, named)


def _units(terms: OfferTerms, head: FileHead) -> bytes:
    used, own = _used(terms, Product.unit_id), Unit.of_studio(terms.studio_id)
    named = [Named(one.id, one.name) for one in db.session.scalars(own) if one.id in used]
    return dictionaries.units(head, named)


def _parameters(terms: OfferTerms, head: FileHead) -> bytes:
    used = select(product_values.c.value_id).where(
        product_values.c.product_id.in_(feed_pieces.referring(terms.edition_id))
    )
    wanted = select(ParameterValue).where(ParameterValue.id.in_(used))
    wanted = wanted.order_by(ParameterValue.parameter_id, ParameterValue.id)
    values: dict[Named, list[Named]] = {}
    for one in db.session.scalars(wanted):
        parameter = Named(one.parameter.id, one.parameter.name)
        values.setdefault(parameter, []).append(Named(one.id, one.name))
    return dictionaries.parameters(head, [OfferedParameter(*pair) for pair in values.items()])


def _stocks(_terms: OfferTerms, head: FileHead) -> bytes:
    return dictionaries.stocks(head)


def _used(terms: OfferTerms, column) -> set[int]:
    """The ids that products refer to in what partners are shown."""
    wanted = select(column).where(Product.id.in_(feed_pieces.referring(terms.edition_id)))
    return set(db.session.scalars(wanted.where(column.is_not(None)).distinct()))


WRITTEN: dict[str, Callable[[OfferTerms, FileHead], bytes]] = dict(
    zip(
        DICTIONARIES,
        (_categories, _sizes, _producers, _units, _parameters, _stocks),
        strict=True,
    )
)
