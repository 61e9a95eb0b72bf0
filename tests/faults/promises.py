"""Promises whose worker is killed at its N-th call: others keep them in the end."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator

from sqlalchemy import func, select, update

from bin.children import wait_until
from extensions import db
from models import Order, OutboxEntry, ShopLink
from models.types import utc_now
from services import outbox, shop_checks
from tests import factories
from tests.fakes.woo_server import WooServer
from tests.faults.plant import Plant
from tests.faults.sweep import FAR_MORE_CALLS_THAN_ANY_ACT_MAKES, Kill
from tests.faults.workers import Workers
from tests.services.shops.conftest import connect

SETTLED_LIMIT_S = 30.0


class Promise(ABC):
    """What an order brings about elsewhere, and the queues its workers listen to."""

    queues: tuple[str, ...]

    def __init__(self, plant: Plant):
        self.plant = plant

    @abstractmethod
    def make(self) -> Order:
        """An order of a studio of its own."""

    @abstractmethod
    def is_kept(self, order: Order) -> bool: ...


class Mails(Promise):
    """To the client and to the studio."""

    queues = ("interactive", "backlog")

    def make(self) -> Order:
        return self.plant.order()

    def is_kept(self, order: Order) -> bool:
        mails = OutboxEntry.kind.startswith("mail."), OutboxEntry.subject_id == order.id
        sent = select(func.count()).where(*mails, OutboxEntry.state == "sent")
        return db.session.scalar(sent) == 2


class Pushes(Promise):
    """Into a WooCommerce, which is looked at afterwards as it is each hour.

    Its mails are worked off, too: of one studio the relay offers few at a time, the oldest first.
    """

    queues = ("shops", "interactive", "backlog")

    def __init__(self, plant: Plant, woo: WooServer):
        super().__init__(plant)
        plant.shop = woo

    def make(self) -> Order:
        studio = factories.make_studio()
        self.connected = connect(studio, self.plant.shop, pushes_orders=True)
        return self.plant.order(studio)

    def is_kept(self, order: Order) -> bool:
        link = db.session.scalars(select(ShopLink).where(ShopLink.order_id == order.id)).one()
        if link.is_linked:
            shop_checks.check(self.connected)
        return link.is_linked


def placed_orders() -> list[Order]:
    """All of them, as they are now."""
    db.session.rollback()
    return db.session.scalars(select(Order).order_by(Order.id)).all()


def settled(workers: Workers, promise: Promise, order: Order) -> bool:
    """Offer what waits and work it off; whether the promise is kept.

    A rest that the other side is given is over at once; the lease of a dead worker is not.
    """
    resting = update(OutboxEntry).where(OutboxEntry.state == "retry")
    db.session.execute(resting.values(next_at=utc_now()))
    db.session.commit()
    outbox.relay()
    for queue in promise.queues:
        workers.work(queue)
    db.session.expire_all()
    kept = promise.is_kept(order)
    db.session.rollback()
    return kept


def kills_of_workers(
    workers: Workers, promise: Promise, first: int = 1, step: int = 1
) -> Iterator[Kill]:
    """The worker killed at call `first`, `first + step`, … until one survives."""
    plant = promise.plant
    for number in range(first, FAR_MORE_CALLS_THAN_ANY_ACT_MAKES, step):
        plant.redis.flush()
        order = promise.make()
        if workers.work(promise.queues[0], number):
            return
        killed_at_s = time.monotonic()
        broken = plant.broken()
        kept = wait_until(lambda order=order: settled(workers, promise, order), SETTLED_LIMIT_S)
        recovered_s = time.monotonic() - killed_at_s
        broken += plant.broken()
        yield Kill(number, False, recovered_s, int(kept), tuple(broken))
