"""An offer is edited, sold, shared and closed while partners read it, workers die and time passes.

Whatever the order of the steps: who follows the slices has what a fresh reader has, every hash is
that of the bytes, every price what the rules say, and nobody reads what is not for them.
"""

import hashlib
import os
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from lxml import etree

from models.types import utc_now
from services import feed_check
from tests.feeding import address, fetch
from tests.services.feeds.offer_doings import Doings
from tests.services.feeds.offer_life import INTERNAL

HALF_AN_HOUR = timedelta(minutes=30)
EXAMPLES = int(os.environ.get("KADR_FEED_EXAMPLES", "6"))
has_begun = precondition(lambda self: self.life)


class OfferMachine(Doings):
    """Partners' programs, compared with what was done."""

    @rule()
    def publish(self):
        """Light files tell what there is now; slices up to half an hour later."""
        self.life.work()
        for who in self.sharing():
            self.keeps_up(who)
            assert self.life.steady[who].sizes == self.life.light(self.partner(who))
        self.tells_nothing_internal()

    @rule()
    def settle(self):
        """What has changed is told in a slice by now."""
        self.life.wait(minutes=31)
        self.publish()
        for who in self.sharing():
            partner = self.partner(who)
            told = {int(key): _prices(body) for key, body in self.life.steady[who].products.items()}
            assert told == self.life.offered(partner, 0)
            report = feed_check.check_shop(partner.shops[0])
            assert [(one.code, one.values) for one in report.faults] == []

    @rule()
    def come_back(self):
        """A program that was away finds its way, too."""
        self.publish()
        if 0 in self.sharing():
            self.life.away.keep_up()
            assert self.life.away.products == self.life.steady[0].products

    @rule()
    def read_after_a_death(self):
        """What is shown is whole, whoever has died while writing the next."""
        for who in self.sharing():
            if fetch(self.web, self.life.gateway(who)).status_code == 200:
                self.keeps_up(who)

    def sharing(self):
        return [n for n, partner in enumerate(self.life.partners) if partner.is_sharing]

    def keeps_up(self, who):
        """full(T0) + changes after T0 = full(T1) + changes after T1."""
        links = self.life.links(who)
        # Those that were just read, and are replaced now, are good yet (iof.md 9.8).
        replaced = self.just_read(who) - links
        for url, md5 in replaced | (links - self.seen[who].keys()):
            assert hashlib.md5(self.life.read(who, url)).hexdigest() == md5, url
        self.seen[who] |= dict.fromkeys(links, utc_now())
        steady, fresh = self.life.steady[who], self.life.consumer(who)
        steady.keep_up()
        fresh.keep_up()
        assert steady.products == fresh.products
        assert steady.sizes == fresh.sizes

    def just_read(self, who):
        return {link for link, at in self.seen[who].items() if at > utc_now() - HALF_AN_HOUR}

    def tells_nothing_internal(self):
        for body in self.life.new_bytes():
            assert not [one for one in INTERNAL if one.encode() in body]

    # Whatever was done

    @has_begun
    @invariant()
    def who_is_blocked_gets_nothing(self):
        """I-09, iof.md 9.29."""
        for partner in self.life.partners:
            if not partner.is_sharing:
                for name in ("gateway", "light"):
                    answer = fetch(self.web, address(partner.shops[0], name))
                    assert (answer.status_code, b"<" in answer.data) == (403, False)

    @has_begun
    @invariant()
    def a_secret_that_was_replaced_opens_nothing(self):
        """iof.md 9.28."""
        for path in self.dead[-1:]:
            assert fetch(self.web, path).status_code == 404


def _prices(body: bytes) -> dict[str, str]:
    """By the code of the size; a set has one price and no sizes."""
    product = etree.fromstring(body)
    sizes = product.findall("sizes/size") or [product]
    return {size.get("code"): size.find("price").get("gross") for size in sizes}


def test_no_order_of_steps_leaves_a_partner_with_another_offer(app, web, monkeypatch):
    """I-09, I-13, iof.md 9.5, 9.8, 9.19, 9.23 to 9.30. More of them by KADR_FEED_EXAMPLES."""
    monkeypatch.setitem(app.config, "FEED_LIMIT", "1000000 per minute")
    run_state_machine_as_test(
        lambda: OfferMachine(web),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            # To shrink takes minutes; remove this line to do it.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
