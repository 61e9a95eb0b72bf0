"""A studio that shares its offer with two partners for a whole life: time that passes, workers that
write and die, what partners' programs were told, and what they should have been."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import time_machine
from sqlalchemy import event

from extensions import db
from models import Partner, Product
from models.types import utc_now
from services import editions, feeds, offer_versions
from services.files import storage
from tests import factories
from tests.fakes.iof_consumer import IofConsumer
from tests.feeding import address, fetch, links_in, tick
from tests.offering import make_partner, make_shop_list, token_of

# Two days before the clocks go back; in Warsaw an hour comes twice.
BEGINS_AT = datetime(2026, 10, 23, 12, tzinfo=UTC)
CLOCKS_CHANGE = [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)]
INTERNAL = ("Kanarek-dostawca", "Kanarek-notatka", "76543.21", "76543,21")
PURCHASE_CENTS = 7_654_321
WORKERS_DIE_FOR = timedelta(seconds=181)


class Died(BaseException):
    """What no `except Exception` of a worker sees: the process is gone."""


class OfferLife:
    """Everything is done in this process and by one clock, so the same steps end the same way."""

    def __init__(self, web):
        self.web = web
        self._travel = time_machine.travel(BEGINS_AT, tick=False)
        self._clock = self._travel.start()
        self.studio = factories.make_studio()
        self.prices = make_shop_list(self.studio)
        self._scanned = set(storage().list("feeds"))
        self._just_read: dict[str, bytes] = {}
        self.partners = [self._partner(name, bp) for name, bp in (("Ada", 0), ("Bruno", 1000))]
        self.steady = [self.consumer(n) for n in range(2)]
        self.away = self.consumer(0)

    def end(self) -> None:
        offer_versions.settings_of(self.studio.id).is_on = False
        db.session.commit()
        self._travel.stop()

    def _partner(self, name: str, discount_bp: int) -> Partner:
        partner = make_partner(self.studio, self.prices, discount_bp=discount_bp)
        partner.client.name = f"Kanarek-{name}"
        partner.client.email = f"Kanarek-{name}@example.com"
        partner.shops[0].code = f"kanarek-{name.lower()}"
        token_of(partner)
        return partner

    def consumer(self, n: int) -> IofConsumer:
        """One who has read nothing yet."""
        return IofConsumer(self.gateway(n), lambda url: self.read(n, url))

    # What partners do

    def gateway(self, n: int) -> str:
        return address(self.partners[n].shops[0], "gateway")

    def read(self, n: int, url: str) -> bytes:
        """As a partner's program does, which is told nothing of the other. All programs that read
        at one moment are given one answer."""
        if url not in self._just_read:
            answer = fetch(self.web, url)
            assert answer.status_code == 200, (url, answer.status_code)
            other = self.partners[1 - n]
            for said in (other.client.name, other.shops[0].code):
                assert said.encode() not in answer.data, url
            self._just_read[url] = answer.data
        return self._just_read[url]

    def links(self, n: int) -> set[tuple[str, str]]:
        """Of the gateway as it is now."""
        self._just_read.clear()
        return set(links_in(self.read(n, self.gateway(n)).decode()))

    # What goes by the clock

    def wait(self, **kwargs) -> None:
        self._clock.shift(timedelta(**kwargs))

    def wait_for_the_clocks(self) -> None:
        """Half an hour before they go back, or forward."""
        wanted = [one - timedelta(minutes=30) for one in CLOCKS_CHANGE]
        if later := [one for one in wanted if one > utc_now()]:
            self._clock.move_to(later[0])

    def work(self) -> None:
        """All that is due: first what a worker that has died left behind, then what came since."""
        self._clock.shift(WORKERS_DIE_FOR)
        while self.due():
            tick()

    def due(self) -> list[int]:
        due = feeds.due(utc_now())
        own = (
            edition.id for edition, _ in editions.read_now() if edition.studio_id == self.studio.id
        )
        return [edition_id for edition_id in own if edition_id in due]

    def work_and_die(self, commits: int) -> bool:
        """A worker that dies before it commits once more; False: it was ready before."""
        self._clock.shift(WORKERS_DIE_FOR)
        ids = self.due()
        try:
            with _dying_after(commits):
                for edition_id in ids:
                    feeds.run(edition_id)
        except Died:
            db.session.rollback()
            return True
        return False

    # What there is

    def products(self) -> list[Product]:
        db.session.expire_all()
        return list(db.session.scalars(Product.of_studio(self.studio.id)))

    def offered(self, partner: Partner, discount_bp: int) -> dict[int, dict[str | None, str]]:
        """Gross prices by the codes of what is offered of each product, as the rules say it; a set
        has a price and no code."""
        found = {one.id: self._sizes(one, partner, discount_bp) for one in self.products()}
        there = {product_id: sizes for product_id, sizes in found.items() if sizes}
        for product in self.products():
            parts = {part.part_id for part in product.parts}
            if product.id in there and not parts <= there.keys():
                del there[product.id]
        return there

    def _sizes(self, product: Product, partner: Partner, discount_bp: int) -> dict[str | None, str]:
        if product.is_hidden:
            return {}
        return {
            None if product.is_set else size.code: _price(
                size.cents_in(self.prices.id), partner.rate_e4, discount_bp
            )
            for size in product.sizes
            if not (partner.only_in_stock and size.stock_count == 0)
        }

    def light(self, partner: Partner) -> dict[str, tuple[str, str]]:
        """Gross price and quantity of every size that is sold by itself."""
        unlimited = partner.unlimited_as or -1
        offered = self.offered(partner, partner.discount_bp)
        return {
            size.code: (gross, str(unlimited if size.stock_count is None else size.stock_count))
            for product in self.products()
            for size in product.sizes
            if (gross := offered.get(product.id, {}).get(size.code))
        }

    def new_bytes(self) -> list[bytes]:
        """Of all files that were stored since this was last asked, shown or not."""
        keys = set(storage().list("feeds")) - self._scanned
        self._scanned |= keys
        found = []
        for key in sorted(key for key in keys if not key.endswith(".gz")):
            with storage().open(key) as file:
                found.append(file.read())
        return found


def _price(cents: int, rate_e4: int, discount_bp: int) -> str:
    exact = Decimal(cents) / 100 * (10_000 - discount_bp) / rate_e4
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


@contextmanager
def _dying_after(commits: int):
    left = [commits]

    def die(_connection) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Died

    event.listen(db.engine, "commit", die)
    try:
        yield
    finally:
        event.remove(db.engine, "commit", die)
