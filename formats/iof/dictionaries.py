"""The reference files of IOF 3.0: what ids in full and light files stand for.

Every function takes what it lists and returns a whole file.
"""

from collections.abc import Iterable

from lxml import etree

from formats.iof import vocabulary as iof
from formats.offer_values import ONE_SIZE, FileHead, Named, OfferedParameter
from formats.xml_writing import LANG, child, clean, element, whole_file

SEPARATOR = "/"
WHOLE_PIECES = "0"


def categories(head: FileHead, named: Iterable[Named]) -> bytes:
    """`named` by their whole paths; each stands inside the one whose path its own begins with."""
    root = _root("categories", head)
    nodes: dict[str, etree._Element] = {}
    for one in sorted(named, key=lambda one: one.name.split(SEPARATOR)):
        above, _, last = one.name.rpartition(SEPARATOR)
        parent = nodes.get(above)
        own = Named(one.id, one.name if parent is None else last)
        nodes[one.name] = _entry(root if parent is None else parent, "category", own, head)
    return whole_file(root)


def sizes(head: FileHead, named: Iterable[Named]) -> bytes:
    """All sizes with a name in one group, and the group of what comes in one size."""
    root = _root("sizes", head)
    if named := list(named):
        group = _group(root, iof.NAMED_SIZES, head)
        for one in named:
            _entry(group, "size", one, head)
    only = child(_group(root, iof.ONE_SIZE_GROUP, head), "size", {"id": ONE_SIZE, "name": ONE_SIZE})
    _name(only, iof.one_size_name(head.language), head)
    return whole_file(root)


def producers(head: FileHead, named: Iterable[Named]) -> bytes:
    root = _root("producers", head)
    for one in named:
        child(root, "producer", _said(one))
    return whole_file(root)


def units(head: FileHead, named: Iterable[Named]) -> bytes:
    """Stock is counted in whole pieces."""
    root = _root("units", head)
    for one in named:
        _entry(root, "unit", one, head).set("precision", WHOLE_PIECES)
    return whole_file(root)


def parameters(head: FileHead, offered: Iterable[OfferedParameter]) -> bytes:
    root, offered = _root("parameters", head), list(offered)
    blocks = {
        "parameter": [one.parameter for one in offered],
        "value": [value for one in offered for value in one.values],
    }
    for tag, named in blocks.items():
        block = child(root, f"{tag}s")
        for one in named:
            _entry(block, tag, one, head)
    return whole_file(root)


def stocks(head: FileHead) -> bytes:
    """The one stock that Kadr counts."""
    root = _root("stocks", head)
    only = child(root, "stock", {"id": iof.OWN_STOCK, "name": f"M{iof.OWN_STOCK}"})
    _name(only, iof.stock_name(head.language), head)
    return whole_file(root)


def _root(tag: str, head: FileHead) -> etree._Element:
    return element(tag, iof.root_of(head) | {"language": iof.language(head.language)})


def _group(root: etree._Element, group: str, head: FileHead) -> etree._Element:
    return child(root, "group", {"id": group, "name": iof.group_name(group, head.language)})


def _entry(parent: etree._Element, tag: str, one: Named, head: FileHead) -> etree._Element:
    entry = child(parent, tag, _said(one))
    _name(entry, one.name, head)
    return entry


def _name(entry: etree._Element, text: str, head: FileHead) -> None:
    child(entry, "name", {LANG: iof.language(head.language)}).text = clean(text)


def _said(one: Named) -> dict[str, str]:
    return {"id": str(one.id), "name": clean(one.name)}
