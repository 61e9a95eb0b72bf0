"""What a strict consumer of IOF 3.0 would find in an offer, as far as its files show it.

Files are read once each, product by product; of all products ids, codes and prices are kept.
What takes a second reading, a sale, or a picture fetched is not looked at here.
"""

from collections.abc import Iterator

from formats.iof.checks.findings import CHECKS, CODES, Feed, Finding
from formats.iof.checks.gateway import check_gateway
from formats.iof.checks.light import check_light
from formats.iof.checks.offer import check_offer
from formats.iof.checks.references import check_dictionaries
from formats.iof.checks.replay import check_replay

__all__ = ["CHECKS", "CODES", "Feed", "Finding", "check"]


def check(feed: Feed) -> Iterator[Finding]:
    """All that is found, file by file."""
    yield from check_gateway(feed)
    known = yield from check_dictionaries(feed)
    offered = None
    if "full" in feed.files:
        offered = yield from check_offer(feed, "full", known)
    for name in feed.slices:
        changed = yield from check_offer(feed, name, known)
        if offered is not None:
            offered.change(changed)
    yield from check_light(feed, offered)
    yield from check_replay(feed)
