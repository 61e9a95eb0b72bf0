"""Checks 18 and 22 to 24: a light file beside the full one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, told
from formats.iof.checks.offer import check_head, gross_cents
from formats.iof.checks.offered import Offered
from formats.iof.checks.products import check_stocks
from formats.iof.checks.texts import moment_of
from formats.iof.validation import product_faults
from formats.xml_reading import NotXml, OfferReader, counted

LIGHT = "light"
_DIFFERENCES = frozenset({"light_missing", "light_unknown", "light_price", "removed_in_light"})
_UNTIL_A_SLICE = timedelta(minutes=35)
_WHOLE_DISCOUNT = 10_000
# What fractions of a light file's quantities mean is told by the units of the full one.
_ANY_DECIMALS = 9


def check_light(feed: Feed, offered: Offered | None) -> Iterator[Finding]:
    """`offered` is what full and slices say; None when there is none to hold it against.

    What has changed in the last half hour is in no slice yet: it is told in one hint then.
    """
    if LIGHT not in feed.files:
        return
    codes: set[str] = set()
    ahead = 0
    with feed.files[LIGHT]() as file:
        reader = OfferReader(file)
        for finding in _read(reader, feed, offered, codes):
            if finding.code in _DIFFERENCES and _is_young(reader.root, feed.now):
                ahead += 1
            else:
                yield finding
    if ahead:
        yield told("light_ahead", LIGHT, 0, count=ahead)


def _read(
    reader: OfferReader, feed: Feed, offered: Offered | None, codes: set[str]
) -> Iterator[Finding]:
    try:
        for product, line in reader:
            yield from _product(product, line, feed, offered, codes)
    except NotXml as error:
        yield told("not_xml", LIGHT, error.line, message=error)
        return
    if reader.root is not None:
        yield from check_head(LIGHT, reader.root, feed.now, expired="light_old")
    if offered is not None:
        yield from _agreement(reader.root, offered, codes)


def _is_young(root: etree._Element | None, now: datetime | None) -> bool:
    generated = None if root is None else moment_of(root.get("generated"))
    return now is not None and generated is not None and now - generated < _UNTIL_A_SLICE


def _agreement(root: etree._Element | None, offered: Offered, codes: set[str]) -> Iterator[Finding]:
    products = None if root is None else root.find("products")
    if products is not None and products.get("currency") != offered.currency:
        yield told("light_currency", LIGHT, products.sourceline, full=offered.currency)
    for code, product in offered.products.items():
        if code not in codes and product not in offered.sets:
            yield told("light_missing", LIGHT, 0, code=code, product=product)


def _product(
    product: etree._Element,
    line: int,
    feed: Feed,
    offered: Offered | None,
    codes: set[str],
) -> Iterator[Finding]:
    own = product.get("id", "")
    for fault in product_faults(LIGHT, product, line):
        yield told("schema", LIGHT, fault.line, message=fault.message)
    if not own.isdecimal():
        yield told("id_not_whole", LIGHT, line, id=own)
    if offered is not None and own in offered.sets:
        yield told("light_set", LIGHT, line, product=own)
    if offered is not None and own in offered.removed:
        yield told("removed_in_light", LIGHT, line, product=own)
    for size in product.iterfind("sizes/size"):
        place, code = counted(size.sourceline, line), size.get("code", "")
        if code in codes:
            yield told("code_twice", LIGHT, place, code=code)
        codes.add(code)
        yield from check_stocks(size, line, LIGHT, _ANY_DECIMALS, "light_quantity")
        if offered is not None:
            yield from _against_full(product, size, place, feed.discount_bp, offered)


def _against_full(
    product: etree._Element,
    size: etree._Element,
    line: int,
    discount_bp: int | None,
    offered: Offered,
) -> Iterator[Finding]:
    code = size.get("code", "")
    if offered.products.get(code) != product.get("id"):
        yield told("light_unknown", LIGHT, line, code=code)
        return
    found, full = gross_cents(product, size), offered.cents.get(code)
    if discount_bp is None or found is None or full is None:
        return
    wanted = full * (_WHOLE_DISCOUNT - discount_bp) / _WHOLE_DISCOUNT
    if abs(found - wanted) > 1:
        yield told("light_price", LIGHT, line, code=code, found=f"{found / 100:.2f}",
                   expected=f"{wanted / 100:.2f}")  # fmt: skip
