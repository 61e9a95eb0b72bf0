"""Files that come out at once are written one after another, by as many workers as it takes."""

import signal
from datetime import timedelta

import pytest

from extensions import db
from models.edition import Edition
from models.light_piece import LightPiece
from models.types import utc_now
from services import (
    editions,
    feed_checks,
    feed_files,
    feed_lease,
    feed_serving,
    feed_states,
    feeds,
    queues,
)
from services.feed_lease import FeedLease
from services.files import storage
from services.offer_terms import terms_of
from tests.feeding import change, hashes, pass_time, slices, stored, tick, write
from tests.offering import make_partner


@pytest.fixture
def killed(shop, product, work):
    """Have the next whole offer written by a worker that is killed at a point."""

    def kill(point):
        change(product, name="Odbitka nowa")
        pass_time(minutes=31)
        feeds.ask(shop.partner)
        assert work("documents", crash_at=point) == -signal.SIGKILL
        db.session.execute(db.update(Edition).values(lease_until=utc_now()))
        db.session.commit()

    return kill


@pytest.fixture
def hurried(monkeypatch):
    """Workers have time for one file."""
    monkeypatch.setattr(feeds, "BUDGET", timedelta(0))


def drafts(shop):
    return {
        one.name: one.key
        for one in db.session.scalars(feed_files.drafts(editions.edition_of(shop).id))
    }


def keys(shop):
    return {
        one.name: one.key
        for one in db.session.scalars(feed_files.current(editions.edition_of(shop).id))
    }


def test_what_a_killed_worker_has_written_is_shown_and_not_written_again(shop, killed):
    """iof.md 9.8: a worker that comes later goes on after the last finished file."""
    before = hashes(shop)
    killed("feed:after_file")
    ready = drafts(shop)
    assert len(ready) == 1
    assert hashes(shop) == before
    assert feed_states.state_of(shop).is_being_written
    tick()
    assert ready.items() <= keys(shop).items()
    assert not drafts(shop)
    assert "Odbitka nowa" in stored(shop)["full"].decode()


def test_nothing_of_an_issue_is_shown_before_all_of_it_is_written(shop, killed, hurried):
    """iof.md 9.8: no link to a file with another hash."""
    before, edition_id = hashes(shop), editions.edition_of(shop).id
    killed("feed:after_file")
    jobs = 0
    while editions.edition_of(shop).issue_at:
        assert hashes(shop) == before
        feeds.run(edition_id)
        db.session.expire_all()
        jobs += 1
        assert jobs < 20
    assert jobs > 3
    gateway = stored(shop)["gateway"].decode()
    for name in ("full", "light", slices(shop)[0]):
        assert hashes(shop)[name] in gateway


def test_a_draft_is_sent_to_nobody(shop, killed):
    killed("feed:after_file")
    (name,) = drafts(shop)
    known = hashes(shop)
    (draft,) = db.session.scalars(feed_files.drafts(editions.edition_of(shop).id))
    found = feed_serving.find(shop, name, draft.md5)
    assert name in known or isinstance(found, feed_serving.Missing)
    assert getattr(found, "md5", "") != draft.md5


def test_an_edit_while_files_are_written_comes_with_the_next_ones(shop, product, killed):
    """iof.md 9.12, 9.25: the files of an issue tell the same, and nothing is lost."""
    killed("feed:after_file")
    change(product, name="Odbitka druga")
    tick()
    assert "Odbitka druga" not in "".join(body.decode() for body in stored(shop).values())
    pass_time(minutes=31)
    tick()
    assert "Odbitka druga" in stored(shop)[slices(shop)[-1]].decode()


def test_a_partner_who_comes_while_files_are_written_is_shown_all_of_them(shop, killed):
    """I-06."""
    killed("feed:after_file")
    other = make_partner(shop.partner.studio, shop.price_list, discount_bp=4321)
    tick()
    for one in (shop, other.shops[0]):
        gateway = stored(one)["gateway"].decode()
        for name in ("full", "light", slices(shop)[0]):
            assert f"{name}.xml?v=" in gateway
    assert stored(shop)["light"] != stored(other.shops[0])["light"]


def test_files_that_nobody_went_on_with_are_written_anew(shop, product, killed):
    """iof.md, section 1: what is shown tells no time that is long over."""
    killed("feed:after_file")
    (old,) = drafts(shop).values()
    pass_time(hours=7)
    change(product, name="Odbitka druga")
    tick()
    assert "Odbitka druga" in stored(shop)["full"].decode()
    assert old not in storage().list("feeds")


def test_a_broken_file_leaves_the_last_good_ones_until_its_fault_is_mended(shop, product):
    """The last good is kept; the studio reads why."""
    before, studio = hashes(shop), shop.partner.studio
    studio.contact_email = ""
    change(product, name="Odbitka nowa")
    pass_time(minutes=31)
    tick()
    assert hashes(shop) == before
    assert "gateway" in feed_states.state_of(shop).problem
    assert tick() == 0
    studio.contact_email = "pracownia@example.com"
    change(product, name="Odbitka nowsza")
    pass_time(minutes=16)
    tick()
    assert feed_states.state_of(shop).problem == ""
    assert "pracownia@example.com" in stored(shop)["gateway"].decode()
    assert "Odbitka nowsza" in stored(shop)[slices(shop)[-1]].decode()


def test_a_lease_is_kept_while_a_long_file_is_written(app, shop, monkeypatch):
    edition_id = editions.edition_of(shop).id
    with monkeypatch.context() as patched:
        patched.setitem(app.config, "LEASE_S", 1)
        lease = FeedLease.take(edition_id)
    before = db.session.get_one(Edition, edition_id).lease_until
    feed_files.write(lease, [b"one", b"two"])
    db.session.expire_all()
    assert db.session.get_one(Edition, edition_id).lease_until > before + timedelta(seconds=60)
    lease.release()


def test_who_loses_the_lease_in_the_middle_of_a_file_leaves_no_bytes(app, shop, monkeypatch):
    edition_id, before = editions.edition_of(shop).id, set(storage().list("feeds"))
    with monkeypatch.context() as patched:
        patched.setitem(app.config, "LEASE_S", 0)
        slow = FeedLease.take(edition_id)
        other = FeedLease.take(edition_id)
    with pytest.raises(feed_lease.LeaseLost):
        feed_files.write(slow, [b"one", b"two"])
    assert set(storage().list("feeds")) == before
    other.release()


def test_a_discount_that_no_partner_has_any_more_is_not_kept(shop, product):
    """iof.md 9.23: who gets it back reads no prices of long ago."""
    partner = shop.partner
    partner.discount_bp = 2000
    product.sizes[1].prices[0].cents += 100
    change(product)
    write(partner)
    partner.discount_bp = 1000
    db.session.commit()
    assert feed_serving.find(shop, "light") is feed_serving.Missing.LATER
    write(partner)
    assert b'gross="81.90"' in stored(shop)["light"]
    kept = db.session.scalars(db.select(LightPiece.discount_bp).distinct())
    assert list(kept) == [1000]


def test_a_full_file_that_is_renewed_in_between_closes_a_slice_before(shop, product):
    """iof.md 9.26: nothing between two slices is lost."""
    pass_time(days=6, hours=1)
    change(product, name="Odbitka nowa")
    db.session.execute(db.update(Edition).values(full_at=utc_now(), sliced_at=utc_now()))
    db.session.commit()
    write(shop.partner)
    assert "Odbitka nowa" in stored(shop)[slices(shop)[-1]].decode()


def test_who_gets_light_files_alone_waits_for_no_slice(shop, product):
    shop.partner.file_set = "light"
    db.session.commit()
    tick()
    change(product, name="Odbitka nowa")
    tick()
    pass_time(minutes=31)
    assert tick() == 0


def test_a_job_that_writes_files_has_more_time_than_others(app, shop, running_redis):
    feeds.ask(shop.partner)
    (job,) = queues.queue("documents", queues.connect()).jobs
    assert job.timeout == feeds.TIMEOUT_S > queues.JOB_TIMEOUT_S


def test_pieces_of_light_files_are_held_against_their_schema(shop):
    """iof.md 9.21: however many products there are, each is looked at when it is rendered."""
    terms = terms_of(editions.edition_of(shop).id)
    pieces = [one.body for one in db.session.scalars(db.select(LightPiece))]
    assert feed_checks.fault(terms, "light", b"".join(pieces)) == ""
    assert "nr" in feed_checks.fault(terms, "light", b"".join(pieces).replace(b' id="', b' nr="'))
