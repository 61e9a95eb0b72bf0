"""Check 17: sets and collections name what they consist of."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from lxml import etree

from formats.iof.checks.findings import Finding, told
from formats.iof.checks.texts import amount_of
from formats.offer_values import SETS
from formats.xml_reading import counted


@dataclass
class Sets:
    """Remembers the parts of all sets; whether these are offered is known at the end."""

    file: str
    parts: list[tuple[str, str, int]] = field(default_factory=list)
    pinned: list[tuple[str, str, int]] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def note(self, product: etree._Element, line: int) -> None:
        own, bundled = product.get("id", ""), product.find("bundled")
        is_set = product.get("type") in SETS
        if is_set and bundled is None and not product.get("removed"):
            self.faults.append(told("parts_missing", self.file, line, product=own))
        if bundled is None:
            return
        if not is_set:
            place = counted(bundled.sourceline, line)
            self.faults.append(told("parts_unexpected", self.file, place, product=own))
        for part in bundled.iterfind("product"):
            self._note_part(own, part, counted(part.sourceline, line))

    def _note_part(self, own: str, part: etree._Element, line: int) -> None:
        meant = part.get("id", "")
        self.parts.append((own, meant, line))
        if not amount_of(part.get("quantity")):
            self.faults.append(told("part_quantity", self.file, line, product=own, part=meant))
        for size in part.iterfind("sizes/size"):
            self.pinned.append((meant, size.get("code", ""), line))

    def check(self, products: Mapping[str, str], ids: Set[str] | None) -> Iterator[Finding]:
        """`products` by the codes of their sizes; `ids` of the whole offer, None when it is not
        known here."""
        yield from self.faults
        for own, part, line in self.parts:
            if ids is not None and part not in ids:
                yield told("part_unknown", self.file, line, product=own, part=part)
        for part, code, line in self.pinned:
            if products.get(code, part) != part or (ids is not None and code not in products):
                yield told("part_size", self.file, line, part=part, code=code)
        yield from self._cycles()

    def _cycles(self) -> Iterator[Finding]:
        inside: dict[str, set[str]] = {}
        for own, part, _line in self.parts:
            inside.setdefault(own, set()).add(part)
        for own, _part, line in {one[0]: one for one in self.parts}.values():
            if own in _reached(own, inside):
                yield told("part_cycle", self.file, line, product=own)


def _reached(start: str, inside: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [*inside.get(start, ())]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(inside.get(one, ()))
    return reached
