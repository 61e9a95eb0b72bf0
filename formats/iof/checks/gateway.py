"""Checks 1 to 5 and 25: the gateway, and whether its links are true."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import md5
from re import fullmatch
from urllib.parse import urlsplit

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, Opener, told
from formats.iof.checks.texts import moment_of, read
from formats.iof.validation import whole_faults
from formats.xml_reading import PORTION_BYTES

GATEWAY = "gateway"
NEEDED = ("full", "light", "categories", "sizes", "producers")
STAMPED = "full_change%Y-%m-%dT%H-%M-%S"


def check_gateway(feed: Feed) -> Iterator[Finding]:
    if GATEWAY not in feed.files:
        return
    root = yield from read(feed, GATEWAY)
    if root is None:
        return
    if root.tag != "provider_description" or _format(root) != ("IOF", "3.0"):
        yield told("root", GATEWAY, root.sourceline, found=root.tag)
        return
    for fault in whole_faults(GATEWAY, root):
        yield told("schema", GATEWAY, fault.line, message=fault.message)
    yield from _supplier(root)
    yield from _times(root, feed.now)
    yield from _links(root, feed)
    yield from _slices(root)


def _format(root: etree._Element) -> tuple[str | None, str | None]:
    return root.get("file_format"), root.get("version")


def _supplier(root: etree._Element) -> Iterator[Finding]:
    patterns = {"long_name": r"(?s).*\S.*", "short_name": "[0-9a-zA-Z_]+", "email": r"\S+@\S+"}
    for name, pattern in patterns.items():
        found = root.findtext(f"meta/{name}") or ""
        if not fullmatch(pattern, found):
            yield told("supplier", GATEWAY, root.sourceline, name=name, found=found)


def _times(root: etree._Element, now: datetime | None) -> Iterator[Finding]:
    offers = root.findall("meta/time/offer")
    created = [moment_of(one.get("created")) for one in offers if "created" in one.attrib]
    expires = [moment_of(one.get("expires")) for one in offers if "expires" in one.attrib]
    first, last = (times[0] if len(times) == 1 else None for times in (created, expires))
    line = offers[0].sourceline if offers else root.sourceline
    if first is None or last is None or len(offers) != 2 or first >= last:
        yield told("times", GATEWAY, line)
    elif now and last <= now:
        yield told("expired", GATEWAY, line, expires=last)


def _links(root: etree._Element, feed: Feed) -> Iterator[Finding]:
    for name in NEEDED:
        if root.find(name) is None:
            yield told("link_missing", GATEWAY, root.sourceline, name=name)
    for link in root:
        if link.tag != "meta":
            yield from _link(link, link.tag, feed)
    for link in root.iterfind("full/changes/change"):
        stamp = moment_of(link.get("changed"))
        yield from _link(link, stamp.strftime(STAMPED) if stamp else "change", feed)


def _link(link: etree._Element, name: str, feed: Feed) -> Iterator[Finding]:
    line, url, digest = link.sourceline, link.get("url", ""), link.get("hash", "")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        yield told("link_relative", GATEWAY, line, name=name, url=url)
    if moment_of(link.get("changed")) is None:
        yield told("changed_unreadable", GATEWAY, line, name=name)
    if not fullmatch("[0-9a-f]{32}", digest):
        yield told("hash_shape", GATEWAY, line, name=name, found=digest)
    elif (given := feed.files.get(name)) is not None:
        real = _md5(given)
        if real != digest:
            yield told("hash_differs", GATEWAY, line, name=name, found=digest, real=real)


def _slices(root: etree._Element) -> Iterator[Finding]:
    before = None
    for link in root.iterfind("full/changes/change"):
        stamp, url = moment_of(link.get("changed")), link.get("url", "")
        if stamp is None:
            continue
        if stamp.strftime(STAMPED) not in url:
            yield told("slice_name", GATEWAY, link.sourceline, url=url, changed=stamp)
        if before is not None and stamp <= before:
            yield told("slices_unordered", GATEWAY, link.sourceline, changed=stamp)
        before = stamp


def _md5(opened: Opener) -> str:
    """The format asks for MD5; it keeps nothing secret."""
    sums = md5(usedforsecurity=False)
    with opened() as file:
        while portion := file.read(PORTION_BYTES):
            sums.update(portion)
    return sums.hexdigest()
