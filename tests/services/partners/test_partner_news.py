"""A partner's own program hears of its orders: signed, again when it was away, and no one else."""

import json
import signal
import subprocess
import sys
import time

import pytest

from bin.children import die_with_parent
from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import orders, outbox, parcels, partner_news, partner_orders
from services.parcels import ParcelTerms
from services.partner_terms import TermsWrong
from tests.services.conftest import LEASE_S


class Program:
    def __init__(self, folder):
        self.folder = folder
        self.script()
        command = [sys.executable, "-m", "tests.fakes.partner", "--folder", str(folder)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
        )
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/in?from=kadr"

    def script(self, *statuses):
        (self.folder / "modes").write_text("\n".join(map(str, statuses)))

    @property
    def calls(self):
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    @property
    def news(self):
        return [json.loads(call["body"]) for call in self.calls]


@pytest.fixture
def program(tmp_path):
    running = Program(tmp_path)
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.fixture
def secret(stand, program):
    return partner_news.set_address(stand.partner, program.url)


def entries():
    wanted = db.select(OutboxEntry).filter_by(kind=partner_news.KIND).order_by(OutboxEntry.id)
    return db.session.scalars(wanted).all()


def keep_all():
    for entry in entries():
        outbox.keep(entry.id)
    db.session.expire_all()


@pytest.mark.usefixtures("secret")
def test_news_are_told_in_a_few_words(stand, program):
    """I-12, B-47: received, status, parcel, cancelled."""
    order = stand.order()
    keep_all()
    orders.set_status(order, stand.studio.order_statuses[1], "Hanna")
    keep_all()
    parcels.add_parcel(order, ParcelTerms("dpd", "0000000000001"), "Hanna")
    keep_all()
    second = stand.order(reference="PL-2")
    partner_orders.cancel_order(second)
    keep_all()
    assert [one["type"] for one in program.news] == [
        "order.received",
        "order.status",
        "order.parcel",
        "order.received",
        "order.cancelled",
    ]
    assert program.calls[0]["path"] == "/in?from=kadr"
    assert program.news[0]["data"] == {
        "id": order.number,
        "partner_order_no": "PL-1",
        "status": "received",
        "parcels": [],
    }
    assert program.news[2]["data"]["status"] == "sent"
    assert program.news[2]["data"]["parcels"][0]["number"] == "0000000000001"


def test_every_call_is_signed_and_named_the_same_when_it_comes_again(stand, program, secret):
    """Standard Webhooks: webhook-id stable over retries."""
    program.script(500, 200)
    stand.order()
    [entry] = entries()
    outbox.keep(entry.id)
    db.session.expire_all()
    assert entry.state == "retry"
    outbox.retry_now(entry)
    outbox.keep(entry.id)
    db.session.expire_all()
    assert entry.state == "sent"
    first, again = program.calls
    assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"]
    for call in program.calls:
        named = (call["headers"][f"webhook-{one}"] for one in ("id", "timestamp"))
        signed = partner_news.signature(secret, *named, call["body"].encode())
        assert call["headers"]["webhook-signature"] == signed


@pytest.mark.usefixtures("secret")
def test_a_program_that_fails_is_asked_once_for_all_that_waits_for_it(
    app, stand, program, monkeypatch
):
    """One silent partner never delays the others: a call takes up to 15 s of a worker."""
    monkeypatch.setitem(app.config, "BACKOFF_SCALE", 1)
    program.script(503)
    for number in range(2):
        stand.order(reference=f"PL-{number}")
    keep_all()
    stand.order(reference="PL-2")
    keep_all()
    assert len(program.calls) == 1
    assert {entry.state for entry in entries()} == {"retry", "pending"}
    program.script(200)
    outbox.retry_now(entries()[0])
    keep_all()
    assert [entry.state for entry in entries()] == ["sent"] * 3


@pytest.mark.usefixtures("secret")
def test_news_that_alone_are_refused_hold_up_no_other(app, stand, program, monkeypatch):
    """Nor are they told again each time that another piece gets through."""
    monkeypatch.setitem(app.config, "BACKOFF_SCALE", 1)
    program.script(400, 200)
    for number in range(2):
        stand.order(reference=f"PL-{number}")
    keep_all()
    assert [entry.state for entry in entries()] == ["retry", "sent"]
    assert entries()[0].next_at > utc_now()


@pytest.mark.usefixtures("secret")
def test_a_redirect_is_never_followed(stand, program):
    program.script(302)
    stand.order()
    keep_all()
    assert [call["path"] for call in program.calls] == ["/in?from=kadr"]
    assert entries()[0].state == "retry"


@pytest.mark.usefixtures("secret")
def test_an_address_that_is_gone_is_not_asked_again(stand, program):
    program.script(410)
    stand.order()
    keep_all()
    assert entries()[0].state == "dead"


@pytest.mark.usefixtures("secret", "program")
def test_a_private_address_is_never_called(app, stand, program, monkeypatch):
    monkeypatch.setitem(app.config, "SHOPS_ALLOW_PRIVATE", False)
    stand.order()
    keep_all()
    assert program.calls == []
    assert entries()[0].state == "retry"


@pytest.mark.usefixtures("secret")
def test_a_blocked_partner_hears_nothing(stand, program):
    """iof.md 9.29."""
    stand.order()
    stand.partner.is_sharing = False
    db.session.commit()
    keep_all()
    assert (program.calls, entries()[0].state) == ([], "cancelled")


def test_without_an_address_nothing_is_promised(stand):
    stand.order()
    assert entries() == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example",
        "https://",
        "https://u:p@x.example",
        "x",
        "https://[",
        "https://x/ y",
        "https://x.example:99999/",
    ],
)
def test_what_is_no_address_is_refused(stand, url):
    with pytest.raises(TermsWrong):
        partner_news.set_address(stand.partner, url)


def test_plain_http_is_refused_on_the_internet(app, stand, monkeypatch):
    monkeypatch.setitem(app.config, "SHOPS_ALLOW_PRIVATE", False)
    with pytest.raises(TermsWrong):
        partner_news.set_address(stand.partner, "http://x.example/in")


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize(("point", "calls"), [("before_request", 1), ("before_verdict", 2)])
def test_a_worker_killed_around_the_call_loses_nothing(stand, program, work, point, calls):
    """The order stands; the next worker keeps the promise, under the same name."""
    stand.order()
    assert work("shops", crash_at=f"partner:{point}") == -signal.SIGKILL
    db.session.expire_all()
    assert entries()[0].state == "leased"
    time.sleep(LEASE_S + 0.2)
    outbox.relay()
    assert work("shops") == 0
    db.session.expire_all()
    assert entries()[0].state == "sent"
    assert len(program.calls) == calls
    assert len({call["headers"]["webhook-id"] for call in program.calls}) == 1
