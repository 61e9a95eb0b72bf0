"""Two orders of one client become one: lines, payments and what was written go along."""

from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import Select, select, update

from extensions import db
from models.extension import Extension
from models.line_kind import PHOTO_KINDS, LineKind
from models.order import Order
from models.order_line import OrderLine
from models.types import utc_now
from services import events, reservations
from services.order_steps import check_money, claim, promise_mail, renumber, settle
from services.refusals import Refused
from services.transaction import transaction

DELIVERY = (
    *("delivery_kind", "delivery_name", "delivery_cents", "delivery_vat_rate", "delivery_point"),
    *("street", "postcode", "city"),
)
PAYMENT = ("payment_kind", "payment_name", "account_holder", "account_number")
INVOICE = (
    *("company", "tax_id", "invoice_street", "invoice_postcode", "invoice_city"),
    "invoice_email",
)


class NotToBeMerged(Refused):
    """The two are not standing orders of one client in one session and currency."""


@dataclass(frozen=True)
class Merged:
    """What the order that stays would be. `dropped` are lines that both have and one needs."""

    moved: list[OrderLine]
    dropped: list[OrderLine]
    delivery_cents: int
    total_cents: int
    paid_cents: int

    @property
    def due_cents(self) -> int:
        return max(0, self.total_cents - self.paid_cents)


def candidates(order: Order) -> Select[Order]:
    """The orders that could be put into this one, the newest first."""
    same = (
        Order.client_id == order.client_id,
        Order.gallery_id == order.gallery_id,
        Order.currency == order.currency,
        Order.partner_id.is_(None),
        Order.cancelled_at.is_(None),
        Order.id != order.id,
    )
    return select(Order).where(*same).order_by(Order.number.desc()).options(Order.whole())


def can_merge(order: Order) -> bool:
    """Is there an order that could be put into this one?"""
    others = candidates(order).with_only_columns(Order.id).limit(1)
    is_ours = order.is_standing and order.partner_id is None
    return is_ours and db.session.scalar(others) is not None


def preview(kept: Order, emptied: Order) -> Merged:
    """What merging would make of the two. Raises NotToBeMerged."""
    _check(kept, emptied)
    dropped = [line for line in emptied.lines if _is_there(kept, emptied, line)]
    moved = [line for line in emptied.lines if line not in dropped]
    delivery = kept if kept.delivery_name or not emptied.delivery_name else emptied
    lines_cents = kept.lines_cents + sum(line.total_cents for line in moved)
    return Merged(
        moved,
        dropped,
        delivery.delivery_cents,
        lines_cents + delivery.delivery_cents,
        kept.paid_cents + emptied.paid_cents,
    )


def merge_orders(
    kept: Order, emptied: Order, versions: tuple[int, int], actor: str, *, is_mailed: bool = False
) -> None:
    """Move everything from one order into the other; the emptied one is cancelled and says where.

    `versions` are those the page showed. Package, delivery, and the retouching of one photo count
    once; what was paid is added up. Raises NotToBeMerged, OrderChanged, OrderNotEditable.
    """
    with transaction():
        _check(kept, emptied)
        # Always the older one first, so that two merges never wait for each other.
        for order, version in sorted(zip((kept, emptied), versions, strict=True), key=_age):
            claim(order, version)
        merged = preview(kept, emptied)
        reservations.release(merged.dropped)
        for line in merged.dropped:
            emptied.lines.remove(line)
        for line in merged.moved:
            line.order = kept
        _take_over(kept, emptied)
        fees = update(Extension).where(Extension.order_id == emptied.id)
        db.session.execute(fees.values(order_id=kept.id))
        emptied.cancelled_at, emptied.merged_into_id = utc_now(), kept.id
        renumber(kept)
        check_money(kept)
        settle(kept)
        events.note_of_order(kept, "order.merged", actor, number=emptied.number)
        events.note_of_order(emptied, "order.merged_into", actor, number=kept.number)
        if is_mailed:
            promise_mail(kept)


def _age(one: tuple[Order, int]) -> int:
    return one[0].id


def _check(kept: Order, emptied: Order) -> None:
    """Photos are exported and handed over by session, so orders of two sessions stay apart; so do
    those of a partner, who knows each by its reference."""
    same = (
        kept.id != emptied.id,
        kept.client_id is not None and kept.client_id == emptied.client_id,
        kept.gallery_id == emptied.gallery_id,
        kept.currency == emptied.currency,
        kept.is_standing and emptied.is_standing,
        kept.partner_id is None and emptied.partner_id is None,
    )
    if any(document.is_sale for order in (kept, emptied) for document in order.documents):
        raise NotToBeMerged(
            lazy_gettext("The sale of one of these orders has its document, so both stay apart.")
        )
    if not all(same):
        raise NotToBeMerged(
            lazy_gettext("Only standing orders of one client in one session can be put together.")
        )


def _is_there(kept: Order, emptied: Order, line: OrderLine) -> bool:
    """Does the order that stays have this already, and is once enough?"""
    if line.kind == LineKind.PACKAGE:
        same_package = kept.invitation_id == emptied.invitation_id
        return same_package and any(one.kind == LineKind.PACKAGE for one in kept.lines)
    if line.kind not in PHOTO_KINDS:
        return False
    retouched = {(one.photo_id, one.filename) for one in kept.lines if one.kind in PHOTO_KINDS}
    return (line.photo_id, line.filename) in retouched


def _take_over(kept: Order, emptied: Order) -> None:
    """Delivery, payment and invoice where the order that stays has none; both notes and sums."""
    for lacks, columns in (
        (not kept.delivery_name, DELIVERY),
        (not kept.payment_name, PAYMENT),
        (not kept.wants_invoice, INVOICE),
    ):
        for name in columns if lacks else ():
            setattr(kept, name, getattr(emptied, name))
    kept.note = "\n".join(note for note in (kept.note, emptied.note) if note)
    kept.paid_cents += emptied.paid_cents
    for payment in list(emptied.payments):
        payment.order = kept
    for parcel in list(emptied.parcels):
        parcel.order = kept
    emptied.paid_cents, emptied.paid_at, emptied.delivery_cents = 0, None, 0
