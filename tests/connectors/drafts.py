"""Orders of ours as connectors get them."""

from dataclasses import replace
from datetime import UTC, datetime

from connectors import Notebook
from connectors.values import Address, Draft, Line, Paper, Shipping

ASKED_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CLIENT = Address(
    name="Żaneta Śliwińska",
    street="ul. Źdźbła 7/3",
    postcode="90-001",
    city="Łódź",
    phone="+48601234567",
    email="zaneta@example.com",
)
COMPANY = replace(CLIENT, company="Gęś i Spółka", tax_id="5260250274")
PRINTS = Line("Odbitka 15×23", 3, 2997, "23", sku="ODB-15x23", details=(("Pliki", "1, 4"),))
ALBUM = Line("Album", 1, 20000, "8")
# As PrestaShop has it: its product and its tax rule.
LINKED = replace(PRINTS, product_id="41", tax_code="1")
COURIER = Shipping("Kurier", 1499, "23", code="2")


def draft(**values) -> Draft:
    given = {
        "reference": "KADR-7-9f2c41d0",
        "number": "7",
        "currency": "PLN",
        "asked_at": ASKED_AT,
        "billing": CLIENT,
        "delivery": CLIENT,
        "lines": (PRINTS,),
        "shipping": COURIER,
        "payment_name": "Przelew",
    }
    return Draft(**(given | values))


def sent(**values) -> Draft:
    """One that PrestaShop takes."""
    return draft(**({"lines": (LINKED,), "status_code": "10"} | values))


def paper(**values) -> Paper:
    given = {
        "number": "FS/1/2026",
        "file_name": "FS-1-2026.pdf",
        "data": b"%PDF-1.7 test",
        "link": "https://kadr.example/d/abcdef",
        "kind": "FS",
    }
    return Paper(**(given | values))


class Notes(Notebook):
    """A notebook in memory."""

    def __init__(self, **written: str):
        self.written = dict(written)

    def read(self, key: str) -> str:
        return self.written.get(key, "")

    def write(self, key: str, value: str) -> None:
        self.written[key] = value
