"""What holds after every fault, whichever it was."""

from collections import defaultdict
from email.message import EmailMessage

from sqlalchemy import select, text

from extensions import db
from models import Order, OutboxEntry
from tests.fakes.fixtures import SmtpServer

CONFIRMATIONS = ("mail.order_placed", "mail.order_imported")
VISIBLE = {"pending", "leased", "retry", "sent", "dead", "cancelled", "done"}
COPIES = 2


def assert_invariants(server: SmtpServer) -> None:
    """I1, I2, I3 and I7 of everything in the database beside what `server` has accepted."""
    db.session.expire_all()
    copies = _by_marker(server.messages)
    entries = db.session.scalars(select(OutboxEntry)).all()
    for order in db.session.scalars(select(Order)):
        _is_whole(order)
        _is_told(order, entries)
    for entry in entries:
        _is_true(entry, copies[entry.marker])
    _is_sound()


def _is_whole(order: Order) -> None:
    """I1: an order that was confirmed exists with its lines and its total."""
    assert order.lines, f"order {order.id} has no lines"
    assert order.total_cents >= 0


def _is_told(order: Order, entries) -> None:
    """I2: the confirmation was sent, or a row says what became of it; never neither."""
    about = [one for one in entries if one.kind in CONFIRMATIONS and one.subject_id == order.id]
    assert about, f"nobody was promised the confirmation of order {order.id}"
    assert {one.state for one in about} <= VISIBLE


def _is_true(entry: OutboxEntry, copies: list[EmailMessage]) -> None:
    """I3: at most two copies, the same message, and the row admits it."""
    if entry.state == "sent" and entry.kind.startswith("mail."):
        assert copies, f"{entry.kind} {entry.id} is called sent, and no server has it"
    assert len(copies) <= COPIES
    assert len({copy["Message-ID"] for copy in copies}) <= 1
    assert len({copy["Date"] for copy in copies}) <= 1
    assert len(copies) < COPIES or entry.uncertain, f"{entry.id} went twice and does not say so"


def _is_sound() -> None:
    """I7: no row points to one that is gone."""
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def _by_marker(messages: list[EmailMessage]) -> defaultdict[str, list[EmailMessage]]:
    found = defaultdict(list)
    for message in messages:
        found[message["X-Kadr-Reference"]].append(message)
    return found
