"""One studio and its shop for a whole life: time that passes, workers that keep promises, and what
the shop was ever asked to change."""

import json
import re
from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from extensions import db
from models import Order, OutboxEntry, ShopExchange, ShopLink, ShopMapping
from models.types import utc_now
from services import outbox, shop_exchanges, shop_pauses
from tests import factories
from tests.services.shops.conftest import connect

FACTS = {"_tracking_number", "_tracking_provider", "_tracking_url"}
FACTS |= {"_invoice_number", "_invoice_pdf_url"}
CHANGES = ({"status"}, {"set_paid", "transaction_id"}, {"status", "transaction_id"}, {"meta_data"})
KEPT = ("shop.", "document.")
ROUNDS = 12


class ShopLife:
    """Everything is done by hand in this process, so that the same steps end the same way."""

    def __init__(self, woo):
        self.woo = woo
        woo.reset()
        self.passed_s = 0
        self._travel = time_machine.travel(datetime.now(UTC))
        self._clock = self._travel.start()
        self.studio = factories.make_studio()
        factories.sells(self.studio)
        self.studio.feedback.pushes_document = True
        self.shop = self._connect()
        self._said = 0
        self.said: list[dict] = []
        self.there: dict[str, dict] = {}

    def end(self) -> None:
        self._travel.stop()

    def _connect(self):
        shop = connect(
            self.studio,
            self.woo,
            pushes_orders=True,
            fetches_orders=True,
            fetches_from_at=utc_now() - timedelta(hours=1),
            passes_payments=True,
            passes_tracking_since_at=utc_now(),
            status_after_completion="completed",
        )
        codes = ("on-hold", "processing", "completed")
        for status, code in zip(self.studio.order_statuses[1:4], codes, strict=True):
            shop.mappings.append(ShopMapping(subject="status", ours=str(status.id), code=code))
        shop.mappings.append(ShopMapping(subject="status", ours="cancelled", code="cancelled"))
        db.session.commit()
        return shop

    def wait(self, hours: float) -> None:
        """Here and in the shop; what is due by then runs, and the workers keep what is promised."""
        self.passed_s += round(hours * 3600)
        self._clock.shift(timedelta(hours=hours))
        self.woo.settle(clock_offset_s=self.passed_s)
        mine = ShopExchange.due(utc_now()).where(ShopExchange.shop_id == self.shop.id)
        for row in db.session.scalars(mine).all():
            shop_exchanges.run(row.id)
        self.work()

    def work(self) -> None:
        """Keep what is due now, and what comes of it."""
        for _ in range(ROUNDS):
            due = OutboxEntry.due(utc_now()).where(OutboxEntry.studio_id == self.studio.id)
            ids = [one.id for one in db.session.scalars(due) if one.kind.startswith(KEPT)]
            for entry_id in ids:
                outbox.keep(entry_id)
            if not ids:
                return

    def calm(self) -> None:
        """Nothing fails any more, and everything that waits has had its time."""
        self.woo.forgive()
        if self.shop.is_paused:
            shop_pauses.resume(self.shop, utc_now())
        for _ in range(4):
            self.wait(4.1)

    def exchange(self, name: str) -> None:
        row = next(one for one in self.shop.exchanges if one.name == name)
        shop_exchanges.ask(self.shop, name)
        shop_exchanges.run(row.id)

    def orders(self) -> list[Order]:
        mine = select(Order).where(Order.studio_id == self.studio.id)
        return list(db.session.scalars(mine.order_by(Order.id)))

    def links(self) -> list[ShopLink]:
        return list(db.session.scalars(ShopLink.of_shop(self.shop.id)))

    def open_promises(self, link: ShopLink) -> list[OutboxEntry]:
        about = select(OutboxEntry).where(
            OutboxEntry.shop_id == self.shop.id,
            OutboxEntry.subject_id == link.id,
            OutboxEntry.state.in_(("pending", "retry", "leased")),
        )
        return list(db.session.scalars(about))

    def look(self) -> None:
        """At the shop as it is now, and at what it was told since the last look."""
        self.there = self.woo.state["orders"]
        with self.woo.log.open() as log:
            log.seek(self._said)
            calls = [json.loads(line) for line in log]
            self._said = log.tell()
        self.said += [call for call in calls if call["method"] not in ("GET", "HEAD")]

    def heard(self) -> list[dict]:
        """What the shop was told since this was asked last."""
        new, self.said = self.said, []
        return new


def check_said(call: dict) -> str:
    """Nothing but status, payment, parcels and papers is ever said of an order (B-33).

    Returns the number of the order the shop was told is paid, else nothing.
    """
    said, path = call["sent"], call["path"]
    if call["method"] == "POST" and path == "/orders":
        assert "set_paid" not in said
        return ""
    if call["method"] == "POST" and re.fullmatch(r"/orders/\d+/notes", path):
        assert set(said) == {"note", "customer_note"}
        return ""
    assert call["method"] == "PUT", call
    assert re.fullmatch(r"/orders/\d+", path), call
    assert set(said) in CHANGES, call
    assert {one["key"] for one in said.get("meta_data", ())} <= FACTS, call
    return path.removeprefix("/orders/") if "transaction_id" in said else ""
