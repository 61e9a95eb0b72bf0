"""Amounts as they are sent and told: texts with two places, so that no program rounds them."""

from pydantic import BaseModel, Field

from models.offer_price import Price

AMOUNT = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?$"


class PriceTold(BaseModel):
    """One piece, after the discount; `vat` is a percentage or "zw"."""

    net: str = Field(description="Before VAT.", examples=["8.13"])
    gross: str = Field(description="With VAT.", examples=["10.00"])
    vat: str = Field(description="A percentage, or zw.", examples=["23"])

    @classmethod
    def of(cls, price: Price) -> "PriceTold":
        return cls(net=amount(price.net_cents), gross=amount(price.gross_cents), vat=price.vat_rate)


def amount(cents: int) -> str:
    """1000 as "10.00"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def cents_of(text: str) -> int:
    """Of a text that fits AMOUNT: "6.5" is 650."""
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))
