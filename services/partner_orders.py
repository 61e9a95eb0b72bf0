"""Orders that partners place for customers of theirs, and take back while nothing was begun.

One transaction holds everything: the request under its key, the pieces that stand aside, the
order. Of two equal requests the second waits for the first, and gets the order it has made.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.order import Order
from models.order_status import OrderStatus
from models.partner import Partner
from models.partner_request import PartnerRequest
from models.reservation import Reservation
from models.types import utc_now
from services import (
    events,
    imports,
    orders,
    partner_baskets,
    partner_drafts,
    partner_rights,
    reservations,
)
from services.order_steps import delivery_known
from services.partner_baskets import Found
from services.partner_terms import (
    Fault,
    KeyReused,
    OrderingOff,
    OutOfStock,
    PartnerTerms,
    PriceChanged,
    ReferenceTaken,
    TooLate,
)
from services.transaction import changed_rows, transaction


@dataclass(frozen=True)
class Accepted:
    """`is_new` is False when the same was asked for before."""

    order: Order
    is_new: bool


def accept_order(partner: Partner, terms: PartnerTerms, key: str = "") -> Accepted:
    """Place it, once for a key and once for a reference, at the prices of this moment.

    Raises OrderingOff, NotOffered, TermsWrong, PriceChanged and OutOfStock, after which the key is
    free for another try; KeyReused and ReferenceTaken.
    """
    key = key or _own_key(terms)
    if known := _known(partner, terms, key):
        return Accepted(known, is_new=False)
    try:
        with transaction():
            return Accepted(_place(partner, terms, key), is_new=True)
    except IntegrityError:
        known = _known(partner, terms, key)
        if known is None:
            raise
        return Accepted(known, is_new=False)


def cancel_order(order: Order) -> None:
    """What stood aside goes back into stock; a second time changes nothing. Raises TooLate."""
    standing = update(Order).where(Order.id == order.id, Order.cancelled_at.is_(None))
    with transaction():
        if changed_rows(standing.values(cancelled_at=utc_now())) != 1:
            return
        db.session.refresh(order)
        if not _is_untouched(order):
            raise TooLate(
                Fault("too_late", "", _("The order is in production already. Call the studio."))
            )
        orders.cancelled(order, order.client_name)


def _known(partner: Partner, terms: PartnerTerms, key: str) -> Order | None:
    """What was placed under this key or reference. Raises KeyReused, ReferenceTaken."""
    own = select(PartnerRequest).where(PartnerRequest.partner_id == partner.id)
    same_key = db.session.scalar(own.where(PartnerRequest.key == key))
    if same_key is not None and same_key.body_hash == _hash(terms):
        return db.session.get(Order, same_key.order_id)
    if same_key is not None and key != _own_key(terms):
        message = _("Something else was sent under this Idempotency-Key before.")
        raise KeyReused(Fault("key_reused", "Idempotency-Key", message))
    referred = select(Order).filter_by(partner_id=partner.id, partner_reference=terms.reference)
    order = db.session.scalar(referred)
    if order is None:
        return None
    bodies = db.session.scalars(own.where(PartnerRequest.order_id == order.id))
    if _hash(terms) not in {one.body_hash for one in bodies}:
        message = _("There is another order with this number of yours.")
        raise ReferenceTaken(Fault("duplicate", "partner_order_no", message))
    return order


def _own_key(terms: PartnerTerms) -> str:
    """Of a request without a key; no header holds a blank in one."""
    return f"reference {terms.reference}"


def _hash(terms: PartnerTerms) -> str:
    text = json.dumps(asdict(terms), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _place(partner: Partner, terms: PartnerTerms, key: str) -> Order:
    request = PartnerRequest(partner_id=partner.id, key=key, body_hash=_hash(terms))
    db.session.add(request)
    db.session.flush()
    # Behind that lock everything is read as it is now.
    db.session.expire_all()
    if not partner_rights.may_order(partner):
        raise OrderingOff(Fault("partner_blocked", "", _("Orders are switched off.")))
    shop = partner_baskets.shop_of(partner, terms.shop)
    found = partner_baskets.basket(partner, shop, terms.lines)
    _check_prices(found)
    order = partner_drafts.order_of(partner, shop, terms, found)
    db.session.add(order)
    db.session.flush()
    _reserve(order, found)
    request.order_id = order.id
    events.note_of_order(order, "order.of_partner", "", reference=terms.reference)
    imports.imported(order, is_confirmed=bool(order.client_email))
    delivery_known(order)
    return order


def _check_prices(found: Sequence[Found]) -> None:
    """Nothing is charged that the partner has not seen, where the partner says what was seen."""
    changed = [
        _price_changed(place, one)
        for place, one in enumerate(found)
        if one.wanted.expected_net_cents not in (None, one.price.net_cents)
    ]
    if changed:
        raise PriceChanged(*changed)


def _price_changed(place: int, one: Found) -> Fault:
    message = _("The price is another one now.")
    return Fault("price_changed", f"lines[{place}].expected_net", message, (("price", one.price),))


def _reserve(order: Order, found: Sequence[Found]) -> None:
    """Raises OutOfStock with every line that is short."""
    for line, one in zip(order.lines, found, strict=True):
        limited = [(size, count) for size, count in one.needs if size.stock_count is not None]
        for size, count in limited:
            same = next((row for row in line.reservations if row.size_id == size.id), None)
            if same is None:
                line.reservations.append(Reservation(size_id=size.id, per_piece=count, pieces=0))
            else:
                same.per_piece += count
    db.session.flush()
    try:
        reservations.follow(order)
    except reservations.StockShort as short:
        raise OutOfStock(*_shortages(found, short.sizes)) from short


def _shortages(found: Sequence[Found], sizes: frozenset[int]):
    for place, one in enumerate(found):
        if any(size.id in sizes for size, _count in one.needs):
            message = _("There are not as many left.")
            facts = (("available", one.available),)
            yield Fault("out_of_stock", f"lines[{place}].quantity", message, facts)


def _is_untouched(order: Order) -> bool:
    """Still in the first status, nothing sent, its sale not documented."""
    first = db.session.scalar(OrderStatus.of_studio(order.studio_id).limit(1))
    is_first = first is not None and order.status_id == first.id
    documented = any(one.is_sale and one.cancelled_at is None for one in order.documents)
    return is_first and not order.parcels and not order.is_completed and not documented
