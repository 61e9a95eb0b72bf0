"""Telling a shop what happened to its order, and every way in which that fails."""

from datetime import timedelta

import pytest

from extensions import db
from models.types import utc_now
from services import completion, feedback_settings, outbox, shop_lists, shops
from services.feedback_settings import FeedbackTerms, ShopStatuses
from services.shop_lists import Listing
from tests.services.living import come_in, connect, keep_all, promised


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def shop(studio, shop_server):
    return connect(studio, shop_server, status_after_completion="done")


@pytest.fixture
def entry(make, studio, shop):
    """The promise to tell the shop the status after completion."""
    order = come_in(make.make_gallery(studio), shop)
    completion.complete(order, "Hanna")
    return promised(order, "shop.set_status")[0]


def test_statuses_are_read_from_the_shop(shop):
    """O-02."""
    shop_lists.refresh(shop, Listing.STATUSES)
    assert [one["code"] for one in shop.statuses] == ["new", "processing", "done"]
    assert shop.knows_status("done")


@pytest.mark.parametrize("mode", ["500", "hang", "401"])
def test_a_shop_that_is_away_keeps_the_statuses_that_were_read(shop, shop_server, mode):
    """O-02."""
    shop_lists.refresh(shop, Listing.STATUSES)
    shop_server.script(mode)
    with pytest.raises(shops.ShopUnreachable):
        shop_lists.refresh(shop, Listing.STATUSES)
    assert shop.knows_status("done")


@pytest.mark.parametrize(
    ("mode", "code", "state", "uncertain"),
    [
        ("500", "500", "retry", True),
        ("hang", "unreachable", "retry", True),
        ("401", "auth", "retry", False),
    ],
)
def test_each_way_to_fail_says_whether_to_try_again(
    shop_server, entry, mode, code, state, uncertain
):
    """O-02, N-11."""
    shop_server.script(mode)
    outbox.keep(entry.id)
    db.session.refresh(entry)
    assert (entry.last_code, entry.state, entry.uncertain) == (code, state, uncertain)
    assert shop_server.told == []


def test_a_shop_that_asks_for_rest_gets_it(shop_server, entry):
    """O-11: 429 with Retry-After: 120."""
    shop_server.script("429")
    outbox.keep(entry.id)
    db.session.refresh(entry)
    assert entry.next_at > utc_now() + timedelta(seconds=100)


def test_an_answer_that_was_lost_is_asked_for_again(shop_server, entry):
    """O-08: setting a status bears being repeated."""
    shop_server.script("hang_after")
    outbox.keep(entry.id)
    outbox.retry_now(entry)
    keep_all()
    assert [one["status"] for one in shop_server.told] == ["done", "done"]
    assert entry.state == "sent"


def test_another_status_in_the_settings_sends_what_waited_at_once(studio, shop, shop_server, entry):
    """O-02: retried after the fix."""
    shop_server.has_statuses({"new": "New"})
    keep_all()
    assert entry.last_code == "status_gone"
    shop_lists.refresh(shop, Listing.STATUSES)
    chosen = {shop.id: ShopStatuses(after_completion="new")}
    feedback_settings.change(studio, FeedbackTerms(statuses=chosen))
    keep_all()
    assert shop_server.told == [{"order": "77", "status": "new"}]


def test_a_status_that_is_left_is_no_longer_sent(shop, shop_server, entry):
    """O-08."""
    shop.status_after_completion = ""
    db.session.commit()
    keep_all()
    assert (entry.state, shop_server.told) == ("cancelled", [])


def test_a_kind_of_shop_nobody_speaks_to_is_said_to_be_one(shop, entry):
    """O-12."""
    shop.platform = "unheard-of"
    db.session.commit()
    keep_all()
    assert (entry.state, entry.last_code) == ("dead", "platform")
