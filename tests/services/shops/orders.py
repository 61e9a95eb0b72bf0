"""Orders for shops, and what is promised about them kept at once."""

from sqlalchemy import select

from extensions import db
from models import Order, OrderLine, OutboxEntry, ShopLink
from models.types import utc_now
from services import imports, outbox
from services.order_steps import delivery_known, next_number
from services.transaction import transaction


def order_in(studio, *lines, **values) -> Order:
    """An order by hand whose delivery is known: lines of (name, quantity, unit cents, rate)."""
    values.setdefault("client_name", "Żaneta Śliwińska")
    values.setdefault("client_email", "zaneta@example.com")
    with transaction():
        order = Order(
            studio=studio,
            status_id=studio.order_statuses[0].id,
            number=next_number(studio),
            source="manual",
            locale="pl",
            currency="PLN",
            **values,
        )
        for place, (name, quantity, cents, rate) in enumerate(lines or [("Album", 1, 9000, "23")]):
            order.lines.append(
                OrderLine(
                    position=place,
                    kind="product" if cents >= 0 else "discount",
                    item_name=name,
                    quantity=quantity,
                    unit_price_cents=cents,
                    vat_rate=rate,
                )
            )
        db.session.add(order)
        db.session.flush()
        imports.imported(order, is_confirmed=False)
        delivery_known(order)
    return order


def pushes(order) -> list[OutboxEntry]:
    return told(order, "shop.push_order")


def told(order, *kinds) -> list[OutboxEntry]:
    """What was promised to shops about the order, oldest first."""
    ids = [link.id for link in order.shop_links]
    about = select(OutboxEntry).where(OutboxEntry.subject_id.in_(ids))
    known = db.session.scalars(about.order_by(OutboxEntry.id)).all()
    return [one for one in known if one.kind in kinds or (not kinds and "shop." in one.kind)]


def keep_shops(rounds: int = 6) -> None:
    """Keep what shops are promised, as often as it comes up, without waiting for the clock."""
    for _ in range(rounds):
        db.session.execute(
            db.update(OutboxEntry)
            .where(OutboxEntry.shop_id.is_not(None), OutboxEntry.state.in_(("pending", "retry")))
            .values(next_at=utc_now())
        )
        db.session.commit()
        due = select(OutboxEntry.id).where(
            OutboxEntry.shop_id.is_not(None), OutboxEntry.state.in_(("pending", "retry"))
        )
        ids = db.session.scalars(due.order_by(OutboxEntry.id)).all()
        if not ids:
            return
        for entry_id in ids:
            outbox.keep(entry_id)


def link_of(order) -> ShopLink:
    (link,) = order.shop_links
    db.session.refresh(link)
    return link
