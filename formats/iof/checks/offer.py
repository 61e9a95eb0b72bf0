"""Checks 9 to 21 on a full file, product by product; what of it has to be remembered."""

from collections.abc import Generator, Iterator
from datetime import datetime
from re import fullmatch

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, told
from formats.iof.checks.offered import Offered
from formats.iof.checks.products import check_product
from formats.iof.checks.references import Known, check_references
from formats.iof.checks.sets import Sets
from formats.iof.checks.texts import amount_of, document_of, moment_of
from formats.iof.validation import product_faults, whole_faults
from formats.offer_values import SETS
from formats.xml_reading import NotXml, OfferReader, counted

_PATTERNS = {"language": "[a-z]{3}", "currency": "[A-Z]{3}"}


def check_offer(feed: Feed, name: str, known: Known) -> Generator[Finding, None, Offered]:
    """`name` is "full" or that of a slice; only in a full file parts of sets must be found."""
    offered, parts = Offered(), Sets(name)
    with feed.files[name]() as file:
        reader = OfferReader(file)
        try:
            for product, line in reader:
                yield from _product(reader, product, line, name, known, offered)
                parts.note(product, line)
        except NotXml as error:
            yield told("not_xml", name, error.line, message=error)
        if reader.root is not None:
            offered.generated = moment_of(reader.root.get("generated"))
            # What nothing is offered in is a currency, too.
            offered.currency = offered.currency or _currency_of(reader.root)
            yield from check_head(name, reader.root, feed.now)
    yield from parts.check(offered.products, offered.ids if name == "full" else None)
    return offered


def _currency_of(root: etree._Element) -> str:
    products = root.find("products")
    return "" if products is None else products.get("currency", "")


def check_head(
    name: str, root: etree._Element, now: datetime | None, expired: str = "expired"
) -> Iterator[Finding]:
    """What is said of all products, when these have been taken out."""
    yield from document_of(name, root)
    if root.tag != "offer" or (root.get("file_format"), root.get("version")) != ("IOF", "3.0"):
        yield told("root", name, root.sourceline, found=root.tag)
        return
    for fault in whole_faults(name, root):
        yield told("schema", name, fault.line, message=fault.message)
    if name != "light" and root.get("extensions") not in ("yes", "no"):
        yield told("head", name, root.sourceline, attribute="extensions", found="")
    products = root.find("products")
    for attribute, pattern in _PATTERNS.items():
        found = "" if products is None else products.get(attribute, "")
        if not fullmatch(pattern, found):
            yield told("head", name, root.sourceline, attribute=attribute, found=found)
    expires = moment_of(root.get("expires"))
    if now and expires and expires <= now:
        yield told(expired, name, root.sourceline, expires=expires)


def _product(
    reader: OfferReader,
    product: etree._Element,
    line: int,
    name: str,
    known: Known,
    offered: Offered,
) -> Iterator[Finding]:
    offered.currency = offered.currency or product.getparent().get("currency", "")
    for fault in product_faults(name, product, line):
        yield told("schema", name, fault.line, message=fault.message)
    yield from _identity(product, line, name, offered)
    yield from _sizes(product, line, name, offered)
    yield from check_references(product, line, name, known)
    yield from check_product(product, line, name, known, offered.currency)


def _identity(product: etree._Element, line: int, name: str, offered: Offered) -> Iterator[Finding]:
    own = product.get("id", "")
    if not own.isdecimal():
        yield told("id_not_whole", name, line, id=own)
    if own in offered.ids or own in offered.removed:
        yield told("id_twice", name, line, id=own)
    (offered.removed if product.get("removed") else offered.ids).add(own)
    if product.get("type") in SETS:
        offered.sets.add(own)


def _sizes(product: etree._Element, line: int, name: str, offered: Offered) -> Iterator[Finding]:
    own, seen = product.get("id", ""), set()
    for size in product.iterfind("sizes/size"):
        code, place = size.get("code", ""), counted(size.sourceline, line)
        if code in offered.products:
            yield told("code_twice", name, place, code=code)
        if size.get("id") in seen:
            yield told("size_twice", name, place, id=size.get("id"), product=own)
        seen.add(size.get("id"))
        offered.products[code] = own
        if (cents := gross_cents(product, size)) is not None:
            offered.cents[code] = cents


def gross_cents(product: etree._Element, size: etree._Element) -> int | None:
    """The price of the size, else of its product."""
    for node in (size.find("price"), product.find("price")):
        gross = None if node is None else amount_of(node.get("gross"))
        if gross is not None:
            return int(gross * 100)
    return None
