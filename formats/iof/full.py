"""full.xml of IOF 3.0, and every full_change file: products with prices before any discount."""

from itertools import groupby

from lxml import etree

from formats.iof import vocabulary as iof
from formats.iof.sizes import price, size
from formats.offer_values import ONE_SIZE, OfferedProduct
from formats.xml_writing import LANG, child, clean, element, quoted, stamp, written

_NSMAP = {"iaiext": iof.EXTENSIONS}
# The head of the file has declared it: not again in each of a hundred thousand products.
_DECLARED = f' xmlns:iaiext="{iof.EXTENSIONS}"'.encode()
_PRIORITY = iof.extended("priority")
_CODE_STANDARDS = {8: "GTIN8", 12: "GTIN12", 13: "GTIN13", 14: "GTIN14"}


def product(offered: OfferedProduct) -> bytes:
    """The finished piece; it is XML between `head` and `tail` only."""
    language = iof.language(offered.language)
    node = element("product", _attributes(offered), nsmap=_NSMAP)
    _references(node, offered, language)
    _description(node, offered)
    price(node, offered.sizes[0])
    if offered.is_set:
        _bundled(node, offered)
    else:
        _sizes(node, offered)
    _images(node, offered)
    _parameters(node, offered, language)
    return written(node).replace(_DECLARED, b"", 1)


def removed(product_id: int) -> bytes:
    return written(element("product", {"id": str(product_id), "removed": "yes"}))


def _attributes(offered: OfferedProduct) -> dict[str, str]:
    said = {"id": str(offered.id), "type": offered.kind, "vat": iof.vat(offered.vat_rate)}
    if offered.code:
        said["code_on_card"] = clean(offered.code)
    if ean := next((one.ean for one in offered.sizes if one.ean), ""):
        said["producer_code_standard"] = _CODE_STANDARDS.get(len(ean), "OTHER")
    return said


def _references(node: etree._Element, offered: OfferedProduct, language: str) -> None:
    for tag, named in (("producer", offered.producer), ("unit", offered.unit)):
        if named:
            child(node, tag, {"id": str(named.id), "name": clean(named.name)})
    if named := offered.category:
        said = {"id": str(named.id), "name": clean(named.name), LANG: language}
        child(node, "category", said)


def _description(node: etree._Element, offered: OfferedProduct) -> None:
    about = child(node, "description")
    for field, tag in (
        ("name", "name"),
        ("summary", "short_desc"),
        ("description", "long_desc"),
    ):
        for words in offered.words:
            if text := getattr(words, field):
                child(about, tag, {LANG: iof.language(words.language)}).text = quoted(text)


def _sizes(node: etree._Element, offered: OfferedProduct) -> None:
    is_one = offered.sizes[0].id == ONE_SIZE
    group = iof.ONE_SIZE_GROUP if is_one else iof.NAMED_SIZES
    said = {
        iof.extended("group_id"): group,
        iof.extended("group_name"): iof.group_name(group, offered.language),
        iof.extended("sizeList"): "full",
    }
    sizes = child(node, "sizes", said)
    for one in offered.sizes:
        size(sizes, one, offered.language)


def _images(node: etree._Element, offered: OfferedProduct) -> None:
    if not offered.pictures:
        return
    images = child(node, "images")
    large = child(images, "large")
    for place, one in enumerate(offered.pictures, 1):
        said = _picture(one.url, one.md5, stamp(one.changed), one.width, one.height)
        child(large, "image", said | {_PRIORITY: str(place)})
    first = offered.pictures[0]
    icon = (first.icon_url, first.icon_md5, stamp(first.changed))
    child(child(images, "icons"), "icon", _picture(*icon, first.icon_width, first.icon_height))


def _picture(url: str, md5: str, changed: str, width: int, height: int) -> dict[str, str]:
    sides = {"width": str(width), "height": str(height)}
    return {"url": clean(url), "hash": md5, "changed": changed} | sides


def _parameters(node: etree._Element, offered: OfferedProduct, language: str) -> None:
    if not offered.values:
        return
    parameters = child(node, "parameters")
    for place, (named, group) in enumerate(groupby(offered.values, lambda one: one.parameter)):
        said = {"type": "parameter", "id": str(named.id), "name": clean(named.name)}
        said |= {"priority": str(place), "distinction": "y", "hide": "n", LANG: language}
        parameter = child(parameters, "parameter", said)
        for number, one in enumerate(group):
            value = {"id": str(one.value.id), "name": clean(one.value.name)}
            child(parameter, "value", value | {"priority": str(number)})


def _bundled(node: etree._Element, offered: OfferedProduct) -> None:
    is_specified = all(part.size_code for part in offered.parts)
    bundled = child(node, "bundled", {"type": "specified" if is_specified else "unspecified"})
    for part in offered.parts:
        said = {"id": str(part.product_id), "quantity": str(part.quantity), "type": part.kind}
        component = child(bundled, "product", said)
        if part.size_code:
            pinned = {"id": part.size_id, "code": clean(part.size_code)}
            child(child(component, "sizes"), "size", pinned)
