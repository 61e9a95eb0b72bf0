"""The webservice's XML: what we write, and foreign documents read without believing them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

from connectors.texts import plain

if TYPE_CHECKING:
    from lxml import etree


def written(node: str, fields: Mapping[str, Any]) -> bytes:
    """`fields` of one thing; a mapping becomes a child with children, a sequence repeats its node:
    {"associations": {"cart_rows": {"cart_row": [{…}, {…}]}}}."""
    root = Element("prestashop")
    _add(root, node, fields)
    return tostring(root, xml_declaration=True, encoding="UTF-8")


def read(body: bytes) -> "etree._Element":
    """The root of a document; no entity is resolved and nothing is loaded. Raises ValueError."""
    # Large, and only needed where a PrestaShop is spoken to.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(str(error)) from None


def text_of(root: "etree._Element", path: str) -> str:
    """What stands first at the path; empty when nothing does."""
    return (root.findtext(path) or "").strip()


def _add(parent: Element, name: str, value: Any) -> None:
    if isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            _add(parent, name, one)
        return
    child = SubElement(parent, name)
    if isinstance(value, Mapping):
        for inner, one in value.items():
            _add(child, inner, one)
    else:
        child.text = plain(str(value))
