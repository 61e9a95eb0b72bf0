"""Checks 10, 11, 13 to 16 and 18 to 20 on one product of a full or full_change file."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from formats.iof.checks.findings import Finding, told
from formats.iof.checks.references import Known
from formats.iof.checks.texts import amount_of, rate_of
from formats.iof.vocabulary import EXTENSIONS
from formats.xml_reading import counted

CENT = Decimal("0.01")
# What a supplier keeps to itself; the extensions of IOF have names for it.
PRIVATE = frozenset(
    {
        *("last_purchase_price", "average_purchase_price", "price_minimal", "deliverer", "note"),
        *("price_pos", "pos_prices_config"),
    }
)
NEVER_EMPTY = frozenset({"unit", "series", "warranty", "parameters", "images", "sizes", "bundled"})
_PRICES = frozenset({"price", "srp", "strikethrough_retail_price", "strikethrough_wholesale_price"})
_QUANTITY = re.compile(r"-1(\.0+)?|[0-9]+([.,][0-9]+)?")
_TAG = re.compile(r"&lt;/?[a-z]+[^<>]*&gt;")


def check_product(
    product: etree._Element, line: int, file: str, known: Known, currency: str
) -> Iterator[Finding]:
    if product.get("removed"):
        yield from _removed(product, line, file)
        return
    for node in product.iter():
        place = counted(node.sourceline, line)
        yield from _node(node, place, file, product)
        if node.tag in _PRICES:
            yield from _price(node, place, file, product)
    if product.get("currency", currency) != currency:
        yield told("currency_differs", file, line, product=product.get("id"))
    for size in product.iterfind("sizes/size"):
        yield from check_stocks(size, line, file, _decimals(product, known))
    yield from _pictures(product, line, file)


def check_stocks(
    size: etree._Element, line: int, file: str, decimals: int, code: str = "quantity_unreadable"
) -> Iterator[Finding]:
    """Check 14; `code` is what an unreadable quantity is called."""
    stocks = [stock.get("quantity", "0") for stock in size.iterfind("stock")]
    place, of = counted(size.sourceline, line), size.get("code")
    for text in stocks:
        if not _QUANTITY.fullmatch(text):
            yield told(code, file, place, code=of, found=text)
        elif _fraction(text) > decimals and not text.startswith("-"):
            yield told("quantity_fraction", file, place, code=of, found=text)
    if len(stocks) > 1 and any(text.startswith("-1") for text in stocks):
        yield told("quantity_mixed", file, place, code=of)


def _removed(product: etree._Element, line: int, file: str) -> Iterator[Finding]:
    if len(product) or (product.text or "").strip() or product.get("removed") != "yes":
        yield told("removed_content", file, line, product=product.get("id"))


def _node(node: etree._Element, line: int, file: str, product: etree._Element) -> Iterator[Finding]:
    name = etree.QName(node)
    spaces = {name.namespace, *(etree.QName(key).namespace for key in node.attrib)}
    for space in sorted(spaces - {None, EXTENSIONS, _XML}, key=str):
        yield told("foreign_namespace", file, line, space=space)
    if name.localname in PRIVATE:
        yield told("private_node", file, line, node=name.localname, product=product.get("id"))
    is_bare = not len(node) and not (node.text or "").strip()
    if name.localname in NEVER_EMPTY and is_bare and not node.get("id"):
        yield told("empty_node", file, line, node=name.localname, product=product.get("id"))
    if _TAG.search(node.text or "") and "<" not in (node.text or ""):
        yield told("escaped_twice", file, line, node=name.localname, product=product.get("id"))


def _price(
    node: etree._Element, line: int, file: str, product: etree._Element
) -> Iterator[Finding]:
    net, gross = amount_of(node.get("net")), amount_of(node.get("gross"))
    said = {"product": product.get("id"), "net": node.get("net"), "gross": node.get("gross")}
    if net is None or (gross is None and node.get("gross") is not None):
        yield told("price_unreadable", file, line, **said)
        return
    rate = rate_of(node.get("vat") or product.get("vat"))
    if gross is not None and rate is not None and _differs(net, gross, rate):
        yield told("gross_differs", file, line, vat=rate, **said)


def _differs(net: Decimal, gross: Decimal, rate: Decimal) -> bool:
    """More than a cent of net away: whoever starts from gross has rounded the net."""
    worth = gross / (1 + rate / 100)
    return abs(worth - net) > CENT and abs(net * (1 + rate / 100) - gross) > CENT


def _pictures(product: etree._Element, line: int, file: str) -> Iterator[Finding]:
    pictures = [*product.iterfind("images/large/image"), *product.iterfind("images/icons/*")]
    if not pictures:
        yield told("picture_missing", file, line, product=product.get("id"))
    for one in pictures:
        sides = (one.get("width", "1"), one.get("height", "1"))
        is_whole = all(side.isdecimal() and int(side) > 0 for side in sides)
        is_hash = re.fullmatch("[0-9a-f]{32}", one.get("hash", "0" * 32))
        if not (is_whole and is_hash and re.match("https?://[^/]", one.get("url", ""))):
            place = counted(one.sourceline, line)
            yield told("picture_wrong", file, place, product=product.get("id"), url=one.get("url"))


def _decimals(product: etree._Element, known: Known) -> int:
    unit = product.find("unit")
    return known.precisions.get(unit.get("id", ""), 0) if unit is not None else 0


def _fraction(quantity: str) -> int:
    """Decimals that say something."""
    return len(quantity.replace(",", ".").partition(".")[2].rstrip("0"))


_XML = "http://www.w3.org/XML/1998/namespace"
