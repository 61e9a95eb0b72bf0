"""Orders whose life is followed: a shop, a payer, and everything that is promised kept at once."""

from sqlalchemy import select

from extensions import db
from models import Order, OrderAction, OrderLine, OutboxEntry, Shop, ShopLink
from models.types import utc_now
from services import imports, outbox
from services.transaction import transaction
from tests.fakes.shop_connector import SCRIPTED


def connect(studio, server, platform=SCRIPTED, **values) -> Shop:
    """A shop of the studio that the scripted server is."""
    shop = Shop(studio_id=studio.id, platform=platform, name="Sklep", base_url=server.url)
    for name, value in values.items():
        setattr(shop, name, value)
    db.session.add(shop)
    db.session.commit()
    return shop


def put_into(shop, order, number="77") -> None:
    link = ShopLink(order=order, shop=shop, remote_id=number, number=number)
    db.session.add(link)
    db.session.commit()


def keep_all() -> None:
    """Everything that is promised and can be kept now, the documents first."""
    for _ in range(3):
        open_ones = select(OutboxEntry.id).where(OutboxEntry.state.in_(("pending", "retry")))
        for entry_id in db.session.scalars(open_ones.order_by(OutboxEntry.id)).all():
            outbox.keep(entry_id)


def promised(order, *kinds) -> list[OutboxEntry]:
    """What was promised about the order, of these kinds or of all, oldest first."""
    known = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id)).all()
    links = [link.id for link in order.shop_links]
    about = [
        one
        for one in known
        if one.subject_id in (links if one.kind.startswith("shop.") else [order.id])
        and "document." not in one.kind
    ]
    return [one for one in about if not kinds or one.kind in kinds]


def outcomes(order) -> dict[str, str]:
    """How each action about the order stands, by its name."""
    done = db.session.scalars(select(OrderAction).where(OrderAction.order_id == order.id))
    return {one.action: one.outcome for one in done}


def kinds_of(order: Order) -> list[str]:
    """The order's timeline, oldest first."""
    return [event.kind for event in reversed(order.events)]


def come_in(gallery, shop=None, *, paid=False, remote_id="77", **values) -> Order:
    """An order from elsewhere, where it was confirmed; `remote_id` in `shop` if there is one."""
    studio = gallery.studio
    numbers = db.session.scalar(select(db.func.max(Order.number)))
    values.setdefault("client_email", "anna@example.com")
    order = Order(
        studio_id=studio.id,
        gallery_id=gallery.id,
        status_id=studio.order_statuses[0].id,
        number=(numbers or 1000) + 1,
        locale=gallery.locale,
        currency="PLN",
        client_name="Anna",
        **values,
    )
    order.lines.append(
        OrderLine(position=0, kind="product", item_name="Album", unit_price_cents=9000)
    )
    if paid:
        order.paid_at, order.paid_cents = utc_now(), 9000
    if shop:
        order.shop_links.append(ShopLink(shop=shop, remote_id=remote_id, is_fetched=True))
    with transaction():
        db.session.add(order)
        db.session.flush()
        imports.imported(order, is_confirmed=False)
    return order
