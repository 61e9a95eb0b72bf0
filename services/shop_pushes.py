"""Passing an order to a shop: once, whatever breaks, and paid only when both agree on the total.

A row says that the shop is about to be asked before it is. After an end that nobody knows, the
shop is looked through for our reference, twice with a pause, before it is asked again.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import force_locale
from sqlalchemy import update

from connectors import Capability, Connector
from connectors.values import Draft, Standing
from extensions import db
from models.outbox import OutboxEntry
from models.shop_link import Finding, ShopLink
from models.types import utc_now
from services import (
    crash_points,
    events,
    order_actions,
    shop_drafts,
    shop_following,
    shop_reasons,
    shop_skus,
    shops,
)
from services.delivery_errors import NotDelivered, NotNeeded
from services.order_steps import hold
from services.shop_drafts import Sketch
from services.transaction import changed_rows, transaction

LOOK_UPS = 2
# The shop's clock may be slow, and ours fast.
SKEW = timedelta(minutes=30)


class Notebook:
    """Kept in the link, in a transaction of its own each time."""

    def __init__(self, link_id: int, written: dict[str, str]):
        self._link_id = link_id
        self._written = dict(written)

    def read(self, key: str) -> str:
        return self._written.get(key, "")

    def write(self, key: str, value: str) -> None:
        self._written[key] = value
        with transaction():
            own = update(ShopLink).where(ShopLink.id == self._link_id)
            db.session.execute(own.values(notebook=dict(self._written)))


def push_order(entry: OutboxEntry) -> str:
    """Create the order in the shop, or find it there; returns the shop's id.

    A refusal for good is written into the order, for somebody to look at (N-11).
    """
    link = _waiting_link(entry)
    link_id = link.id
    try:
        return _push(link)
    except NotDelivered as error:
        if error.permanent and not error.of_server:
            _clarify(link_id, error)
        raise


def _push(link: ShopLink) -> str:
    sketch = shop_drafts.sketch(link)
    began_at, is_freeing = link.begun_at, link.shop.frees_unknown_products
    link_id, shop, notebook = link.id, link.shop, Notebook(link.id, link.notebook)
    may_look = shops.can(shop, Capability.FIND_ORDERS)
    has_products = shops.can(shop, Capability.FIND_PRODUCTS)
    kind = shops.kind_of(shop)
    resumes = kind is not None and kind.resumes
    with shops.told(shop) as connector:
        found: Sequence[Standing] = []
        if began_at is not None:
            _check_look_ups(may_look)
            found = connector.find_orders(sketch.draft, began_at - SKEW)
            if not found:
                _note_look_up(link_id)
            elif resumes:
                notebook.write("order", found[0].id)
        if resumes or not found:
            sketch = _with_products(connector, sketch, frees_unknown=is_freeing)
            if has_products:
                sketch = shop_skus.matched(connector, sketch, notebook)
            found = [_create(connector, link_id, sketch, notebook), *found[1:]]
    crash_points.here("shop:after_answer")
    return _settle(link_id, sketch, found)


def _clarify(link_id: int, error: NotDelivered) -> None:
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        with force_locale(link.order.studio.locale):
            reason = shop_reasons.explain(error.code, str(error))
        order_actions.clarify(link.order, f"{link.shop.name}: {reason}")


def _waiting_link(entry: OutboxEntry) -> ShopLink:
    """Raises NotNeeded for what is in the shop, was left out of it, or was cancelled here."""
    link = db.session.get(ShopLink, entry.subject_id)
    if link is None or link.left_at is not None or link.order.is_cancelled:
        raise NotNeeded("the order is not wanted in the shop")
    if link.is_linked:
        raise NotNeeded(f"in the shop already as {link.number or link.remote_id}")
    return link


def _check_look_ups(may_look: bool) -> None:
    if not may_look:
        raise NotDelivered("the outcome is not known", code="unknown_outcome", permanent=True)


def _note_look_up(link_id: int) -> None:
    """Raises NotDelivered until it was looked for often enough: shops may be slow to list."""
    with transaction():
        looked = update(ShopLink).where(ShopLink.id == link_id)
        times = db.session.scalar(
            looked.values(look_ups=ShopLink.look_ups + 1).returning(ShopLink.look_ups)
        )
    if times is not None and times < LOOK_UPS:
        raise NotDelivered("not found yet", code="looking", uncertain=True)


def _with_products(connector: Connector, sketch: Sketch, *, frees_unknown: bool) -> Sketch:
    if not sketch.linked:
        return sketch
    found = connector.read_products(ids=sorted(sketch.linked))
    return shop_drafts.with_products(sketch, list(found), frees_unknown=frees_unknown)


def _create(connector: Connector, link_id: int, sketch: Sketch, notebook: Notebook) -> Standing:
    """A refusal leaves nothing to look for; an unknown end does. Products that nobody has linked
    are not what an order is refused for."""
    _begin(link_id)
    crash_points.here("shop:before_request")
    try:
        return connector.create_order(sketch.draft, notebook)
    except shops.ConnectorError as error:
        if not error.uncertain:
            _note_refusal(link_id)
        if shop_skus.is_unfit(sketch, error):
            return _create(connector, link_id, shop_skus.unmatched(sketch, notebook), notebook)
        if error.permanent:
            shop_skus.forget(notebook)
        raise


def _begin(link_id: int) -> None:
    with transaction():
        mine = update(ShopLink).where(ShopLink.id == link_id, ShopLink.remote_id == "")
        if changed_rows(mine.values(begun_at=utc_now(), look_ups=0)) != 1:
            raise NotNeeded("in the shop already")


def _note_refusal(link_id: int) -> None:
    with transaction():
        refused = update(ShopLink).where(ShopLink.id == link_id)
        db.session.execute(refused.values(begun_at=None, look_ups=0))


def _settle(link_id: int, sketch: Sketch, found: Sequence[Standing]) -> str:
    """The order is in the shop: keep under which number, and tell the rest only if the total is
    ours to the cent."""
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        hold(link.order)
        db.session.refresh(link)
        if link.is_linked:
            return link.remote_id
        _keep(link, found[0], sketch)
        is_equal = _compare(link, found[0], sketch.draft)
        if len(found) > 1:
            facts = {"ids": [one.id for one in found], "numbers": [one.number for one in found]}
            shop_following.note_finding(link, Finding.DUPLICATE, facts)
        if is_equal:
            shop_following.follow_push(link)
    return found[0].id


def _keep(link: ShopLink, standing: Standing, sketch: Sketch) -> None:
    link.remote_id, link.number = standing.id, standing.number
    link.total_cents, link.status = standing.total_cents, standing.status
    link.linked_at = link.seen_at = utc_now()
    link.order_version = link.order.version
    link.warnings = list(sketch.warnings)
    facts = {"shop": link.shop.name, "number": standing.number or standing.id}
    events.note_of_order(link.order, "order.passed", "", **facts)


def _compare(link: ShopLink, standing: Standing, draft: Draft) -> bool:
    is_equal = (standing.total_cents, standing.currency) == (draft.total_cents, draft.currency)
    if not is_equal:
        facts = {
            "ours": draft.total_cents,
            "theirs": standing.total_cents,
            "currency": draft.currency,
            "their_currency": standing.currency,
        }
        shop_following.note_finding(link, Finding.TOTAL, facts)
    return is_equal


KEEPERS = {"shop.push_order": push_order}
