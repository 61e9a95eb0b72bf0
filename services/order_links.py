"""The links to orders that come from no gallery: given, mailed, and used up by nobody."""

from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext

from extensions import db
from models.order import Order
from models.order_link import OrderLink
from models.token import new_token, token_hash
from models.types import utc_now
from services import events, vault
from services.refusals import Refused
from services.transaction import promise, transaction

FORM_MAIL = "mail.order_form"
NOTED_EVERY = timedelta(minutes=1)


class NobodyToWrite(Refused):
    """The order has no e-mail address."""


class FormNotWanted(Refused):
    """The order is cancelled, or its delivery is known."""


def give(order: Order) -> OrderLink:
    """The order's link, a new one when it has none; a step of a verb."""
    if order.link is None:
        token = new_token()
        order.link = OrderLink(token_hash=token_hash(token), token_sealed=vault.seal(token))
    return order.link


def url_of(order: Order) -> str:
    """The address of the order's page, which asks for the delivery first; "" without a link."""
    if order.link is None:
        return ""
    return f"{current_app.config['PUBLIC_BASE_URL']}/o/{vault.unseal(order.link.token_sealed)}"


def revoke(link: OrderLink) -> None:
    """The address is dead at once; the next mail about the order brings another one."""
    with transaction():
        db.session.delete(link)


def note_use(link: OrderLink, now: datetime | None = None) -> None:
    """Noted once a minute."""
    now = now or utc_now()
    if link.last_used_at is None or now - link.last_used_at >= NOTED_EVERY:
        with transaction(reread=False):
            link.last_used_at = now


def send_form(order: Order, actor: str) -> None:
    """Mail the client the delivery form. Raises FormNotWanted, NobodyToWrite."""
    if not order.waits_for_delivery_form:
        raise FormNotWanted(lazy_gettext("The delivery of this order is known already."))
    if not order.client_email:
        raise NobodyToWrite(lazy_gettext("The order has no e-mail address. Add one first."))
    with transaction():
        give(order)
        promise(
            FORM_MAIL,
            order.id,
            order.studio_id,
            dedupe=utc_now().isoformat(),
            recipient=order.client_email,
        )
        events.note_of_order(order, "order.form_sent", actor, email=order.client_email)
