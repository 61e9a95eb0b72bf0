"""Everything a studio holds about one person, as plain values that can be handed to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from models.cart import Cart
from models.client import Client
from models.client_card import mails_to
from models.consent import OrderConsent
from models.delivery import Delivery, Download
from models.document import Document
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.person_partner import companies_of, fetches_of, files_of, logins_of, received_by

ADDRESS = (
    *("client_name", "client_email", "client_phone", "street", "postcode", "city"),
    *("delivery_name", "delivery_point", "payment_name", "company", "tax_id"),
    *("invoice_street", "invoice_postcode", "invoice_city", "invoice_email", "note", "change_note"),
)
_PARCELS = selectinload(Order.parcels)
COMPANY = (
    *("contact_name", "tax_id", "street", "postcode", "city", "country"),
    *("webhook_url", "created_at"),
)
RECIPIENT = (
    *("number", "placed_at", "recipient_name", "recipient_email", "recipient_phone"),
    *("street", "postcode", "city", "country", "delivery_point"),
)
MAIL_FACTS = ("kind", "recipient", "state", "created_at", "sent_at", "attempts")


def facts_of(client: Client) -> dict[str, Any]:
    """Names of columns and lists of them; times are ISO texts, money is in cents."""
    invitations = invitations_of(client)
    return {
        "data": _pick(client, "name", "email", "phone", "note", "created_at"),
        "sessions": [_session(one) for one in invitations],
        "carts": [_cart(one) for one in carts_of(invitations)],
        "orders": [_order(one) for one in orders_of(client)],
        "consents": [_consent(one) for one in consents_of(client)],
        "mails": [_pick(one, *MAIL_FACTS) for one in db.session.scalars(mails_to(client))],
        "downloads": [_download(one) for one in downloads_of(invitations)],
        **_as_partner(client),
    }


def invitations_of(client: Client) -> Sequence[Invitation]:
    own = select(Invitation).where(Invitation.client_id == client.id).order_by(Invitation.id)
    read = joinedload(Invitation.gallery)
    return db.session.scalars(own.options(read, selectinload(Invitation.extensions))).all()


def orders_of(client: Client) -> Sequence[Order]:
    own = select(Order).where(Order.client_id == client.id).order_by(Order.number)
    read = Order.whole(), joinedload(Order.gallery), selectinload(Order.documents), _PARCELS
    return db.session.scalars(own.options(*read)).all()


def carts_of(invitations: Sequence[Invitation]) -> Sequence[Cart]:
    """The open ones: what was ordered is in the orders."""
    ids = [one.id for one in invitations]
    own = select(Cart).where(Cart.invitation_id.in_(ids), Cart.ordered_at.is_(None))
    return db.session.scalars(own.order_by(Cart.id).options(*Cart.whole())).all()


def consents_of(client: Client) -> Sequence[OrderConsent]:
    own = select(OrderConsent).join(OrderConsent.order).where(Order.client_id == client.id)
    read = joinedload(OrderConsent.order)
    return db.session.scalars(own.order_by(OrderConsent.id).options(read)).all()


def downloads_of(invitations: Sequence[Invitation]) -> Sequence[Download]:
    ids = [one.id for one in invitations]
    own = select(Download).where(Download.invitation_id.in_(ids)).order_by(Download.id)
    gallery = joinedload(Download.delivery).joinedload(Delivery.gallery)
    return db.session.scalars(own.options(gallery, joinedload(Download.photo))).all()


def mails_of(client: Client, emails: Sequence[str]) -> Sequence[OutboxEntry]:
    """What was written to them, or to an address of theirs."""
    about = db.session.scalars(mails_to(client)).all()
    theirs = OutboxEntry.recipient.in_([email for email in emails if email])
    sent = OutboxEntry.of_studio(client.studio_id).where(theirs)
    found = {entry.id: entry for entry in (*about, *db.session.scalars(sent))}
    return list(found.values())


def _session(person: Invitation) -> dict[str, Any]:
    columns = ("name", "email", "created_at", "revoked_at", "last_used_at")
    views = ("first_viewed_at", "last_viewed_at", "view_count")
    wishes = ("note", "asked_at", "answered_at", "granted_until_on")
    return {
        "title": person.gallery.title,
        **_pick(person, *columns, *views),
        "extensions": [_pick(one, *wishes) for one in person.extensions],
    }


def _cart(cart: Cart) -> dict[str, Any]:
    return {
        "title": cart.invitation.gallery.title,
        **_pick(cart, "opened_at", "changed_at"),
        "photos": [
            {"file": line.photo.filename, "note": line.note, "added_at": _plain(line.added_at)}
            for line in cart.lines
        ],
        "things": [
            {"name": item.price_item.full_name, "quantity": item.quantity} for item in cart.items
        ],
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "title": order.gallery_title,
        **_pick(order, "number", "placed_at", "paid_at", "cancelled_at", "currency"),
        **_pick(order, *ADDRESS, "total_cents", "paid_cents"),
        "payments": [_pick(one, "amount_cents", "received_on", "note") for one in order.payments],
        "documents": [_document(one) for one in order.documents],
        "parcels": [_pick(one, "title", "url", "sent_on") for one in order.parcels],
        "lines": [
            _pick(line, "kind", "filename", "full_name", "quantity", "unit_price_cents", "note")
            for line in order.lines
        ],
    }


def _as_partner(client: Client) -> dict[str, Any]:
    """Their own company, and what companies of others made them known by."""
    signed = ("email", "created_at", "last_signed_in_at")
    received = db.session.scalars(received_by(client))
    return {
        "partner": [_pick(one, *COMPANY) for one in companies_of(client)],
        "sign_ins": [
            {"company": one.partner.name, **_pick(one, *signed)} for one in logins_of(client)
        ],
        "received": [_pick(one, *RECIPIENT) for one in received],
        "files": [_pick(one, "filename", "created_at") for one in files_of(client)],
        "fetches": [_pick(one, "name", "address", "at") for one in fetches_of(client)],
    }


def _document(document: Document) -> dict[str, Any]:
    facts = _pick(document, "full_number", "kind", "issued_on", "total_cents", "cancelled_at")
    return {**facts, "buyer": document.content.get("buyer")}


def _consent(consent: OrderConsent) -> dict[str, Any]:
    day = _plain(consent.order.placed_at)
    return {"order": consent.order.number, "at": day, **_pick(consent, "text", "is_given")}


def _download(download: Download) -> dict[str, Any]:
    file = download.photo.filename if download.photo else ""
    title = download.delivery.gallery.title
    columns = _pick(download, "folder", "file_count", "started_at")
    return {"title": title, "file": file, **columns}


def _pick(row: object, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
