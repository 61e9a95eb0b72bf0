"""Telling that something of a studio's catalogue has changed; a step of every verb that does."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, update
from sqlalchemy.dialects import postgresql, sqlite

from extensions import db
from models.offer_settings import OfferSettings
from models.product import Product

CHUNK = 500
_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def settings_of(studio_id: int) -> OfferSettings:
    """The studio's row, made when it is first asked for; a step. Of two at once one makes it."""
    if found := db.session.get(OfferSettings, studio_id):
        return found
    insert = _INSERTS[db.engine.dialect.name](OfferSettings)
    new = insert.values(studio_id=studio_id, is_on=False, version=0)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.get_one(OfferSettings, studio_id)


def hold(studio_id: int) -> None:
    """Have the studio's catalogue to oneself until the commit; the first step of a verb that looks
    something up in it and writes by what it found.

    Whoever changes products waits here, before any of them is locked: so two never wait for each
    other.
    """
    settings_of(studio_id)
    held = update(OfferSettings).where(OfferSettings.studio_id == studio_id)
    db.session.execute(held.values(version=OfferSettings.version))


def note_change(studio_id: int, products: Collection[int] | Select[int]) -> int:
    """Give these products the next version of the studio's offer, and return it; a step.

    The studio's row is held until the commit (see `OfferSettings`), and so are the versions in
    their order. Sales do not come here: stock is no part of a version.
    """
    db.session.flush()
    settings_of(studio_id)
    taken = (
        update(OfferSettings)
        .where(OfferSettings.studio_id == studio_id)
        .values(version=OfferSettings.version + 1)
        .returning(OfferSettings.version)
    )
    version = db.session.execute(taken).scalar_one()
    if isinstance(products, Select):
        _mark(Product.id.in_(products), version)
        return version
    ids = list(products)
    for start in range(0, len(ids), CHUNK):
        _mark(Product.id.in_(ids[start : start + CHUNK]), version)
    return version


def _mark(which, version: int) -> None:
    db.session.execute(update(Product).where(which).values(version=version))
