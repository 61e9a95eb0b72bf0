"""Workers that die, come late or come together: the files stay whole."""

import hashlib
import signal
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from extensions import db
from models.edition import Edition, EditionProduct
from models.types import utc_now
from services import editions, feed_lease, feed_pieces, feed_slices, feed_states, feeds
from services.feed_files import current
from services.feed_lease import FeedLease
from services.files import storage
from services.offer_terms import terms_of
from tests.feeding import change, pass_time, slices, stored, tick
from tests.offering import make_product

POINTS = [
    f"feed:{place}"
    for place in (
        "after_batch",
        "after_light_pieces",
        "in_file",
        "after_file",
        "before_show",
        "after_show",
    )
]


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_is_killed_leaves_good_files_and_the_next_one_goes_on(
    app, shop, product, work, monkeypatch, point
):
    """kill -9 anywhere: what is shown is whole, and in the end nothing is missing."""
    monkeypatch.setitem(app.config, "LEASE_S", 1)
    change(product, name="Odbitka nowa")
    pass_time(minutes=31)
    feeds.ask(shop.partner)
    assert work("documents", crash_at=point) == -signal.SIGKILL
    db.session.expire_all()
    assert_whole(shop)
    time.sleep(1.2)
    pass_time(minutes=1)
    tick()
    assert_whole(shop)
    assert "Odbitka nowa" in stored(shop)["full"].decode()
    assert not feed_states.state_of(shop).is_being_written


def assert_whole(shop):
    for file in db.session.scalars(current(editions.edition_of(shop).id)):
        with storage().open(file.key) as stored_:
            assert hashlib.md5(stored_.read()).hexdigest() == file.md5


def test_of_two_workers_one_writes(shop):
    edition = editions.edition_of(shop)
    lease = FeedLease.take(edition.id)
    assert FeedLease.take(edition.id) is None
    feeds.ask(shop.partner)
    feeds.run(edition.id)
    assert editions.edition_of(shop).asked_at is not None
    lease.release()
    feeds.run(edition.id)
    assert editions.edition_of(shop).asked_at is None


def test_who_was_too_slow_writes_nothing_more(shop):
    edition_id = editions.edition_of(shop).id
    slow = FeedLease.take(edition_id)
    db.session.execute(db.update(Edition).values(lease_until=utc_now()))
    db.session.commit()
    assert FeedLease.take(edition_id)
    with pytest.raises(feed_lease.LeaseLost):
        slow.renew()
    db.session.rollback()


def test_in_the_hour_that_comes_twice_stamps_grow(shop):
    """iof.md, section 13: local time without a zone, strictly increasing."""
    edition, warsaw = editions.edition_of(shop), ZoneInfo("Europe/Warsaw")
    terms = terms_of(edition.id)
    told = []
    for minute in (30, 50, 70, 90, 150):
        moment = datetime(2026, 10, 25, 0, 0, tzinfo=UTC).timestamp() + minute * 60
        local = terms.local(datetime.fromtimestamp(moment, warsaw))
        edition.stamped = told[-1] if told else None
        told.append(feed_slices.next_stamp(edition, local))
    assert told == sorted(set(told))


def test_a_clock_that_was_put_back_hides_no_change(shop, product):
    """What changes is always later than the last slice."""
    pass_time(hours=-3)
    change(product, name="Odbitka nowa")
    tick()
    row = db.session.scalars(db.select(EditionProduct)).one()
    assert row.changed_at > editions.edition_of(shop).sliced_at
    pass_time(hours=5)
    tick()
    slices = [body for name, body in stored(shop).items() if name.startswith("full_change")]
    assert "Odbitka nowa" in slices[0].decode()


def test_an_offer_with_more_than_there_is_time_for_is_written_in_parts(shop, product, monkeypatch):
    """Documents wait for a part of it only."""
    before = stored(shop)
    change(product, name="Odbitka nowa")
    pass_time(minutes=31)
    with monkeypatch.context() as patched:
        patched.setattr(feeds, "BUDGET", -feeds.BUDGET)
        tick()
    assert stored(shop).keys() == before.keys()
    tick()
    assert len(stored(shop)) == len(before) + 1


def test_workers_that_have_no_time_left_come_to_an_end_all_the_same(shop, product, monkeypatch):
    """I-13: looking up what has changed may take all the time there was."""
    monkeypatch.setattr(feeds, "BUDGET", -feeds.BUDGET)
    monkeypatch.setattr(feed_pieces, "BATCH", 1)
    for number in range(3):
        make_product(shop.price_list, f"Album {number}")
    pass_time(minutes=31)
    jobs = 0
    while tick():
        jobs += 1
        assert jobs < 20
    assert jobs > 3
    assert all(f"Album {number}" in stored(shop)[slices(shop)[-1]].decode() for number in range(3))
