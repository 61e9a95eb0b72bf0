"""Whether a file keeps to its schema; of large ones a product is held at a time."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree

from formats.xml_reading import OfferReader, counted, read_whole

SCHEMAS = Path(__file__).parent / "schemas"
PLAIN_XML = SCHEMAS.parents[1] / "schemas" / "kadr-offer.xsd"
_OFFERS = ("full", "light", PLAIN_XML.stem)
_CHANGE = "full_change"
_IN_PRODUCT = "/products/product"


class Fault(NamedTuple):
    line: int
    message: str


def kind_of(name: str) -> str:
    """ "full" for "full_change2026-11-22T05-40-00", the name itself for others."""
    return "full" if name.startswith(_CHANGE) else name


@lru_cache(maxsize=16)
def schema_of(kind: str) -> etree.XMLSchema:
    """By the name of the file, or "kadr-offer". Raises KeyError when there is none."""
    path = PLAIN_XML if kind == PLAIN_XML.stem else SCHEMAS / f"{kind}.xsd"
    if not path.is_file():
        raise KeyError(kind)
    return etree.XMLSchema(file=str(path))


def faults(name: str, file: BinaryIO) -> Iterator[Fault]:
    """All of them; the file may be of any size if it is an offer. That ids are unique in the whole
    of an offer is not looked at here. Raises NotXml.
    """
    if kind_of(name) not in _OFFERS:
        yield from whole_faults(name, read_whole(file))
        return
    reader = OfferReader(file)
    for product, started in reader:
        yield from product_faults(name, product, started)
    if reader.root is not None:
        yield from whole_faults(name, reader.root)


def product_faults(name: str, product: etree._Element, started: int) -> list[Fault]:
    """Of a product that stands alone in its offer."""
    schema = schema_of(kind_of(name))
    if schema.validate(product.getroottree().getroot()):
        return []
    inner = [one for one in schema.error_log if _IN_PRODUCT in (one.path or "")]
    return [Fault(counted(one.line, started), one.message) for one in inner]


def whole_faults(name: str, root: etree._Element) -> list[Fault]:
    schema = schema_of(kind_of(name))
    if schema.validate(root):
        return []
    return [Fault(one.line, one.message) for one in schema.error_log]
