"""The studio changes an order that was placed: pieces, lines, delivery and the buyer's data.

Prices of lines that stay are those of the day of the order; what is added costs what the session
sells it for now. Totals and tax are reckoned from the lines, as for every order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import lazy_gettext

from extensions import db
from models.invitation import Invitation
from models.line_kind import FEE_KINDS, PHOTO_KINDS, LineKind
from models.order import Order
from models.order_line import OrderLine
from models.package import PackageLeft
from models.photo import Photo
from models.price_list import PriceList
from models.quote import QuoteLine, Wish, reckon
from services import events, reservations
from services.accounts import clean_email
from services.order_steps import (
    check_money,
    claim,
    delivery_known,
    promise_mail,
    renumber,
    settle,
)
from services.order_terms import Addition, Adjustment, BuyerTerms, DeliveryTerms, OrderTerms
from services.refusals import Refused
from services.transaction import transaction
from services.wishes import QUANTITY_LIMIT

NONE = (0, 0)
# One of a kind, or given by the package: there can be less of it, and not more.
FIXED_KINDS = {*PHOTO_KINDS, *FEE_KINDS, LineKind.PACKAGE_PRINT}


class QuantityWrong(Refused):
    status = 422


def edit_order(
    order: Order, version: int, terms: OrderTerms, actor: str, *, is_mailed: bool = False
) -> None:
    """Change a standing order that is still as `version` was; the timeline keeps what was changed.

    An order that was paid and has grown waits for the rest. Raises OrderChanged, OrderNotEditable,
    OrderWouldBeEmpty, DiscountTooLarge, QuantityWrong, EmailWrong, StockShort.
    """
    if terms.buyer:
        client, payer = terms.buyer.client_email, terms.buyer.invoice_email
        emails = {
            "client_email": clean_email(client) if client or not is_erased(order) else "",
            "invoice_email": clean_email(payer) if payer else "",
        }
        terms = replace(terms, buyer=replace(terms.buyer, **emails))
    with transaction():
        claim(order, version)
        before = _lines_of(order), order.total_cents
        _set_quantities(order, terms.quantities)
        _add(order, terms.additions)
        for one in terms.adjustments:
            order.lines.append(_adjusting(one))
        parts = [name for name in ("delivery", "buyer") if _take(order, getattr(terms, name))]
        renumber(order)
        check_money(order)
        settle(order)
        if order.delivery_kind and order.has_destination and order.payer_email:
            delivery_known(order)
        changes = _changes(before[0], _lines_of(order))
        if changes or parts:
            totals = {"before": before[1], "after": order.total_cents, "currency": order.currency}
            detail = {"changes": changes, "parts": parts, **totals}
            events.note_of_order(order, "order.edited", actor, **detail)
        if is_mailed and order.client_email:
            promise_mail(order)


def is_erased(order: Order) -> bool:
    """The buyer was erased, so the order has no address any more."""
    return order.client is not None and order.client.is_erased


def _set_quantities(order: Order, quantities: Mapping[int, int]) -> None:
    for line in list(order.lines):
        wanted = quantities.get(line.id, line.quantity)
        limit = line.quantity if line.kind in FIXED_KINDS else QUANTITY_LIMIT
        if not 0 <= wanted <= limit:
            raise QuantityWrong(lazy_gettext("Write a number from 0 to %(max)s.", max=limit))
        if wanted:
            line.quantity = wanted
        else:
            _hand_on_note(order, line)
            reservations.release([line])
            order.lines.remove(line)
    db.session.flush()
    reservations.follow(order)


def _hand_on_note(order: Order, gone: OrderLine) -> None:
    """Note and pin stand at the first line of their photo, which is another one now."""
    others = (one for one in order.lines if one is not gone and one.filename == gone.filename)
    heir = next((one for one in others if one.photo_id == gone.photo_id), None)
    if heir and gone.filename and gone.note and not heir.note:
        heir.note, heir.pin_x, heir.pin_y = gone.note, gone.pin_x, gone.pin_y


def _add(order: Order, additions: Sequence[Addition]) -> None:
    """At the prices of today; the package gives what it has left, and is not charged again."""
    if not additions:
        return
    known = {one.photo.id: one.photo for one in additions if one.photo}
    retouched = [one.photo.id for one in additions if one.item is None and one.photo]
    wishes = [
        Wish(one.item, one.quantity, one.photo.id if one.photo else None)
        for one in additions
        if one.item
    ]
    left = replace(_package_of(order), due_cents=0)
    prices = order.gallery.prices if order.gallery else PriceList(extra_photo_cents=0)
    for line in reckon(prices, left, retouched, wishes).lines:
        order.lines.append(_added(line, known))
    db.session.flush()


def _package_of(order: Order) -> PackageLeft:
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    return PackageLeft.of(person) if person else PackageLeft()


def _added(line: QuoteLine, known: Mapping[int, Photo]) -> OrderLine:
    """A print of no photo of ours is a product."""
    photo = known.get(line.photo_id) if line.photo_id else None
    return OrderLine(
        kind=line.kind if photo else LineKind.PRODUCT,
        quantity=line.quantity,
        unit_price_cents=line.unit_price_cents,
        vat_rate=line.vat_rate,
        photo_id=line.photo_id,
        filename=photo.filename if photo else "",
        photo_number=photo.number if photo else None,
        price_item_id=line.item.id if line.item else None,
        item_name=line.item.name if line.item else "",
        paper=line.item.paper if line.item else "",
        position=0,
    )


def _adjusting(one: Adjustment) -> OrderLine:
    cents = -one.cents if one.kind == LineKind.DISCOUNT else one.cents
    return OrderLine(
        kind=one.kind,
        item_name=one.name,
        unit_price_cents=cents,
        vat_rate=one.vat_rate,
        quantity=1,
        position=QUANTITY_LIMIT,
    )


def _take(order: Order, terms: DeliveryTerms | BuyerTerms | None) -> bool:
    """Write the columns that are different; is any?"""
    columns = asdict(terms) if terms else {}
    changed = {name: one for name, one in columns.items() if getattr(order, name) != one}
    for name, one in changed.items():
        setattr(order, name, one)
    return bool(changed)


def _lines_of(order: Order) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(kind, name, file) → (pieces, cents) of every line."""
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for line in order.lines:
        key = str(line.kind), line.full_name, line.filename
        pieces, cents = found.get(key, (0, 0))
        found[key] = pieces + line.quantity, cents + line.total_cents
    return found


def _changes(before: dict, after: dict) -> list[dict[str, Any]]:
    """What the timeline tells of the lines: no name, address or note of anybody."""
    return [
        {"kind": kind, "name": name, "file": file, "before": was[0], "after": now[0]}
        for kind, name, file in {**before, **after}
        if (was := before.get((kind, name, file), NONE))
        != (now := after.get((kind, name, file), NONE))
    ]
