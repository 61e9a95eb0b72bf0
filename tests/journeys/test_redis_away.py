"""Redis is a bell, not a memory: without it everything stands, only later."""

import time

import pytest

from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

AT_ONCE_S = 3.0


@pytest.fixture
def away(stack):
    yield stack.redis
    stack.redis.start()


def test_an_order_stands_at_once_without_redis_and_its_mails_follow(
    away, stack, studio, new_browser, photographs
):
    """M-13; reliability 3: the client waits for nobody; the mails leave when Redis is back."""
    owner = Photographer(stack, studio, new_browser()).sign_in()
    client_email = "ula.redis@example.com"
    owner.create(Session("Bez dzwonka", "Ula Maj", client_email, extra="40", methods=()))
    owner.upload(photographs[:2])
    owner.send()
    guest = Guest(stack, new_browser())
    guest.open(owner.link_of(client_email))
    guest.enter()
    guest.pick(photographs[0].name)
    guest.show("cart")

    away.stop()
    started = time.monotonic()
    number = guest.place_order()
    assert time.monotonic() - started < AT_ONCE_S
    owner.open_tab("orders")
    owner.page.get_by_role("link", name=owner.words["order"].format(number)).click()
    assert len(stack.mails(client_email)) == 1

    away.start()
    assert str(number) in stack.wait_for_mails(client_email, 2, limit_s=40)[-1]["Subject"]
