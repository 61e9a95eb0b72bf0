"""Erasing a person: what goes, what the law keeps for a while, and nothing found afterwards."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale, gettext, lazy_gettext
from sqlalchemy import delete, or_, select, update

from extensions import db
from models import person
from models.cart import Cart
from models.client import Client
from models.delivery import Delivery
from models.document import Document
from models.event import Event
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxAttempt
from models.pin_try import PinTry
from models.token import new_token, token_hash
from models.types import utc_now
from services import documents_by_hand, partner_ends, vault
from services.refusals import Refused
from services.transaction import changed_rows, transaction

# The tax of a sale is due in the year after it at the latest; the law keeps papers five years on.
KEPT_YEARS = 1 + 5
SHORTEST = 3
TYPED = (
    *("client_email", "client_phone", "invoice_email"),
    *("recipient_name", "recipient_email", "recipient_phone"),
    *("delivery_point", "street", "postcode", "city"),
)
WORDS = ("note", "change_note")
INVOICE = ("company", "tax_id", "invoice_street", "invoice_postcode", "invoice_city")


class NameWrong(Refused):
    """What was typed is not the name of the person."""

    status = 422


class ErasedBefore(Refused):
    """Somebody else pressed first."""


@dataclass(frozen=True)
class Erasure:
    """What goes, and what stays: `invoiced` are orders whose buyer the law keeps until a day.

    `galleries` are the sessions whose photos and titles stay until the studio deletes them.
    """

    links: int
    views: int
    carts: int
    picked: int
    notes: int
    mails: int
    downloads: int
    orders: Sequence[Order]
    invoiced: Sequence[Order]
    galleries: Sequence[Gallery]


def erasure_of(client: Client) -> Erasure:
    """A fixed number of queries."""
    invitations, orders = person.invitations_of(client), person.orders_of(client)
    carts = person.carts_of(invitations)
    lines = [line for cart in carts for line in cart.lines]
    return Erasure(
        links=len(invitations),
        views=sum(one.view_count for one in invitations),
        carts=len([cart for cart in carts if cart.lines or cart.items]),
        picked=len(lines),
        notes=len([line for line in lines if line.note]) + _notes_in(orders),
        mails=len(person.mails_of(client, [client.email])),
        downloads=len(person.downloads_of(invitations)),
        orders=orders,
        invoiced=[order for order in orders if is_invoiced(order)],
        galleries=list(dict.fromkeys(one.gallery for one in invitations)),
    )


def _notes_in(orders: Iterable[Order]) -> int:
    return sum(bool(line.note) for order in orders for line in order.lines)


def is_invoiced(order: Order) -> bool:
    """Must the buyer stay, because the sale has an invoice?"""
    if any(one.kind in documents_by_hand.INVOICES for one in order.documents):
        return True
    return bool(order.tax_id) and order.is_standing and order.total_cents > 0


def kept_until(order: Order) -> date:
    """The last day on which the law asks for the buyer of an invoice."""
    sold = order.placed_at.astimezone(ZoneInfo(order.studio.timezone))
    return date(sold.year + KEPT_YEARS, 12, 31)


def erase_person(client: Client, typed_name: str, actor: str) -> None:
    """Nothing of the person is found afterwards, but the buyer of an invoice while the law asks.

    Orders stay with their numbers, lines and amounts. Raises NameWrong, ErasedBefore.
    """
    if " ".join(typed_name.split()).casefold() != " ".join(client.name.split()).casefold():
        raise NameWrong(lazy_gettext("Type the name exactly as it stands above."))
    first = update(Client).where(Client.id == client.id, Client.erased_at.is_(None))
    with transaction():
        if changed_rows(first.values(erased_at=utc_now())) != 1:
            raise ErasedBefore(lazy_gettext("This person has been erased already."))
        invitations, orders = person.invitations_of(client), person.orders_of(client)
        strings = _strings(client, invitations, orders)
        nobody = _nobody(client)
        _forget_mails(client, [text for text in strings if "@" in text])
        _forget_told(client.studio_id, invitations, orders, strings, nobody)
        for order in orders:
            _forget_buyer(order, nobody)
        _forget_links(invitations)
        partner_ends.end(client, nobody)
        client.name, client.email, client.phone, client.note = nobody, "", "", ""
        told = {"number": client.id}
        fact = Event(studio_id=client.studio_id, kind="client.erased", actor=actor, detail=told)
        db.session.add(fact)


def sweep(now: datetime) -> int:
    """Forget buyers of erased persons whom the law no longer asks for. Returns how many orders."""
    erased = select(Client.id).where(Client.erased_at.is_not(None))
    has_file = Order.documents.any(Document.pdf_key.is_not(None))
    kept = select(Order).where(Order.client_id.in_(erased), (Order.tax_id != "") | has_file)
    with transaction():
        due = [order for order in db.session.scalars(kept) if kept_until(order) < now.date()]
        for order in due:
            _clear(order, INVOICE)
            documents_by_hand.forget(order, order.client_name, with_invoices=True)
    return len(due)


def _nobody(client: Client) -> str:
    with force_locale(client.studio.locale):
        return gettext("Erased person #%(number)s", number=client.id)


def _strings(
    client: Client, invitations: Iterable[Invitation], orders: Iterable[Order]
) -> list[str]:
    """Every name, address and number that they have used, the longest first."""
    found = {client.name, client.email, client.phone, *partner_ends.names_of(client)}
    for one in invitations:
        found |= {one.name, one.email}
    for order in orders:
        found |= {order.client_name, order.client_email, order.client_phone, order.invoice_email}
        found |= {parcel.number for parcel in order.parcels}
    return sorted((text for text in found if len(text) >= SHORTEST), key=len, reverse=True)


def _forget_mails(client: Client, emails: Sequence[str]) -> None:
    """Whatever waits is not sent any more; of the rest only the fact stays."""
    entries = person.mails_of(client, emails)
    for entry in entries:
        entry.recipient, entry.payload, entry.last_error = "", {}, None
        if entry.state != "sent":
            entry.state, entry.lease_token = "cancelled", None
    attempts = update(OutboxAttempt).where(OutboxAttempt.outbox_id.in_([e.id for e in entries]))
    db.session.execute(attempts.values(detail=None))


def _forget_told(
    studio_id: int,
    invitations: Sequence[Invitation],
    orders: Sequence[Order],
    strings: Sequence[str],
    nobody: str,
) -> None:
    """In facts, titles and words of the sessions that the person was in, and in the access log."""
    galleries = {one.gallery_id for one in invitations} | {one.gallery_id for one in orders}
    galleries.discard(None)
    orders_ids = [order.id for order in orders]
    if not strings:
        return
    words = "|".join(map(re.escape, strings))
    needle = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    in_sessions = or_(Event.gallery_id.in_(galleries), Event.order_id.in_(orders_ids))
    wanted = select(Event).where(or_(in_sessions, Event.is_access_in(studio_id)))
    for event in db.session.scalars(wanted):
        event.actor = needle.sub(nobody, event.actor)
        event.detail = _scrubbed(event.detail, needle, nobody)
    for gallery in db.session.scalars(select(Gallery).where(Gallery.id.in_(galleries))):
        for name in ("title", "subtitle", "welcome_text", "watermark_text"):
            setattr(gallery, name, needle.sub(nobody, getattr(gallery, name)))
    for delivery in db.session.scalars(select(Delivery).where(Delivery.gallery_id.in_(galleries))):
        delivery.note = needle.sub(nobody, delivery.note)


def _scrubbed(value: Any, needle: re.Pattern[str], nobody: str) -> Any:
    if isinstance(value, str):
        return needle.sub(nobody, value)
    if isinstance(value, list):
        return [_scrubbed(one, needle, nobody) for one in value]
    if isinstance(value, dict):
        return {key: _scrubbed(one, needle, nobody) for key, one in value.items()}
    return value


def _forget_buyer(order: Order, nobody: str) -> None:
    stays = is_invoiced(order)
    order.client_name, order.link, order.parcels = nobody, None, []
    _clear(order, TYPED + WORDS + (() if stays else INVOICE))
    documents_by_hand.forget(order, nobody)
    for line in order.lines:
        line.note, line.pin_x, line.pin_y = "", None, None
    for payment in order.payments:
        payment.note = ""


def _clear(order: Order, names: Iterable[str]) -> None:
    for name in names:
        setattr(order, name, "")


def _forget_links(invitations: Sequence[Invitation]) -> None:
    """A visitor who ordered stays as somebody without a name: their package was their own."""
    hashes = [one.token_hash for one in invitations]
    db.session.execute(delete(PinTry).where(PinTry.link_hash.in_(hashes)))
    for one in invitations:
        ordered = select(Order.id).where(Order.invitation_id == one.id).limit(1)
        if one.is_visitor and db.session.scalar(ordered) is not None:
            _blank(one)
        else:
            db.session.delete(one)


def _blank(visitor: Invitation) -> None:
    token, now = new_token(), utc_now()
    db.session.execute(delete(Cart).where(Cart.invitation_id == visitor.id))
    db.session.execute(delete(Extension).where(Extension.invitation_id == visitor.id))
    visitor.name, visitor.email, visitor.client_id = "", "", None
    visitor.token_hash, visitor.token_sealed = token_hash(token), vault.seal(token)
    visitor.link_epoch, visitor.revoked_at = visitor.link_epoch + 1, now
    visitor.first_viewed_at = visitor.last_viewed_at = visitor.last_used_at = None
    visitor.view_count = 0
