"""Reading offers in XML that anybody may have written: nothing is fetched, no entity is followed,
and of a file of any size one product is held at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

PORTION_BYTES = 65_536
# libxml2 counts the lines of elements no further.
_COUNTED_LINES = 65_535
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}


class NotXml(Exception):
    """The file cannot be read any further; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class OfferReader:
    """The `product` elements of a full, light or full_change file, one after another.

    `root` is there from the first of them on, and complete, without products, after the last.
    """

    file: BinaryIO
    root: etree._Element | None = None

    def __iter__(self) -> Iterator[tuple[etree._Element, int]]:
        """Each with its line; it is taken out of the tree afterwards. Raises NotXml."""
        parser = etree.XMLPullParser(events=("start", "end"), **_SAFE)
        started, line = 0, 1
        while portion := self.file.readline(PORTION_BYTES):
            for event, node in _events(parser, portion, line):
                if self.root is None:
                    self.root = node
                if not _is_product(node):
                    continue
                if event == "start":
                    started = line
                    continue
                yield node, started
                node.getparent().remove(node)
            line += portion.endswith(b"\n")
        _close(parser, line)


def read_whole(file: BinaryIO) -> etree._Element:
    """The root of a small file. Raises NotXml."""
    try:
        return etree.parse(file, etree.XMLParser(**_SAFE)).getroot()
    except etree.XMLSyntaxError as error:
        raise NotXml(error.lineno or 1, error.msg or "") from error


def counted(line: int | None, started: int) -> int:
    """The line of something in a product that began at `started`; that one, where `line` is
    beyond what can be counted."""
    return line if line and line < _COUNTED_LINES else started


def _events(
    parser: etree.XMLPullParser, portion: bytes, line: int
) -> Iterator[tuple[str, etree._Element]]:
    try:
        parser.feed(portion)
        yield from parser.read_events()
    except etree.XMLSyntaxError as error:
        raise NotXml(error.lineno or line, error.msg or "") from error


def _close(parser: etree.XMLPullParser, line: int) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise NotXml(error.lineno or line, error.msg or "") from error


def _is_product(node: etree._Element) -> bool:
    """Of the offer; the parts of a set have the same name further down."""
    above = node.getparent()
    return node.tag == "product" and above is not None and above.tag == "products"
