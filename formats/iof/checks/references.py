"""Check 12: every id is in the file that explains it, once."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, told
from formats.iof.checks.texts import read
from formats.iof.validation import whole_faults
from formats.xml_reading import counted

# By file: the kinds of things in it and where they stand.
LISTED = {
    "categories": {"category": ".//category"},
    "sizes": {"size": "group/size"},
    "producers": {"producer": "producer"},
    "units": {"unit": "unit"},
    "series": {"series": "series"},
    "warranties": {"warranty": "warranty"},
    "stocks": {"stock": "stock"},
    "parameters": {
        "section": "sections/section",
        "parameter": "parameters/parameter",
        "value": "values/value",
    },
}
_POINTING = {
    "category": "category",
    "producer": "producer",
    "unit": "unit",
    "series": "series",
    "warranty": "warranty",
    "size": "sizes/size",
    "stock": "sizes/size/stock",
    "parameter": "parameters/parameter",
    "value": "parameters/parameter/value",
}


@dataclass
class Known:
    """Ids by kind, of the files that are there; and how many decimals a unit allows."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    precisions: dict[str, int] = field(default_factory=dict)


def check_dictionaries(feed: Feed) -> Generator[Finding, None, Known]:
    known = Known()
    for name, kinds in LISTED.items():
        if name not in feed.files:
            continue
        root = yield from read(feed, name)
        if root is None:
            continue
        for fault in whole_faults(name, root):
            yield told("schema", name, fault.line, message=fault.message)
        for kind, path in kinds.items():
            known.ids[kind] = yield from _ids(name, kind, root.findall(path))
        if name == "units":
            known.precisions = {u.get("id", ""): _precision(u) for u in root.iterfind("unit")}
    return known


def check_references(
    product: etree._Element, line: int, file: str, known: Known
) -> Iterator[Finding]:
    """Of one product; kinds without a file are not looked at."""
    for kind, path in _POINTING.items():
        ids = known.ids.get(kind)
        if ids is None:
            continue
        for node in product.iterfind(path):
            meant = _kind_of(node, kind)
            if node.get("id") not in known.ids.get(meant, ids):
                yield told(
                    "unknown_reference",
                    file,
                    counted(node.sourceline, line),
                    kind=meant,
                    id=node.get("id"),
                    product=product.get("id"),
                )


def _kind_of(node: etree._Element, kind: str) -> str:
    """`type` says which of the three lists an element `parameter` points to."""
    return node.get("type", kind) if kind == "parameter" else kind


def _ids(file: str, kind: str, nodes: list[etree._Element]) -> Generator[Finding, None, set[str]]:
    """A size may stand in several groups; its group's schema says once in each."""
    seen: set[str] = set()
    for node in nodes:
        if node.get("id") in seen and kind != "size":
            yield told("reference_twice", file, node.sourceline, kind=kind, id=node.get("id"))
        seen.add(node.get("id", ""))
    return seen


def _precision(unit: etree._Element) -> int:
    text = unit.get("precision", "0")
    return int(text) if text.isdecimal() else 0
