"""The first products of an offer as its files tell them, for people to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from formats.iof.checks.findings import Opener
from formats.xml_reading import NotXml, OfferReader


@dataclass
class SampleSize:
    """Amounts and quantities as they are written; `partner_gross` is that of the light file."""

    code: str
    name: str
    gross: str
    partner_gross: str
    quantity: str


@dataclass
class Sample:
    id: str
    kind: str
    code: str
    name: str
    category: str
    picture_url: str
    gross: str
    sizes: list[SampleSize] = field(default_factory=list)
    parameters: list[tuple[str, str]] = field(default_factory=list)


def samples(files: Mapping[str, Opener], count: int) -> list[Sample]:
    """At most `count` of the full file; none when it cannot be read."""
    if "full" not in files:
        return []
    cheaper = _light(files, count)
    found = []
    for product in _first(files["full"], count):
        found.append(_sample(product, cheaper))
    return found


def _sample(product: etree._Element, cheaper: Mapping[str, str]) -> Sample:
    return Sample(
        id=product.get("id", ""),
        kind=product.get("type", ""),
        code=product.get("code_on_card", ""),
        name=product.findtext("description/name") or "",
        category=_said(product, "category", "name"),
        picture_url=_said(product, "images/icons/icon", "url"),
        gross=_said(product, "price", "gross"),
        sizes=[_size(one, cheaper) for one in product.iterfind("sizes/size")],
        parameters=[
            (one.get("name", ""), ", ".join(value.get("name", "") for value in one))
            for one in product.iterfind("parameters/parameter")
        ],
    )


def _size(size: etree._Element, cheaper: Mapping[str, str]) -> SampleSize:
    code = size.get("code", "")
    gross, quantity = _said(size, "price", "gross"), _said(size, "stock", "quantity")
    return SampleSize(code, size.get("name", ""), gross, cheaper.get(code, ""), quantity)


def _light(files: Mapping[str, Opener], count: int) -> dict[str, str]:
    """Gross prices of the first products by code; sets are not among them."""
    if "light" not in files:
        return {}
    return {
        size.get("code", ""): _said(size, "price", "gross")
        for product in _first(files["light"], count)
        for size in product.iterfind("sizes/size")
    }


def _first(opened: Opener, count: int) -> list[etree._Element]:
    """Those that are offered; a tree of its own for each would only cost time."""
    found: list[etree._Element] = []
    with opened() as file:
        try:
            for product, _line in OfferReader(file):
                if not product.get("removed"):
                    found.append(product)
                if len(found) == count:
                    break
        except NotXml:
            pass
    return found


def _said(node: etree._Element, path: str, attribute: str) -> str:
    inner = node.find(path)
    return "" if inner is None else inner.get(attribute, "")
