"""Numbers of documents, without a gap and without a repeat."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from extensions import db
from models import Document, DocumentSeries, Order, OutboxEntry
from services import completion, documents
from services.transaction import transaction
from tests.services.test_pressing_at_once import at_once

THREADS = 20


def orders_of(make, studio, count):
    gallery = make.make_gallery(studio, package_photo_count=1, package_cents=100)
    ids = []
    for _ in range(count):
        person = make.make_invitation(gallery)
        ids.append(make.make_order(make.make_cart(person, [make.make_photo(gallery)])).id)
    return ids


def sell(order_id):
    with transaction():
        order = db.session.get_one(Order, order_id)
        return documents.issue_sale(order, "Hanna")[0].number


def numbers(kind="PA"):
    wanted = select(Document.number).where(Document.kind == kind).order_by(Document.number)
    return db.session.scalars(wanted).all()


def test_twenty_sales_at_once_are_numbered_without_gap_or_repeat(app, make):
    """O-06, D2: on SQLite and on PostgreSQL, whichever the suite runs on."""
    ids = orders_of(make, make.make_studio(), THREADS)
    results = at_once(app, THREADS, lambda n: sell(ids[n]))
    assert sorted(results) == list(range(1, THREADS + 1))
    assert numbers() == list(range(1, THREADS + 1))


def test_twenty_orders_completed_at_once_are_numbered_alike(app, make):
    """O-05, D2: with everything that follows from a completion in the same transaction."""
    studio = make.make_studio()
    studio.feedback.mails_after_completion = studio.feedback.attaches_document = True
    ids = orders_of(make, studio, THREADS)

    def complete(n):
        completion.complete(db.session.get_one(Order, ids[n]), "Hanna")

    assert at_once(app, THREADS, complete) == [None] * THREADS
    assert numbers() == list(range(1, THREADS + 1))
    mails = select(OutboxEntry.id).where(OutboxEntry.kind == "mail.order_completed")
    assert len(db.session.scalars(mails).all()) == THREADS


def test_twenty_sales_of_one_order_at_once_make_one_document(app, make):
    """D2."""
    (order_id,) = orders_of(make, make.make_studio(), 1)
    results = at_once(app, THREADS, lambda _: sell(order_id))
    assert Counter(type(one).__name__ for one in results) == {"int": 1, "OrderAlreadySold": 19}
    assert numbers() == [1]


def test_some_of_twenty_that_break_leave_no_gap(app, make):
    """D2: the number goes back with the transaction."""
    ids = orders_of(make, make.make_studio(), THREADS)

    def press(n):
        with suppress(ZeroDivisionError), transaction():
            documents.issue_sale(db.session.get_one(Order, ids[n]), "Hanna")
            if n % 3 == 0:
                raise ZeroDivisionError

    at_once(app, THREADS, press)
    assert numbers() == list(range(1, 14))


def test_every_studio_and_kind_counts_for_itself(make):
    for _ in range(2):
        studio = make.make_studio()
        make.sells(studio)
        for order_id in orders_of(make, studio, 2):
            sell(order_id)
    assert numbers() == numbers("RO") == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("zone", "year"), [("Europe/Warsaw", 2027), ("America/New_York", 2026), ("Asia/Tokyo", 2027)]
)
def test_the_year_begins_at_midnight_where_the_studio_is(make, zone, year):
    """F20: 23:30 UTC on New Year's Eve."""
    studio = make.make_studio(timezone=zone)
    first, second = orders_of(make, studio, 2)
    with time_machine.travel(datetime(2026, 12, 31, 10, 0, tzinfo=UTC), tick=False):
        sell(first)
    with time_machine.travel(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        sell(second)
    second_one = db.session.scalars(select(Document).order_by(Document.id.desc())).first()
    assert second_one.full_number == f"PA/{1 if year == 2027 else 2}/{year}"
    assert second_one.issued_on.year == year


def test_a_clock_that_goes_back_repeats_no_number(make):
    """F20."""
    first, second, third = orders_of(make, make.make_studio(), 3)
    for order_id, hour in ((first, 12), (second, 3), (third, 13)):
        with time_machine.travel(datetime(2026, 10, 25, hour, tzinfo=UTC), tick=False):
            sell(order_id)
    assert numbers() == [1, 2, 3]
    assert db.session.scalar(select(DocumentSeries.next_number)) == 4
