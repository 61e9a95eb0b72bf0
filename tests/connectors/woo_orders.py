"""Orders of ours for tests, which name only what they are about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.values import Address, Draft, Line, Shipping

BUYER = Address(
    name="Żaneta Śliwińska-Łoś",
    company="Foto „Gęś” sp. z o.o.",
    street="ul. Źdźbła 7/3",
    postcode="90-001",
    city="Łódź",
    phone="601234567",
    email="klient@example.com",
    tax_id="5260250274",
)


def line(gross_cents: int = 2997, vat_rate: str = "23", quantity: int = 1, **values) -> Line:
    values.setdefault("name", "Odbitka 10×15")
    return Line(quantity=quantity, gross_cents=gross_cents, vat_rate=vat_rate, **values)


def courier(gross_cents: int = 1499, vat_rate: str = "23", **values) -> Shipping:
    return Shipping("Kurier InPost", gross_cents, vat_rate, **values)


def draft(*lines: Line, reference: str = "KADR-7f3a", **values) -> Draft:
    known: dict[str, Any] = {"number": "2026/7", "currency": "PLN", "asked_at": now()}
    known |= {"billing": BUYER, "delivery": replace(BUYER, email="", tax_id="")}
    return Draft(reference=reference, lines=lines or (line(),), **(known | values))


def now() -> datetime:
    return datetime.now(UTC)


def lately() -> datetime:
    return now() - timedelta(minutes=15)
