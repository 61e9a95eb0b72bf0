"""Amounts as shops write them: in whole units with a point, whatever the currency's smallest is."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from connectors import ConnectorError

_PLACES = {"BIF": 0, "CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "KWD": 3, "TND": 3}


def places(currency: str) -> int:
    """How many digits of the currency follow the point."""
    return _PLACES.get(currency.upper(), 2)


def in_units(amount: int, currency: str) -> Decimal:
    """2997 grosze are 29.97."""
    return Decimal(amount).scaleb(-places(currency))


def in_smallest(text: object, currency: str) -> int:
    """29.97 złotego are 2997, rounded half up; raises ValueError for what is no number."""
    try:
        units = Decimal(str(text).strip() or "0")
        return int((units.scaleb(places(currency))).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation:
        raise ValueError(f"no amount: {text!r}") from None


def in_smallest_exactly(units: str | Decimal, currency: str) -> int:
    """29.97 złotego are 2997. Raises ConnectorError for what is no number, or is finer than the
    currency's smallest unit."""
    try:
        found = Decimal(units).scaleb(places(currency))
    except InvalidOperation:
        raise ConnectorError(repr(units), code="nonsense") from None
    if not found.is_finite() or found != found.to_integral_value():
        raise ConnectorError(f"{units} {currency}", code="decimals", permanent=True)
    return int(found)
