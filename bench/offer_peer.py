"""The same full file by a bare loop: an element is built and `xmlfile` writes it at once.

Nothing is cleaned, hashed or kept; what it writes is canonically equal.
"""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from formats.offer_values import OfferedPicture, OfferedProduct

IAIEXT = "http://www.iai-shop.com/developers/iof/extensions.phtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOT = {"file_format": "IOF", "version": "3.0", "generated_by": "Kadr", "extensions": "yes"}
PRODUCTS = {"language": "pol", "currency": "PLN"}
TIMES = {"generated": "2026-11-23 06:00:00", "expires": "2026-11-30 06:00:00"}


def write(products: Iterable[OfferedProduct], path: Path) -> None:
    offer = ("offer", ROOT | TIMES)
    with etree.xmlfile(str(path), encoding="utf-8") as xf:
        xf.write_declaration()
        with xf.element(*offer, nsmap={"iaiext": IAIEXT}), xf.element("products", PRODUCTS):
            for product in products:
                xf.write(_element(product))


def _element(p: OfferedProduct) -> etree._Element:
    sub = etree.SubElement
    node = etree.Element("product", id=str(p.id), type=p.kind, vat="23.0", nsmap={"iaiext": IAIEXT})
    node.set("code_on_card", p.code)
    node.set("producer_code_standard", "GTIN13")
    sub(node, "producer", id=str(p.producer.id), name=p.producer.name)
    sub(node, "unit", id=str(p.unit.id), name=p.unit.name)
    sub(node, "category", {"id": str(p.category.id), "name": p.category.name, LANG: "pol"})
    about, words = sub(node, "description"), p.words[0]
    texts = {"name": words.name, "short_desc": words.summary, "long_desc": words.description}
    for tag, text in texts.items():
        sub(about, tag, {LANG: "pol"}).text = etree.CDATA(text)
    _price(node, p.sizes[0])
    _sizes(node, p)
    images = sub(node, "images")
    large = sub(images, "large")
    for place, one in enumerate(p.pictures, 1):
        said = _picture(one, one.url, one.md5, one.width, one.height)
        sub(large, "image", said | {f"{{{IAIEXT}}}priority": str(place)})
    first = p.pictures[0]
    icon = _picture(first, first.icon_url, first.icon_md5, first.icon_width, first.icon_height)
    sub(sub(images, "icons"), "icon", icon)
    parameters = sub(node, "parameters")
    for place, one in enumerate(p.values):
        said = {"type": "parameter", "id": str(one.parameter.id), "name": one.parameter.name}
        said |= {"priority": str(place), "distinction": "y", "hide": "n", LANG: "pol"}
        parameter = sub(parameters, "parameter", said)
        sub(parameter, "value", id=str(one.value.id), name=one.value.name, priority="0")
    return node


def _sizes(node: etree._Element, p: OfferedProduct) -> None:
    names = {"group_id": "1", "group_name": "Rozmiary", "sizeList": "full"}
    said = {f"{{{IAIEXT}}}{name}": text for name, text in names.items()}
    sizes = etree.SubElement(node, "sizes", said)
    for one in p.sizes:
        said = {"id": one.id, "code": one.code, "name": one.name, "panel_name": one.name}
        said |= {"code_producer": one.ean, "weight": str(one.weight_g)}
        said[f"{{{IAIEXT}}}code_external"] = one.external_code
        size = etree.SubElement(sizes, "size", said)
        _price(size, one)
        etree.SubElement(size, "stock", id="1", quantity=str(one.quantity))


def _price(node: etree._Element, size) -> None:
    net, gross = f"{size.net_cents / 100:.2f}", f"{size.gross_cents / 100:.2f}"
    etree.SubElement(node, "price", net=net, gross=gross)


def _picture(one: OfferedPicture, url: str, md5: str, width: int, height: int) -> dict[str, str]:
    changed = one.changed.strftime("%Y-%m-%d %H:%M:%S")
    said = {"url": url, "hash": md5, "changed": changed}
    return said | {"width": str(width), "height": str(height)}
