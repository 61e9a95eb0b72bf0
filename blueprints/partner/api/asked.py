"""What partners send. A name that is not here is refused: nobody sets what is the studio's."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from babel import Locale
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from blueprints.partner.api.money import AMOUNT, cents_of
from services.partner_terms import PartnerTerms, Recipient, Wanted

LINES = 100
QUANTITY = 9999
PAGE = 100
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
WORDS = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
EMAIL = r"^([^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]+)?$"
COUNTRIES = frozenset(filter(re.compile("[A-Z]{2}").fullmatch, Locale("en").territories)) - {"ZZ"}


def _known(country: str) -> str:
    if country not in COUNTRIES:
        raise PydanticCustomError("country", "No country of ISO 3166.")
    return country


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("moment", "No moment of a calendar.") from None


Line = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=WORDS)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=WORDS)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE)]
Short = Annotated[str, StringConstraints(max_length=50, pattern=ONE_LINE)]
Email = Annotated[str, StringConstraints(max_length=200, pattern=EMAIL)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$"), AfterValidator(_known)]
Quantity = Annotated[int, Field(ge=1, le=QUANTITY)]
Number = Annotated[int, Field(ge=1, le=999_999_999)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PhotoAsked(Asked):
    session: Code = Field(description="Code of a session that is shared with you.")
    number: Number = Field(description="Number of a photo in it.")


class PieceAsked(Asked):
    code: Code = Field(description="Code of a size, as codeType says.", examples=["101-31"])
    code_type: Literal["internal", "producer", "external"] = Field(
        "internal",
        alias="codeType",
        description="internal: our code of the size; producer: its EAN; external: your own code.",
    )
    quantity: Quantity = Field(description="Pieces.", examples=[2])

    def wanted(self) -> Wanted:
        return Wanted(self.code, self.quantity, self.code_type)


class ShopAsked(Asked):
    shop: Line = Field("", description="Code of your shop; needed when you have several.")


class BasketAsked(ShopAsked):
    lines: list[PieceAsked] = Field(
        min_length=1, max_length=LINES, description="What you ask about."
    )


class ProductsAsked(ShopAsked):
    cursor: Number | None = Field(None, description="next_cursor of the page before.")
    limit: int = Field(50, ge=1, le=PAGE, description="How many a page holds.")


class LineAsked(PieceAsked):
    expected_net: Annotated[str, Field(pattern=AMOUNT)] | None = Field(
        None,
        description="Net price of one piece as you know it. Another price now: 409 price_changed.",
        examples=["6.50"],
    )
    file: Code | None = Field(None, description="Id of a file that was sent before, for a print.")
    photo: PhotoAsked | None = Field(None, description="Photo of a shared session, for a print.")
    parts: list[Code] = Field(
        [], max_length=20, description="Codes of the sizes that a set leaves to you."
    )

    def wanted(self) -> Wanted:
        return Wanted(
            self.code,
            self.quantity,
            self.code_type,
            None if self.expected_net is None else cents_of(self.expected_net),
            self.file or "",
            self.photo.session if self.photo else "",
            self.photo.number if self.photo else None,
            tuple(self.parts),
        )


class RecipientAsked(Asked):
    name: Name = Field(description="Person or company.", examples=["Anna Kowal"])
    street: Line = Field("", description="With the number.", examples=["Prosta 1"])
    zip: Short = Field("", description="Postcode.", examples=["00-001"])
    city: Line = Field("", description="Town.", examples=["Warszawa"])
    country: Country = Field("PL", description="ISO 3166, two capital letters.")
    email: Email = Field(
        "", description="For the carrier; nobody writes to it.", examples=["anna@example.org"]
    )
    phone: Short = Field("", description="For the carrier.", examples=["+48 600 700 800"])

    def recipient(self) -> Recipient:
        return Recipient(
            self.name, self.street, self.zip, self.city, self.country, self.email, self.phone
        )


class DeliveryAsked(Asked):
    method: Number = Field(description="Id of a delivery method of the shop.", examples=[3])
    point: Line = Field("", description="Code of the parcel locker, where there is one.")
    preferred_date: date | None = Field(None, description="A wish, not a promise.")


class OrderAsked(Asked):
    partner_order_no: Reference = Field(
        description="Your number of the order, never used for another one.", examples=["PL-9921"]
    )
    shop: Line = Field("", description="Code of your shop; needed when you have several.")
    lines: list[LineAsked] = Field(min_length=1, max_length=LINES, description="What you order.")
    recipient: RecipientAsked = Field(description="Who gets the parcel.")
    delivery: DeliveryAsked = Field(description="How it is sent.")
    billing: Literal["partner"] = Field("partner", description="You pay.")
    note: Annotated[str, StringConstraints(max_length=2000, pattern=NO_CONTROL)] = Field(
        "", description="A few words for the studio.", examples=["gift"]
    )

    def terms(self) -> PartnerTerms:
        return PartnerTerms(
            self.partner_order_no,
            tuple(line.wanted() for line in self.lines),
            self.recipient.recipient(),
            self.delivery.method,
            self.shop,
            self.delivery.point,
            self.delivery.preferred_date,
            self.note,
        )


class WebhookAsked(Asked):
    url: Url = Field(
        description="https:// address of yours, port 443.", examples=["https://me.example/in"]
    )


class FileAsked(Asked):
    name: Line = Field("", description="Name of the file, kept letter for letter.")


class PhotosAsked(Asked):
    session: Line = Field("", description="Code of a session that is shared with you.")
    cursor: Number | None = Field(None, description="next_cursor of the page before.")
    limit: int = Field(50, ge=1, le=PAGE, description="How many a page holds.")


class OrdersAsked(Asked):
    changed_since: Annotated[AwareDatetime, AfterValidator(_in_utc)] | None = Field(
        None,
        description="Only what was changed from then on, as 2026-12-01T08:00:00Z.",
        examples=["2026-12-01T08:00:00Z"],
    )
    partner_order_no: Code | None = Field(None, description="Only the order with this number.")
    cursor: Number | None = Field(None, description="next_cursor of the page before.")
    limit: int = Field(50, ge=1, le=PAGE, description="How many a page holds.")
