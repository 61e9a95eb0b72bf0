"""Which shops of an order are told about an action, and the promise to tell one; steps of verbs."""

from sqlalchemy import ColumnElement, select

from connectors import Capability, platforms_that
from extensions import db
from models.order import Order
from models.order_action import Action
from models.outbox import OutboxEntry
from models.shop import Shop
from models.shop_link import ShopLink
from services.transaction import promise

KINDS = {
    Action.IMPORT_STATUS: "shop.set_status",
    Action.COMPLETION_STATUS: "shop.set_status",
    Action.SHOP_DOCUMENT: "shop.push_document",
}


def is_in_shop_for(action: Action) -> ColumnElement[bool]:
    """Is the order in a shop that is to be told about this?"""
    fitting = (
        select(ShopLink.id)
        .join(ShopLink.shop)
        .where(ShopLink.order_id == Order.id, ShopLink.live(), Shop.is_active, _wants(action))
    )
    return fitting.exists()


def fits(link: ShopLink, action: Action) -> bool:
    """The same for one shop of the order."""
    if not (link.is_live and link.shop.is_active):
        return False
    match action:
        case Action.IMPORT_STATUS:
            return bool(link.shop.status_after_import)
        case Action.COMPLETION_STATUS:
            return bool(link.shop.status_after_completion)
    return link.shop.platform in platforms_that(Capability.PUSH_DOCUMENT)


def promise_to(
    link: ShopLink, kind: str, dedupe: str = "", *, after: OutboxEntry | None = None
) -> OutboxEntry | None:
    """Tell the shop something about its order, in the shop's own turn; None when it was promised
    before: once for each `dedupe`, and again only for an order that was made there anew."""
    key = f"{link.reference}:{dedupe}"
    said = OutboxEntry.about(kind, link.id).where(
        OutboxEntry.dedupe_key == f"{kind}:{link.id}:{key}"
    )
    if db.session.scalar(said.limit(1)):
        return None
    return promise(
        kind, link.id, link.order.studio_id, dedupe=key, after=after, shop_id=link.shop_id
    )


def _wants(action: Action) -> ColumnElement[bool]:
    match action:
        case Action.IMPORT_STATUS:
            return Shop.status_after_import != ""
        case Action.COMPLETION_STATUS:
            return Shop.status_after_completion != ""
    return Shop.platform.in_(platforms_that(Capability.PUSH_DOCUMENT))
