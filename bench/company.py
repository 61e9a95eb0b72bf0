"""What goes on beside a mail-out: an upload, a backlog of mails, orders, partners, downloads."""

import http.client
import shutil
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import func, insert, select

from bench import offer_services, processes, senders
from bench.archives import Downloads
from bench.crowd import with_token
from bench.figures import Figures
from bench.scene import Scene
from bench.visitors import Visit
from extensions import db
from models import Order
from models.outbox import OutboxEntry, new_marker
from models.photo import Photo
from models.types import utc_now
from services import editions, feeds
from tests import factories
from tests.fakes.fixtures import SmtpServer
from tests.feeding import address
from tests.offering import token_of

LINE_BYTES_S = 100_000_000 / 8
MAILS, STUDIOS = 5000, 20
ORDERS, AT_ONCE = 100, 20
PARTNERS, PRODUCTS = 20, 10_000


class Mails(SmtpServer):
    """A mail server for as long as the benchmark runs."""

    def __init__(self):
        super().__init__(Path(tempfile.mkdtemp(prefix="kadr-bench-mails-")))

    def __enter__(self) -> "Mails":
        self.start()
        return self

    def __exit__(self, *_error) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Upload(Scene):
    title = "a photographer uploads over 100 Mbit/s"

    def __enter__(self) -> Scene:
        user = factories.make_user()
        browser = self.kadr.sign_in(user)
        self.gallery_id = factories.make_gallery(user.studio).id
        files = senders.photos(self.kadr.folder / "camera", int(90 * self.part))
        sendings = [senders.raw_put(self.gallery_id, browser)(file) for file in files]
        self.size_bytes = sum(file.stat().st_size for file in files)
        self.thread = threading.Thread(target=self._send, args=(sendings,))
        self.thread.start()
        return self

    def _send(self, sendings: list[senders.Sending]) -> None:
        """Each file not before the line would have taken the ones before it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.load.port, timeout=60)
        started, line_s = time.perf_counter(), 0.0
        for sending in sendings:
            time.sleep(max(0.0, line_s - (time.perf_counter() - started)))
            line_s += sending.file.stat().st_size / LINE_BYTES_S
            senders.send(connection, sending)
        self.took_s = max(time.perf_counter() - started, line_s)

    def tell(self, figures: Figures, _found) -> None:
        self.thread.join()
        share = self.size_bytes / self.took_s / LINE_BYTES_S
        figures.at_least("of the line's 12.5 MB/s", 100 * share, 80, "%")
        waits = self._waits()
        figures.at_most("first thumbnail after its file", waits[0], 5, "s")
        last = f"{len(waits)} photos, the last {waits[-1]:.0f} s"
        figures.note("preview after its file, median", f"{median(waits):.0f} s ({last})")
        for name in ("web", "workers"):
            peak_mb = max(map(processes.peak_rss_mb, self.kadr.pids(name)))
            figures.at_most(f"memory of one process of {name}", peak_mb, 500, "MB")

    def _waits(self) -> list[float]:
        """Seconds from each file to its renditions, in the order in which they were ready."""
        left = select(func.count()).where(
            Photo.gallery_id == self.gallery_id, Photo.rendered_at.is_(None)
        )
        while db.session.scalar(left):
            db.session.rollback()
            time.sleep(0.5)
        times = select(Photo.received_at, Photo.rendered_at).where(
            Photo.gallery_id == self.gallery_id
        )
        found = db.session.execute(times.order_by(Photo.rendered_at)).all()
        return [(ready - came).total_seconds() for came, ready in found]


class Backlog(Scene):
    title = "mails of 20 studios that an outage has left, and new ones"

    def __enter__(self) -> Scene:
        self.count = int(MAILS * self.part)
        studios = [factories.make_studio() for _ in range(STUDIOS)]
        people = [factories.make_invitation(factories.make_gallery(one)) for one in studios]
        owed = [(one.gallery.studio_id, one.id, one.email) for one in people]
        rows = [self._row(number, *owed[number % STUDIOS]) for number in range(self.count)]
        db.session.execute(insert(OutboxEntry), rows)
        db.session.commit()
        self.began_at = utc_now()
        self.new = [self._order() for _ in range(int(12 * self.part))]
        return self

    def _row(self, number: int, studio_id: int, invitation_id: int, recipient: str) -> dict:
        return {
            "studio_id": studio_id,
            "kind": "mail.gallery_ready",
            "subject_id": invitation_id,
            "recipient": recipient,
            "dedupe_key": f"bench-{number}",
            "marker": new_marker(),
            "state": "retry",
            "attempts": 1,
        }

    def _order(self) -> int:
        return factories.make_order(factories.make_cart(photos=None)).id

    def tell(self, figures: Figures, _found) -> None:
        is_new = OutboxEntry.subject_id.in_(self.new) & (OutboxEntry.kind == "mail.order_placed")
        while self._left():
            time.sleep(1)
        ends = db.session.scalar(select(func.max(OutboxEntry.sent_at)))
        took_s = (ends - self.began_at) / timedelta(seconds=1)
        figures.at_least("mails a second", self.count / took_s, 20, "/s", f"{self.count:,} mails")
        rows = db.session.scalars(select(OutboxEntry).where(is_new)).all()
        waits = [(row.sent_at - row.created_at) / timedelta(seconds=1) for row in rows]
        figures.at_most("longest wait of the mail of a new order", max(waits), 60, "s")

    def _left(self) -> int:
        db.session.rollback()
        mails = OutboxEntry.kind.startswith("mail.")
        open_ones = OutboxEntry.state.in_(("pending", "retry", "leased"))
        return db.session.scalar(select(func.count()).where(mails, open_ones)) or 0


class Rush(Scene):
    title = "100 clients order within a minute, 20 of them at once"

    def __enter__(self) -> Scene:
        self.count = int(ORDERS * self.part)
        people = [factories.make_invitation(self.crowd.gallery) for _ in range(self.count)]
        path = f"/g/{self.crowd.gallery.code}/order"
        for number, person in enumerate(people):
            due_s = 10.0 if number < AT_ONCE else 60 * self.part * number / self.count
            headers = with_token(self.kadr, self.kadr.enter(person))
            form = urlencode(self._form(person))
            self.visits.append(Visit(due_s, -number - 1, "order", path, headers, form))
        self.before = self._orders()
        return self

    def _form(self, person) -> dict[str, str]:
        cart = factories.make_cart(person, self.crowd.photos[:12])
        total = str(cart.quote(None).total_cents)
        form = {"cart_key": cart.key, "name": person.name, "seen_total": total}
        return form | {"email": person.email}

    def _orders(self) -> int:
        db.session.rollback()
        return db.session.scalar(select(func.count()).select_from(Order)) or 0

    def tell(self, figures: Figures, found) -> None:
        for share, limit_ms in ((0.95, 500), (0.99, 2000)):
            late_ms = found.late_ms("order", share)
            figures.at_most(f"order, p{100 * share:.0f}", late_ms, limit_ms, "ms")
        made = self._orders() - self.before
        figures.holds("orders", f"{made} of {self.count}", "each once", made == self.count)


class Partners(Scene):
    title = "20 partners fetch an offer of 10,000 products in the same second"

    def __enter__(self) -> Scene:
        shop = offer_services._furnish(int(PRODUCTS * self.part) // 1000 * 1000)
        token_of(shop.partner)
        self._write(shop)
        for number in range(PARTNERS):
            for name in ("gateway", "full", "light"):
                visit = Visit(10.0, -100 - number, f"offer {name}", address(shop, name), {})
                self.visits += [visit, visit._replace(due_s=1 + number / 4, kind="warming up")]
        return self

    def _write(self, shop) -> None:
        feeds.ask(shop.partner)
        feeds.offer_due(utc_now())
        edition = editions.ensure(shop)
        while edition.id in feeds.due(utc_now()) or edition.lease_until is not None:
            db.session.rollback()
            time.sleep(0.5)

    def tell(self, figures: Figures, found) -> None:
        late_ms = found.late_ms("offer full", 0.95, is_first=True)
        size_mb = found.answers["offer full"][0].size_bytes / 1e6
        figures.at_most("first byte of the offer, p95", late_ms, 300, "ms", f"{size_mb:.1f} MB")


SCENES: dict[str, type[Scene]] = {
    "L2": Upload,
    "L3": Backlog,
    "L4": Rush,
    "L5": Partners,
    "L6": Downloads,
}
