"""Products of an offer as the writers of files are given them, as many as are wanted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from formats.offer_values import (
    FileHead,
    Named,
    OfferedPicture,
    OfferedProduct,
    OfferedSize,
    OfferedValue,
    Words,
)

SIZES, PICTURES, PARAMETERS = 3, 5, 8
DIFFERENT = 500
CENTS = 1000
NOW = datetime(2026, 11, 23, 6)
HEAD = FileHead(NOW, NOW + timedelta(days=7), "pl", "PLN")
_TEXT = (
    "<p>Papier bawełniany 310 g/m² & ręczna kontrola barw; wydruk pigmentowy o trwałości ponad"
    " stu lat. Krawędzie przycinane, pakowane płasko w tekturę.</p><ul><li>Żółte światło</li></ul>"
)


def products(count: int, price_cents: int = CENTS) -> Iterator[OfferedProduct]:
    """Each with an id of its own; texts and pictures come again after DIFFERENT of them."""
    pool = different(price_cents)
    for number in range(count):
        yield replace(pool[number % DIFFERENT], id=number + 1)


@lru_cache(maxsize=2)
def different(price_cents: int) -> list[OfferedProduct]:
    return [_product(number, price_cents) for number in range(DIFFERENT)]


def _product(number: int, price_cents: int) -> OfferedProduct:
    return OfferedProduct(
        id=number,
        kind="regular",
        code=f"PRN-{number:06}",
        vat_rate="23",
        words=(Words("pl", f"Odbitka „Łąka” {number}", "Matowa, na bawełnie", _TEXT * 3),),
        sizes=[_size(number, place, price_cents) for place in range(SIZES)],
        category=Named(number % 40 + 1, f"Odbitki/Matowe/{number % 40}"),
        producer=Named(number % 7 + 1, f"Wytwórnia {number % 7}"),
        unit=Named(1, "szt."),
        pictures=[_picture(number, place) for place in range(PICTURES)],
        values=[_value(number, place) for place in range(PARAMETERS)],
    )


def _size(number: int, place: int, price_cents: int) -> OfferedSize:
    gross = price_cents + 700 * place + number
    return OfferedSize(
        id=str(place + 1),
        name=f"{10 + place * 5}×{15 + place * 5}",
        code=f"PRN-{number:06}-{place}",
        gross_cents=gross,
        net_cents=round(gross / 1.23),
        quantity=number % 50,
        ean=f"{5900000000000 + number * SIZES + place}",
        external_code=f"ERP-{number}-{place}",
        weight_g=12 + place,
    )


def _picture(number: int, place: int) -> OfferedPicture:
    base = f"https://studio.example/offer/pictures/{number:06}-{place}"
    md5 = f"{number * PICTURES + place:032x}"
    return OfferedPicture(f"{base}.jpg", md5, 1600, 1067, f"{base}-small.jpg", md5, 240, 160, NOW)


def _value(number: int, place: int) -> OfferedValue:
    choice = number % 9 + place * 10
    parameter = Named(place + 1, f"Parametr {place}")
    return OfferedValue(parameter, Named(choice, f"Wartość {choice}"))
