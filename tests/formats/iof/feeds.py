"""Whole feeds to be checked: a good one, and the same with one thing spoilt."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import md5

from formats import iof
from formats.iof import dictionaries
from formats.iof.checks import Feed, Finding, check
from formats.iof.gateway import Link, gateway
from formats.offer_values import FileHead, OfferedProduct, OfferedSize
from tests.formats.iof.golden import SUPPLIER
from tests.formats.iof.offered import (
    CATEGORIES,
    HEAD,
    OFFER,
    PARAMETERS,
    PIECE,
    SIZES,
    STUDIO,
    full_of,
    light_of,
)

NOW = HEAD.generated + timedelta(hours=1)
CHANGE = "full_change2026-11-22T05-40-00"


def good_files(
    offer: Sequence[OfferedProduct] = OFFER, slices: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Every file but the gateway."""
    slices = {CHANGE: full_of(iof, offer[:1], removed=())} if slices is None else dict(slices)
    return {
        "full": full_of(iof, offer),
        "light": light_of(iof, offer),
        "categories": dictionaries.categories(HEAD, CATEGORIES),
        "sizes": dictionaries.sizes(HEAD, SIZES),
        "producers": dictionaries.producers(HEAD, [STUDIO]),
        "units": dictionaries.units(HEAD, [PIECE]),
        "parameters": dictionaries.parameters(HEAD, PARAMETERS),
        "stocks": dictionaries.stocks(HEAD),
    } | slices


def gateway_of(files: Mapping[str, bytes]) -> bytes:
    links = {name: _link(name, content) for name, content in files.items()}
    changes = [link for name, link in sorted(links.items()) if name.startswith("full_change")]
    return gateway(SUPPLIER, links, changes, HEAD.generated, HEAD.expires)


def feed_of(files: Mapping[str, bytes], **values) -> Feed:
    """With its gateway, unless that is one of the files."""
    files = {"gateway": gateway_of(files)} | dict(files)
    openers = {name: _opener(content) for name, content in files.items()}
    return Feed(openers, **{"now": NOW, **values})


def found(files: Mapping[str, bytes], **values) -> list[Finding]:
    return [one for one in check(feed_of(files, **values)) if one.code != "picture_missing"]


def spoilt(name: str, old: str, new: str, files: Mapping[str, bytes] | None = None) -> dict:
    """Good files, of which one says something else; the gateway knows its new hash."""
    files = dict(good_files() if files is None else files)
    if name == "gateway":
        files[name] = gateway_of(files)
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    return files


def discounted(product: OfferedProduct, percent: int) -> OfferedProduct:
    def less(size: OfferedSize) -> OfferedSize:
        gross = round(size.gross_cents * (100 - percent) / 100)
        return replace(size, gross_cents=gross, net_cents=round(gross / 1.23))

    return replace(product, sizes=[less(size) for size in product.sizes])


def head_at(moment: datetime) -> FileHead:
    return replace(HEAD, generated=moment)


def _link(name: str, content: bytes) -> Link:
    changed = HEAD.generated
    if name.startswith("full_change"):
        changed = datetime.strptime(name, "full_change%Y-%m-%dT%H-%M-%S")
    digest = md5(content, usedforsecurity=False).hexdigest()
    return Link(f"https://kadr.example/o/{name}.xml", digest, changed)


def _opener(content: bytes):
    return lambda: io.BytesIO(content)
