"""Pieces of XML that end up in larger files: any text survives, and stands in them as it was typed.

Characters that XML 1.0 has no way to write are dropped, and so are U+FDD0 to U+FDEF, which
Unicode keeps for the inside of programs: one of them stands for the end of a CDATA section here.
"""

import re
from datetime import datetime

from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DROPPED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_END, _MARKED_END = "]]>", "]]\ufdd0>"
_SPLIT = _MARKED_END.encode(), b"]]]]><![CDATA[>"

element, child = etree.Element, etree.SubElement


def clean(text: str) -> str:
    """What XML can say of a text; line breaks are all of one kind, as a parser hands them out."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _DROPPED.sub("", text)


def quoted(text: str) -> etree.CDATA:
    """A text as a CDATA section; `written` splits it where it would end too soon."""
    return etree.CDATA(clean(text).replace(_END, _MARKED_END))


def written(tree: etree._Element) -> bytes:
    """The element as UTF-8, without a declaration, on a line of its own."""
    piece: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=False)
    return piece.replace(*_SPLIT) + b"\n"


def whole_file(tree: etree._Element) -> bytes:
    """With its declaration, indented: for files that people look into."""
    etree.indent(tree)
    return DECLARATION + written(tree)


DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def opened(tree: etree._Element) -> bytes:
    """The beginning of a file: the declaration, the root and its one child, which stays open."""
    inner = f"/></{tree.tag}>\n".encode()
    return DECLARATION + written(tree).removesuffix(inner) + b">\n"


def closed(*tags: str) -> bytes:
    """The end of it; the innermost tag first."""
    return "".join(f"</{tag}>\n" for tag in tags).encode()


def amount(cents: int) -> str:
    """ "12.50"; cents are never negative here."""
    return f"{cents // 100}.{cents % 100:02d}"


def stamp(moment: datetime) -> str:
    """ "2026-11-22 06:00:00", in whatever zone the moment is."""
    return moment.isoformat(" ", "seconds")[:19]
