"""What a partner is told about where an order stands: seven words that mean the same everywhere."""

from enum import StrEnum

from models.order import Order


class PartnerStatus(StrEnum):
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    IN_PRODUCTION = "in_production"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    PROBLEM = "problem"


class PaymentState(StrEnum):
    NOTHING_DUE = "nothing_due"
    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    PAID = "paid"


def status_of(order: Order) -> PartnerStatus:
    """Whatever the studio calls its statuses: the first one means received, the last one that the
    order has left the studio's hands."""
    statuses = order.studio.order_statuses
    is_first = order.status_id == statuses[0].id
    if order.is_cancelled:
        return PartnerStatus.CANCELLED
    if order.status_id == statuses[-1].id and not is_first:
        return PartnerStatus.DELIVERED
    if order.parcels:
        return PartnerStatus.SENT
    if order.to_clarify:
        return PartnerStatus.PROBLEM
    if not is_first or order.is_completed:
        return PartnerStatus.IN_PRODUCTION
    return PartnerStatus.CONFIRMED if order.is_paid else PartnerStatus.RECEIVED


def payment_of(order: Order) -> PaymentState:
    if order.is_paid:
        return PaymentState.PAID
    if order.total_cents == 0:
        return PaymentState.NOTHING_DUE
    return PaymentState.PART_PAID if order.paid_cents else PaymentState.UNPAID
