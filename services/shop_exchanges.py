"""What is exchanged with each shop by the clock, by a button, or because the shop has news.

Of two who come at once one does the work; a shop that failed is left alone for a while, and one
that refused until somebody has looked.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import select, update

from extensions import db
from models.shop import Shop
from models.shop_exchange import Exchange, ShopExchange
from models.types import utc_now
from services import queues, shop_checks, shop_fetches, shop_pauses, shop_rounds
from services.delivery_errors import NotDelivered
from services.queues import Wake
from services.transaction import EXCHANGE_JOB, changed_rows, transaction

log = structlog.get_logger()

LONGEST_RUN = timedelta(minutes=30)
# After a failure the next try comes sooner than the rhythm says.
AGAIN_AFTER = timedelta(minutes=15)
RHYTHMS = {
    Exchange.ORDERS: "SHOP_ORDERS_EVERY_S",
    Exchange.STATUSES: "SHOP_STATUSES_EVERY_S",
    Exchange.PAYMENTS: "SHOP_PAYMENTS_EVERY_S",
    Exchange.CHECKS: "SHOP_CHECKS_EVERY_S",
    Exchange.STOCK: "SHOP_STOCK_EVERY_S",
}


def every(name: str) -> timedelta:
    """The rhythm of an exchange, as the installation sets it."""
    return timedelta(seconds=current_app.config[RHYTHMS[Exchange(name)]])


def begin(shop: Shop, now: datetime) -> None:
    """The exchanges of a new shop, each due after its rhythm; a step."""
    for name in Exchange:
        db.session.add(ShopExchange(shop=shop, name=name, next_run_at=now + every(name)))


def ask(shop: Shop, name: Exchange) -> bool:
    """Have it run now; False when it runs already: then it runs once more, for what has happened
    behind that run's back."""
    now = utc_now()
    own = update(ShopExchange).where(ShopExchange.shop_id == shop.id, ShopExchange.name == name)
    asked = own.values(asked_at=now, next_run_at=now)
    with transaction():
        row = db.session.execute(asked.returning(ShopExchange.id, ShopExchange.runs_until)).first()
        is_free = row is not None and (row.runs_until is None or row.runs_until <= now)
        if row and is_free:
            db.session.info["woken"].append(Wake("shops", EXCHANGE_JOB, row.id, is_urgent=True))
    return is_free


def offer_due(now: datetime) -> int:
    """Wake the workers for what is due; returns how many were offered."""
    ids = [row.id for row in db.session.scalars(ShopExchange.due(now))]
    db.session.rollback()
    queues.wake(Wake("shops", EXCHANGE_JOB, row_id) for row_id in ids)
    return len(ids)


def run(exchange_id: int) -> None:
    """One exchange, if it is due and nobody else runs it."""
    now = utc_now()
    exchange = _claim(exchange_id, now)
    if exchange is None:
        return
    shop, name = exchange.shop, Exchange(exchange.name)
    is_asked = exchange.asked_at is not None
    if not shop.is_active or shop_pauses.is_left_alone(shop, now):
        rests = shop.rests_until if not shop.is_paused and shop.rests_at(now) else None
        _postpone(exchange_id, rests or now + every(name))
        return
    try:
        count, is_whole = WORK[name](shop, is_asked)
    except NotDelivered as error:
        log.warning("shop_exchange_failed", exchange=exchange_id, name=name, code=error.code)
        _fail(exchange_id, now, error)
    else:
        _finish(exchange_id, now, count)
        if not is_whole:
            _go_on(exchange_id)


def _claim(exchange_id: int, now: datetime) -> ShopExchange | None:
    free = update(ShopExchange).where(
        ShopExchange.id == exchange_id,
        ShopExchange.next_run_at <= now,
        ShopExchange.runs_until.is_(None) | (ShopExchange.runs_until <= now),
    )
    with transaction():
        if changed_rows(free.values(runs_until=now + LONGEST_RUN)) != 1:
            return None
    return db.session.scalar(select(ShopExchange).where(ShopExchange.id == exchange_id))


def _finish(exchange_id: int, began_at: datetime, count: int, code: str = "", error: str = ""):
    with transaction():
        if row := db.session.get(ShopExchange, exchange_id):
            is_asked_again = row.asked_at is not None and row.asked_at > began_at
            row.runs_until = None
            row.last_run_at, row.last_count = utc_now(), count
            row.last_code, row.last_error = code, error
            row.next_run_at = began_at + every(row.name)
            if is_asked_again and not code:
                row.next_run_at = utc_now()
                db.session.info["woken"].append(Wake("shops", EXCHANGE_JOB, exchange_id))
            else:
                row.asked_at = None


def _postpone(exchange_id: int, until: datetime) -> None:
    """Nothing was asked of the shop; whoever pressed the button is served then."""
    with transaction():
        if row := db.session.get(ShopExchange, exchange_id):
            row.runs_until, row.next_run_at = None, until


def _go_on(exchange_id: int) -> None:
    """The rest at once, from where it came to: without looking back again."""
    with transaction():
        if row := db.session.get(ShopExchange, exchange_id):
            row.next_run_at = utc_now()
            db.session.info["woken"].append(Wake("shops", EXCHANGE_JOB, exchange_id))


def _fail(exchange_id: int, began_at: datetime, error: NotDelivered) -> None:
    _finish(exchange_id, began_at, 0, error.code, str(error))
    with transaction():
        row = db.session.get(ShopExchange, exchange_id)
        if row is None:
            return
        row.next_run_at = utc_now() + min(AGAIN_AFTER, every(row.name))
        if error.of_server:
            shop_pauses.fail(row.shop, error, utc_now())


def _fetch(shop: Shop, is_asked: bool) -> tuple[int, bool]:
    if not (shop.fetches_orders or shop.pushes_orders):
        return 0, True
    fetched = shop_fetches.fetch(shop, looks_back=is_asked)
    return fetched.count, fetched.is_whole


# How much was done, and whether that was all.
WORK: dict[Exchange, Callable[[Shop, bool], tuple[int, bool]]] = {
    Exchange.ORDERS: _fetch,
    Exchange.STATUSES: lambda shop, _: (shop_rounds.statuses(shop), True),
    Exchange.PAYMENTS: lambda shop, _: (shop_rounds.payments(shop), True),
    Exchange.CHECKS: lambda shop, _: (shop_checks.check(shop), True),
    Exchange.STOCK: lambda shop, _: (shop_checks.read_stock(shop), True),
}
