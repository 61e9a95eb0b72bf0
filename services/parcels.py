"""Parcels of an order: entered, corrected, taken off again; the client learns of each once."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext

from extensions import db
from formats.tracking import NAMES, OTHER, clean_number, is_link, tracking_url
from models.order import Order
from models.parcel import Parcel
from services import events, shop_parcels
from services.order_steps import hold
from services.refusals import Refused
from services.transaction import promise, transaction

PARCEL_MAIL = "mail.order_parcel"
PARCEL_LIMIT = 50
NUMBER_LIMIT = 60


class NumberWrong(Refused):
    """Nothing, too long, or entered for this order before."""

    status = 422


class LinkWrong(Refused):
    """Not an address that may be shown to a client."""

    status = 422


class TooManyParcels(Refused):
    """There are fifty already."""


@dataclass(frozen=True)
class ParcelTerms:
    """`carrier_name` and `url` count for other carriers alone: those known have their own."""

    carrier: str
    number: str
    carrier_name: str = ""
    url: str = ""
    sent_on: date | None = None


def add_parcel(order: Order, terms: ParcelTerms, actor: str, *, is_mailed: bool = True) -> Parcel:
    """Enter a parcel; it is on the client's page at once, and in a mail unless that is not wished.

    Of a cancelled order nobody is told. Raises NumberWrong, LinkWrong, TooManyParcels.
    """
    with transaction():
        hold(order)
        db.session.refresh(order)
        if len(order.parcels) >= PARCEL_LIMIT:
            raise TooManyParcels(lazy_gettext("The order has 50 parcels already."))
        columns = _columns(order, terms)
        parcel = Parcel(order=order, **columns)
        db.session.add(parcel)
        db.session.flush()
        events.note_of_order(order, "order.parcel", actor, parcel=parcel.title)
        if is_mailed and order.client_email and order.is_standing:
            _promise_mail(order, parcel)
        shop_parcels.tell(order, parcel)
    return parcel


def change_parcel(parcel: Parcel, terms: ParcelTerms, actor: str) -> None:
    """Correct what was entered; nobody is mailed again. Raises NumberWrong, LinkWrong."""
    with transaction():
        order = parcel.order
        hold(order)
        columns = _columns(order, terms, without=parcel)
        if all(getattr(parcel, name) == value for name, value in columns.items()):
            return
        for name, value in columns.items():
            setattr(parcel, name, value)
        db.session.flush()
        events.note_of_order(order, "order.parcel_changed", actor, parcel=parcel.title)
        shop_parcels.tell(order, parcel)


def remove_parcel(parcel: Parcel, actor: str) -> None:
    """It was entered by mistake; a mail about it that waits is not sent."""
    with transaction():
        order = parcel.order
        events.note_of_order(order, "order.parcel_removed", actor, parcel=parcel.title)
        order.parcels.remove(parcel)


def _columns(order: Order, terms: ParcelTerms, without: Parcel | None = None) -> dict:
    number = clean_number(terms.number)
    carrier = terms.carrier if terms.carrier in NAMES else OTHER
    if not number or len(number) > NUMBER_LIMIT:
        raise NumberWrong(lazy_gettext("Write the number of the parcel, as it is on its label."))
    others = (one for one in order.parcels if one is not without)
    if any((one.carrier, one.number) == (carrier, number) for one in others):
        raise NumberWrong(lazy_gettext("This parcel has been entered already."))
    url = tracking_url(carrier, number) or terms.url
    if url and not is_link(url):
        raise LinkWrong(lazy_gettext("Copy the whole address; it begins with https://."))
    return {
        "carrier": carrier,
        "carrier_name": NAMES.get(carrier, terms.carrier_name),
        "number": number,
        "url": url,
        "sent_on": terms.sent_on,
    }


def _promise_mail(order: Order, parcel: Parcel) -> None:
    entry = promise(
        PARCEL_MAIL,
        order.id,
        order.studio_id,
        dedupe=f"{parcel.id}:{parcel.made_at.isoformat()}",
        recipient=order.client_email,
    )
    entry.payload = {"parcel_id": parcel.id}
