"""What is offered to the workers again: of every studio and queue a few, in their turn."""

from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from services import outbox, queues


def ids_in(queue: str) -> list[int]:
    """The entries that the workers of a queue are offered."""
    connection = queues.connect()
    jobs = queues.queue(queue, connection).jobs
    connection.close()
    return [job.args[0] for job in jobs]


def test_mails_that_nobody_sends_keep_no_order_from_the_shop(make, running_redis):
    """M-27, O-01: every queue of a studio has turns of its own, also behind hundreds of others."""
    studio = make.make_studio()
    kinds = ["mail.order_placed"] * 600 + ["shop.push", "document.render"]
    rows = [
        OutboxEntry(studio_id=studio.id, kind=kind, subject_id=number, dedupe_key=f"{number}")
        for number, kind in enumerate(kinds)
    ]
    db.session.add_all(rows)
    db.session.commit()
    *mails, push, document = [row.id for row in rows]
    assert outbox.relay() == outbox.IN_FLIGHT_EACH + 2
    assert ids_in("interactive") == mails[: outbox.IN_FLIGHT_EACH]
    assert (ids_in("shops"), ids_in("documents")) == ([push], [document])


def test_a_promise_has_the_same_queue_in_python_and_in_the_database(make):
    studio = make.make_studio()
    for kind in ("mail.order_placed", "shop.push", "partner.news", "document.render"):
        for state, attempts in (("pending", 0), ("pending", 2), ("retry", 1), ("leased", 1)):
            row = OutboxEntry(studio_id=studio.id, kind=kind, subject_id=1, state=state)
            row.attempts, row.dedupe_key = attempts, f"{kind} {state} {attempts}"
            db.session.add(row)
    db.session.commit()
    found = db.session.execute(select(OutboxEntry, OutboxEntry.queue)).all()
    assert len(found) == 16
    assert all(row.queue == told for row, told in found)
