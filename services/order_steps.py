"""What the life of an order begins, and its changes begin and end with; steps of verbs."""

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from extensions import db
from models.gallery import Gallery
from models.line_kind import FEE_KINDS
from models.order import Order
from models.studio import Studio
from models.types import utc_now
from services import shop_passing
from services.refusals import Refused
from services.transaction import changed_rows, promise


class OrderChanged(Refused):
    """Somebody has changed the order since the page was shown."""


class OrderNotEditable(Refused):
    """A cancelled order stays as it is."""


class OrderWouldBeEmpty(Refused):
    status = 422


class DiscountTooLarge(Refused):
    """More is taken off than is taxed at that rate."""

    status = 422


def claim(order: Order, version: int) -> None:
    """Of two who have seen one version, one goes on.

    Orders of one package are reckoned one after the other, as when they are placed.
    """
    db.session.execute(select(Gallery.id).where(Gallery.id == order.gallery_id).with_for_update())
    seen = update(Order).where(Order.id == order.id, Order.version == version)
    is_standing = Order.cancelled_at.is_(None)
    if changed_rows(seen.where(is_standing).values(version=Order.version + 1)) != 1:
        db.session.refresh(order)
        if order.is_cancelled:
            raise OrderNotEditable(
                lazy_gettext("This order is cancelled. Restore it before you change it.")
            )
        raise OrderChanged(
            lazy_gettext("The order was changed meanwhile. Look at it as it is now, then save.")
        )
    db.session.refresh(order)


def hold(order: Order) -> None:
    """Have whoever comes second wait; a change, because SQLite begins a transaction with one."""
    db.session.execute(update(Order).where(Order.id == order.id).values(version=Order.version))


def next_number(studio: Studio) -> int:
    """The studio's next order number; the UPDATE makes concurrent orders wait for each other."""
    taken = (
        update(Studio)
        .where(Studio.id == studio.id)
        .values(next_order_number=Studio.next_order_number + 1)
        .returning(Studio.next_order_number)
    )
    return db.session.execute(taken).scalar_one() - 1


def delivery_known(order: Order) -> None:
    """How, where and to whom it goes is known now: what has waited for that begins here (B-10).

    Every way in which an order comes calls it, once its data are complete: at placing, or when the
    delivery form has come back. The first call counts.
    """
    if not order.is_delivery_known:
        order.delivery_known_at = utc_now()
        shop_passing.pass_on(order)


def settle(order: Order) -> None:
    """Paid is what is covered by what came in."""
    if order.is_paid and order.total_cents > order.paid_cents:
        order.paid_at = None
    elif not order.is_paid and order.paid_cents and order.total_cents <= order.paid_cents:
        order.paid_at = utc_now()


def check_money(order: Order) -> None:
    """No order is empty, and none of its rates is below nothing."""
    if not any(line.kind not in FEE_KINDS for line in order.lines):
        raise OrderWouldBeEmpty(
            lazy_gettext("Nothing would be left. Cancel the order instead of emptying it.")
        )
    if any(one.gross_cents < 0 for one in order.vat_sums) or order.total_cents < 0:
        raise DiscountTooLarge(
            lazy_gettext("The discount is larger than what it is taken off. Make it smaller.")
        )


def promise_mail(order: Order) -> None:
    """The order as it is now, to the client."""
    promise(
        "mail.order_edited",
        order.id,
        order.studio_id,
        dedupe=utc_now().isoformat(),
        recipient=order.client_email,
    )


def renumber(order: Order) -> None:
    """Lines stand in the order in which they came."""
    for place, line in enumerate(order.lines):
        line.position = place
