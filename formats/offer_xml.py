"""An offer in plain XML of Kadr's own, described by schemas/kadr-offer.xsd.

Full and light files have the same shape; a light one leaves out what is not for sale and stock.
"""

from itertools import groupby

from lxml import etree

from formats.offer_digests import digest_of
from formats.offer_values import UNLIMITED, FileHead, OfferedPart, OfferedProduct, OfferedSize
from formats.xml_writing import amount, child, clean, closed, element, quoted, stamp, written
from formats.xml_writing import opened as _opened

media_type = "application/xml"
extension = "xml"
REVISION = b"xml-1"


def head(said: FileHead) -> bytes:
    return _head("full", said)


def light_head(said: FileHead) -> bytes:
    return _head("light", said)


def tail() -> bytes:
    return closed("products", "kadr-offer")


light_tail = tail


def product(offered: OfferedProduct) -> bytes:
    """The finished piece."""
    node = element("product", _attributes(offered) | _code(offered.code))
    _words(node, offered)
    _references(node, offered)
    _sold(node, offered)
    for part in offered.parts:
        child(node, "part", _part(part))
    _values(node, offered)
    _pictures(node, offered)
    return written(node)


def light_product(offered: OfferedProduct) -> bytes:
    """Of a set only its price."""
    node = element("product", _attributes(offered))
    _sold(node, offered)
    return written(node)


def removed(product_id: int) -> bytes:
    return written(element("product", {"id": str(product_id), "removed": "yes"}))


def digest(offered: OfferedProduct) -> bytes:
    return digest_of(offered, REVISION)


def _head(kind: str, said: FileHead) -> bytes:
    root = element("kadr-offer", {"version": "1", "file": kind})
    times = {"generated": stamp(said.generated), "expires": stamp(said.expires)}
    child(root, "products", times | {"language": said.language, "currency": said.currency})
    return _opened(root)


def _attributes(offered: OfferedProduct) -> dict[str, str]:
    return {"id": str(offered.id), "kind": offered.kind, "vat": offered.vat_rate}


def _code(code: str) -> dict[str, str]:
    return {"code": clean(code)} if code else {}


def _words(node: etree._Element, offered: OfferedProduct) -> None:
    for field in ("name", "summary", "description"):
        for words in offered.words:
            if text := getattr(words, field):
                child(node, field, {"language": words.language}).text = quoted(text)


def _references(node: etree._Element, offered: OfferedProduct) -> None:
    named = (
        ("category", offered.category),
        ("producer", offered.producer),
        ("unit", offered.unit),
    )
    for tag, one in named:
        if one:
            child(node, tag, {"id": str(one.id)}).text = clean(one.name)


def _sold(node: etree._Element, offered: OfferedProduct) -> None:
    if offered.is_set:
        child(node, "price", _price(offered.sizes[0]))
        return
    for one in offered.sizes:
        child(node, "size", _size(one))


def _size(one: OfferedSize) -> dict[str, str]:
    said = {"id": one.id, "code": one.code, "name": one.name, "ean": one.ean}
    said |= {"external-code": one.external_code, "weight-g": str(one.weight_g or "")}
    said = {name: clean(text) for name, text in said.items() if text}
    quantity = "unlimited" if one.quantity == UNLIMITED else str(one.quantity)
    return said | _price(one) | {"quantity": quantity}


def _price(one: OfferedSize) -> dict[str, str]:
    return {"net": amount(one.net_cents), "gross": amount(one.gross_cents)}


def _part(part: OfferedPart) -> dict[str, str]:
    said = {"product": str(part.product_id), "quantity": str(part.quantity)}
    return said | _code(part.size_code)


def _values(node: etree._Element, offered: OfferedProduct) -> None:
    for named, group in groupby(offered.values, lambda one: one.parameter):
        said = {"id": str(named.id), "name": clean(named.name)}
        parameter = child(node, "parameter", said)
        for one in group:
            child(parameter, "value", {"id": str(one.value.id)}).text = clean(one.value.name)


def _pictures(node: etree._Element, offered: OfferedProduct) -> None:
    for one in offered.pictures:
        picture = child(node, "picture", {"changed": stamp(one.changed)})
        large = (clean(one.url), one.md5, one.width, one.height)
        small = (clean(one.icon_url), one.icon_md5, one.icon_width, one.icon_height)
        for tag, (url, md5, width, height) in (("large", large), ("small", small)):
            sides = {"width": str(width), "height": str(height)}
            child(picture, tag, {"url": url, "md5": md5} | sides)
