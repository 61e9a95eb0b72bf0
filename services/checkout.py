"""Placing an order: from an open cart and a filled-in form to frozen prices and two mails."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from extensions import db
from models.cart import Cart
from models.client import Client
from models.delivery_method import DeliveryMethod
from models.extension import Extension
from models.gallery import Gallery
from models.order import Order
from models.payment_method import PaymentMethod
from models.quote import Quote
from models.types import utc_now
from services import consents, events, imports, seen
from services.clients import client_of
from services.order_lines import write_lines
from services.order_steps import delivery_known, next_number
from services.order_terms import delivery_columns, payment_columns
from services.refusals import Refused
from services.selection_rules import check_selection
from services.transaction import changed_rows, promise, transaction


class CartIsEmpty(Refused):
    """Nothing has been picked."""


class CartAlreadyOrdered(Refused):
    """The same form was sent before."""


class SelectionClosed(Refused):
    """The last day of choosing has passed."""


class CartChanged(Refused):
    """The cart is not the one the client saw; it must be shown and confirmed again."""


class PriceChanged(Refused):
    """The total is not the one the client saw; it must be shown and confirmed again."""


class DeliveryMissing(Refused):
    """The chosen method is not offered, or lacks an address."""

    status = 422


class PaymentMissing(Refused):
    """Something is to be paid, and how is not said."""

    status = 422


@dataclass(frozen=True)
class Checkout:
    """What the client typed in the order form.

    `seen_total_cents` and `seen` are the total and the `services.seen` text of the cart that the
    page showed, `locale` its language; `consent_ids` are the boxes that were ticked. With None what
    was seen is not asked.
    """

    method: DeliveryMethod | None
    seen_total_cents: int
    name: str
    email: str
    payment: PaymentMethod | None = None
    seen: str | None = None
    phone: str = ""
    delivery_point: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    company: str = ""
    tax_id: str = ""
    invoice_street: str = ""
    invoice_postcode: str = ""
    invoice_city: str = ""
    invoice_email: str = ""
    note: str = ""
    consent_ids: frozenset[int] = field(default=frozenset())
    locale: str = ""


def place_order(cart: Cart, checkout: Checkout) -> Order:
    """Turn an open cart into an order and promise the two mails about it.

    Raises CartIsEmpty, SelectionClosed, CartChanged, PriceChanged, DeliveryMissing, PaymentMissing,
    consents.ConsentMissing, a refusal of `services.selection_rules`, or CartAlreadyOrdered when the
    form came a second time.
    """
    with transaction():
        _close(cart)
        quote = _checked_quote(cart, checkout)
        order = _order(cart, checkout, quote)
        order.client = _client(cart, checkout)
        locale = checkout.locale or order.locale
        order.consents = consents.answers(order.studio_id, checkout.consent_ids, locale)
        db.session.add(order)
        db.session.flush()
        write_lines(order, cart, quote)
        _charge_extensions(cart, order)
        events.note_of_order(order, "order.placed", order.client_name)
        imports.imported(order)
        delivery_known(order)
        promise(
            "mail.order_arrived",
            order.id,
            order.studio_id,
            recipient=cart.invitation.gallery.studio.contact_email,
        )
    return order


def _close(cart: Cart) -> None:
    """Of two presses one changes the row; what is in the cart is read again behind that lock."""
    close = update(Cart).where(Cart.id == cart.id, Cart.ordered_at.is_(None))
    if changed_rows(close.values(ordered_at=utc_now())) != 1:
        raise CartAlreadyOrdered(lazy_gettext("This choice has been sent already."))
    again = select(Cart).where(Cart.id == cart.id).options(*Cart.whole())
    db.session.scalars(again, execution_options={"populate_existing": True}).one()
    # Two people of one gallery share its package: their orders are reckoned one after the other.
    gallery_id = cart.invitation.gallery_id
    db.session.execute(select(Gallery.id).where(Gallery.id == gallery_id).with_for_update())


def _checked_quote(cart: Cart, checkout: Checkout) -> Quote:
    gallery = cart.invitation.gallery
    if not cart.lines and not cart.items:
        raise CartIsEmpty(lazy_gettext("Choose at least one photo first."))
    if cart.invitation.is_closed_on(gallery.studio.today()):
        raise SelectionClosed(
            lazy_gettext("The time for choosing photos has passed. Write to the studio.")
        )
    if checkout.seen not in (None, seen.text_of(cart)):
        raise CartChanged(
            lazy_gettext("The cart was changed in another window. Check what is in it now.")
        )
    quote = cart.quote(checkout.method)
    check_selection(cart, quote)
    _check_delivery(gallery.prices.delivery_methods, checkout)
    if quote.total_cents != checkout.seen_total_cents:
        raise PriceChanged(lazy_gettext("The price has changed. Check the new total below."))
    _check_payment(gallery.prices.payment_methods, checkout, quote)
    return quote


def _check_delivery(offered: list[DeliveryMethod], checkout: Checkout) -> None:
    method = checkout.method
    if offered and method not in offered:
        raise DeliveryMissing(lazy_gettext("Choose how you want to receive the order."))
    if method is None:
        return
    if method.needs_address and not (checkout.street and checkout.postcode and checkout.city):
        raise DeliveryMissing(
            lazy_gettext("Type in the street, postcode and town for the courier.")
        )
    if method.needs_point and not checkout.delivery_point:
        raise DeliveryMissing(lazy_gettext("Type in the code of the parcel locker."))


def _check_payment(offered: list[PaymentMethod], checkout: Checkout, quote: Quote) -> None:
    if offered and not quote.is_free and checkout.payment not in offered:
        raise PaymentMissing(lazy_gettext("Choose how you want to pay."))


def _order(cart: Cart, checkout: Checkout, quote: Quote) -> Order:
    gallery = cart.invitation.gallery
    studio = gallery.studio
    return Order(
        studio_id=studio.id,
        gallery_id=gallery.id,
        invitation_id=cart.invitation_id,
        cart_id=cart.id,
        status_id=studio.order_statuses[0].id,
        number=next_number(studio),
        locale=gallery.locale,
        currency=studio.currency,
        client_name=checkout.name,
        client_email=checkout.email,
        client_phone=checkout.phone,
        delivery_cents=quote.delivery_cents,
        package_photo_count=quote.package_photo_count,
        due_on=None if quote.is_free else studio.today() + studio.payment_terms.due_after,
        **{name: getattr(checkout, name) for name in _TYPED},
        **delivery_columns(checkout.method),
        **payment_columns(None if quote.is_free else checkout.payment),
    )


def _client(cart: Cart, checkout: Checkout) -> Client:
    """Whoever has the address that was typed; an unknown one is the invited person's, too."""
    studio_id = cart.invitation.gallery.studio_id
    known = db.session.scalar(Client.by_email(studio_id, checkout.email))
    return known or cart.invitation.client or client_of(studio_id, checkout.name, checkout.email)


def _charge_extensions(cart: Cart, order: Order) -> None:
    """The fees of this order's quote are not asked for again."""
    granted = update(Extension).where(
        Extension.invitation_id == cart.invitation_id,
        Extension.granted_until_on.is_not(None),
        Extension.order_id.is_(None),
    )
    db.session.execute(granted.values(order_id=order.id))


# What an order keeps as it was typed.
_TYPED = (
    *("delivery_point", "street", "postcode", "city", "company", "tax_id"),
    *("invoice_street", "invoice_postcode", "invoice_city", "invoice_email", "note"),
)
