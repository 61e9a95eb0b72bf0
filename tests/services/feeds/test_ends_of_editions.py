"""When files of an offer stop, and at which hour the whole comes out."""

import signal
from datetime import UTC, datetime, timedelta

import pytest

from extensions import db
from models.edition import Edition, EditionProduct
from models.feed_file import FeedFile
from models.light_piece import LightPiece
from models.types import utc_now
from services import editions, feed_plans, feeds, leftovers, price_lists
from services.files import storage
from tests.feeding import address, fetch, pass_time, stored, tick


def test_with_a_price_list_its_files_and_addresses_go(web, shop):
    """I-09: a partner's gateway says that there is nothing, and nobody writes for nobody."""
    edition_id, gateway = editions.edition_of(shop).id, address(shop, "gateway")
    assert fetch(web, gateway).status_code == 200
    price_lists.remove_list(shop.price_list)
    assert fetch(web, gateway).status_code == 404
    feeds.run(edition_id)
    assert tick() == 0
    for model in (Edition, EditionProduct, FeedFile, LightPiece):
        assert db.session.scalars(db.select(model)).all() == []
    leftovers.sweep(utc_now() + timedelta(days=2))
    assert [*storage().list("feeds")] == []


@pytest.mark.parametrize("point", ["feed:after_batch", "feed:after_file"])
def test_a_price_list_that_goes_while_files_are_written_leaves_nothing_to_do(shop, work, point):
    pass_time(days=1)
    shop.partner.only_in_stock = True
    db.session.commit()
    feeds.ask(shop.partner)
    edition_id = editions.edition_of(shop).id
    assert work("documents", crash_at=point) == -signal.SIGKILL
    price_lists.remove_list(shop.price_list)
    feeds.run(edition_id)
    assert tick() == 0


def test_the_whole_comes_out_at_the_hour_that_is_set(app, shop, monkeypatch):
    """I-13: in the studio's zone; another hour counts from the next night on."""
    edition = editions.edition_of(shop)
    edition.full_at = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def due_from():
        hours = (datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(hours=n) for n in range(48))
        first = next(hour for hour in hours if feed_plans.is_full_due(edition, hour))
        return first.isoformat()[:16]

    monkeypatch.setitem(app.config, "FEED_FULL_HOUR", 2)
    assert due_from() == "2026-11-23T01:00"
    monkeypatch.setitem(app.config, "FEED_FULL_HOUR", 5)
    assert due_from() == "2026-11-23T04:00"
    monkeypatch.setitem(app.config, "FEED_FULL_HOUR", 23)
    assert due_from() == "2026-11-22T22:00"


def test_an_hour_that_is_over_already_today_is_made_up_for_at_once(app, shop, monkeypatch):
    """I-13: a whole offer of before that hour is late."""
    before = editions.edition_of(shop).full_at
    pass_time(hours=25)
    now = utc_now()
    monkeypatch.setitem(app.config, "FEED_FULL_HOUR", 0)
    assert tick() == 1
    assert editions.edition_of(shop).full_at >= now > before - timedelta(hours=25)
    assert stored(shop)
    assert tick() == 0
