"""Sizes with their prices and stock, the same in full and light files."""

from lxml import etree

from formats.iof import vocabulary as iof
from formats.offer_values import ONE_SIZE, OfferedSize
from formats.xml_writing import amount, child, clean

_CODE_EXTERNAL = iof.extended("code_external")


def price(node: etree._Element, size: OfferedSize) -> None:
    said = {"net": amount(size.net_cents), "gross": amount(size.gross_cents)}
    child(node, "price", said)


def size(node: etree._Element, offered: OfferedSize, language: str) -> None:
    """With its price and its stock, of which -1 is a marker: as many as one likes."""
    name = clean(iof.size_name(offered, language))
    panel = ONE_SIZE if offered.id == ONE_SIZE else name
    said = {"id": offered.id, "code": clean(offered.code), "name": name, "panel_name": panel}
    if offered.ean:
        said["code_producer"] = clean(offered.ean)
    if offered.weight_g:
        said["weight"] = str(offered.weight_g)
    if offered.external_code:
        said[_CODE_EXTERNAL] = clean(offered.external_code)
    sized = child(node, "size", said)
    price(sized, offered)
    child(sized, "stock", {"id": iof.OWN_STOCK, "quantity": str(offered.quantity)})
