"""The files of tests/golden/offers and how each is written.

`python -m tests.formats.iof.golden` writes them again; look at the difference before it goes in.
"""

from datetime import datetime
from pathlib import Path

from formats.iof import dictionaries
from formats.iof.gateway import LINKED, Link, Supplier, gateway
from formats.offers import WRITERS
from tests.formats.iof.offered import (
    CATEGORIES,
    HEAD,
    PARAMETERS,
    PIECE,
    SIZES,
    STUDIO,
    full_of,
    light_of,
)

FOLDER = Path(__file__).parents[2] / "golden" / "offers"
SUPPLIER = Supplier(
    name="Studio Światłoczułe & Syn, Łódź",
    email="biuro@studio.example",
    phone="+48 600 000 000",
    website="https://studio.example",
    street="Prosta 1",
    postcode="90-001",
    city="Łódź",
    country="PL",
)
CHANGED = datetime(2026, 11, 22, 6)


def linked(name: str) -> Link:
    return Link(f"https://kadr.example/offer/token/shop/iof/{name}.xml?a=1&b=2", "0" * 32, CHANGED)


def written() -> dict[str, bytes]:
    """Every file by its name."""
    files = {}
    for name, writer in WRITERS.items():
        files[f"{name}-full.{writer.extension}"] = full_of(writer)
        files[f"{name}-light.{writer.extension}"] = light_of(writer)
    return files | {f"iof-{name}.xml": content for name, content in _iof().items()}


def _iof() -> dict[str, bytes]:
    change = Link("https://kadr.example/c/full_change2026-11-22T05-40-00.xml", "1" * 32, CHANGED)
    return {
        "gateway": gateway(
            SUPPLIER, {name: linked(name) for name in LINKED}, [change], CHANGED, HEAD.expires
        ),
        "categories": dictionaries.categories(HEAD, CATEGORIES),
        "sizes": dictionaries.sizes(HEAD, SIZES),
        "producers": dictionaries.producers(HEAD, [STUDIO]),
        "units": dictionaries.units(HEAD, [PIECE]),
        "parameters": dictionaries.parameters(HEAD, PARAMETERS),
        "stocks": dictionaries.stocks(HEAD),
    }


if __name__ == "__main__":
    for name, content in written().items():
        (FOLDER / name).write_bytes(content)
