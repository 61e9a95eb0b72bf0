"""Speaking to the studio's shops: what they list, what they are told, how that fails."""

import json

from flask_babel import lazy_gettext

from connectors import (
    Capability,
    Connector,
    ConnectorError,
    Paper,
    UnknownPlatform,
    platform,
    platforms_that,
)
from extensions import db
from models.document import Document, Slot
from models.order import Order
from models.order_action import Action
from models.outbox import OutboxEntry
from models.shop import Shop
from models.types import utc_now
from services import vault
from services.delivery_errors import NotDelivered, NotNeeded
from services.files import storage
from services.refusals import Refused
from services.transaction import transaction


class ShopUnreachable(Refused):
    """The shop did not answer, or refused; the message says which."""

    status = 502


def can(shop: Shop, capability: Capability) -> bool:
    """Does this kind of shop do that?"""
    return shop.platform in platforms_that(capability)


def refresh_statuses(shop: Shop) -> None:
    """Read the shop's statuses again. Raises ShopUnreachable; what was read before stays then."""
    try:
        connector = _connect(shop)
        # No transaction is kept open while the shop is spoken to.
        db.session.rollback()
        found = connector.list_statuses()
    except (ConnectorError, UnknownPlatform) as error:
        raise ShopUnreachable(
            lazy_gettext("The shop does not answer: %(reason)s", reason=str(error))
        ) from error
    with transaction():
        shop.statuses = [{"code": one.code, "name": one.name} for one in found]
        shop.statuses_read_at = utc_now()


def set_status(entry: OutboxEntry) -> None:
    """The status that the settings name now; raises NotNeeded when they name none."""
    order, shop = _subject(entry)
    is_import = entry.payload.get("action") == Action.IMPORT_STATUS
    code = shop.status_after_import if is_import else shop.status_after_completion
    if not code:
        raise NotNeeded("no status is chosen")
    if shop.statuses and not shop.knows_status(code):
        raise NotDelivered(f"no status {code}", code="status_gone")
    _tell(shop, lambda connector, order_id: connector.set_status(order_id, code), order)


def push_document(entry: OutboxEntry) -> None:
    """The PDF of the sale, as it was issued; waits until it is rendered."""
    order, shop = _subject(entry)
    paper = paper_of(order)
    _tell(shop, lambda connector, order_id: connector.push_document(order_id, paper), order)


def paper_of(order: Order) -> Paper:
    """The document of the sale as a file. Raises NotDelivered while it is not rendered."""
    document = sale_of(order)
    if document is None or document.pdf_key is None:
        raise NotDelivered("the document is not rendered yet", code="document")
    with storage().open(document.pdf_key) as file:
        return Paper(document.full_number, document.file_name, file.read())


def sale_of(order: Order) -> Document | None:
    """The document of the sale that stands, if there is one."""
    sales = Document.of_studio(order.studio_id).where(
        Document.order_id == order.id,
        Document.slot == Slot.SALE,
        Document.cancelled_at.is_(None),
    )
    return db.session.scalar(sales)


KEEPERS = {"shop.set_status": set_status, "shop.push_document": push_document}


def _connect(shop: Shop) -> Connector:
    access = json.loads(vault.unseal(shop.access_sealed)) if shop.access_sealed else {}
    return platform(shop.platform).connect(shop.base_url, access)


def _subject(entry: OutboxEntry) -> tuple[Order, Shop]:
    """Raises NotNeeded for an order that has left its shop, or was cancelled."""
    order = db.session.get_one(Order, entry.subject_id)
    shop = db.session.get(Shop, order.shop_id) if order.shop_id else None
    if shop is None or not shop.is_active or order.is_cancelled:
        raise NotNeeded("the order is in no shop")
    return order, shop


def _tell(shop: Shop, say, order: Order) -> None:
    order_id = order.shop_order_id
    try:
        connector = _connect(shop)
        # No transaction is kept open while the shop is spoken to.
        db.session.rollback()
        say(connector, order_id)
    except UnknownPlatform as error:
        raise NotDelivered(f"no connector for {error}", code="platform", permanent=True) from error
    except ConnectorError as error:
        raise NotDelivered(
            str(error),
            code=error.code,
            permanent=error.permanent,
            uncertain=error.uncertain,
            retry_after_s=error.retry_after_s,
        ) from error
