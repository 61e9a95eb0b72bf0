"""What partners are told: their own orders, their own prices, and nothing besides."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from blueprints.partner.api.money import amount
from models.gallery import Gallery
from models.order import Order
from models.order_line import OrderLine
from models.parcel import Parcel
from models.partner_file import PartnerFile
from models.photo import Photo
from services import partner_statuses
from services.partner_statuses import PartnerStatus, PaymentState


class Told(BaseModel):
    model_config = ConfigDict(populate_by_name=True)


class FaultTold(Told):
    """More may be said of one, such as the `price` of today or what is `available`."""

    model_config = ConfigDict(extra="allow")
    code: str = Field(description="For programs; it never changes.")
    field: str = Field(description="Where in what was sent, such as lines[0].code; may be empty.")
    message: str = Field(description="For people, in the language of Accept-Language.")


class ProblemTold(Told):
    type: str = Field(description="Always about:blank.")
    title: str = Field(description="For people, in a few words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="The first of the errors, for people.")
    errors: list[FaultTold] = Field(description="All that is wrong, one by one.")


class LineTold(Told):
    code: str = Field(description="Our code of the size.")
    name: str = Field(description="Name and size of the product.")
    quantity: int = Field(description="Pieces.")
    unit_gross: str = Field(description="Of one piece, at the price of the order.")
    total_gross: str = Field(description="Of all its pieces.")
    vat: str = Field(description="A percentage, or zw.")
    file: str | None = Field(None, description="The file that is printed.")
    photo: int | None = Field(None, description="Number of the photo that is printed.")
    print_dpi: int | None = Field(
        None, description="How finely your file is printed; coarse below 150, null when unknown."
    )

    @classmethod
    def of(cls, line: OrderLine) -> "LineTold":
        return cls(
            code=line.product_code,
            name=line.full_name,
            quantity=line.quantity,
            unit_gross=amount(line.unit_price_cents),
            total_gross=amount(line.total_cents),
            vat=line.vat_rate,
            file=line.partner_file.public_id if line.partner_file else None,
            photo=line.photo_number,
            print_dpi=line.print_dpi,
        )


class ParcelTold(Told):
    carrier: str = Field(description="Such as inpost or dpd; other: see carrier_name.")
    carrier_name: str = Field(description="For people.")
    number: str = Field(description="To follow it by.")
    url: str = Field(description="Where it can be followed; may be empty.")
    sent_on: date | None = Field(description="null while it is not known.")

    @classmethod
    def of(cls, parcel: Parcel) -> "ParcelTold":
        names = ("carrier", "carrier_name", "number", "url", "sent_on")
        return cls(**{name: getattr(parcel, name) for name in names})


class PaymentTold(Told):
    state: PaymentState = Field(description="Read-only: the studio books what came in.")
    due_on: date | None = Field(description="The last day to pay; null when nothing is due.")


class DeliveryOfOrder(Told):
    name: str = Field(description="What the way of delivery is called.")
    gross: str = Field(description="What sending costs.")
    point: str = Field(description="Code of the parcel locker; may be empty.")


class RecipientTold(Told):
    """Empty once it was erased."""

    name: str = Field(description="Who gets the parcel.")
    street: str = Field(description="With the number of the house.")
    zip: str = Field(description="Postcode.")
    city: str = Field(description="Town.")
    country: str = Field(description="ISO 3166, two capital letters.")
    email: str = Field(description="May be empty.")
    phone: str = Field(description="May be empty.")


class OrderTold(Told):
    id: int = Field(description="The studio's number of the order.")
    partner_order_no: str = Field(description="Your number of it.")
    status: PartnerStatus = Field(description="Means the same in every studio.")
    status_name: str = Field(description="What the studio calls it in public; may be empty.")
    placed_at: datetime = Field(description="When it was placed.")
    changed_at: datetime = Field(description="When anything about it changed last.")
    currency: str = Field(description="ISO 4217, of every amount here.")
    total_gross: str = Field(description="Lines and delivery together.")
    payment: PaymentTold = Field(description="What has come in.")
    delivery: DeliveryOfOrder = Field(description="How it is sent.")
    recipient: RecipientTold = Field(description="To whom it is sent.")
    lines: list[LineTold] = Field(description="What is ordered, in your sequence.")
    parcels: list[ParcelTold] = Field(description="On their way, or there already.")
    note: str = Field(description="Your words.")

    @classmethod
    def of(cls, order: Order, changed_at: datetime | None = None) -> "OrderTold":
        return cls(
            id=order.number,
            partner_order_no=order.partner_reference,
            status=partner_statuses.status_of(order),
            status_name=order.status.public_name,
            placed_at=order.placed_at,
            changed_at=changed_at or order.placed_at,
            currency=order.currency,
            total_gross=amount(order.total_cents),
            payment=PaymentTold(state=partner_statuses.payment_of(order), due_on=order.due_on),
            delivery=DeliveryOfOrder(
                name=order.delivery_name,
                gross=amount(order.delivery_cents),
                point=order.delivery_point,
            ),
            recipient=_recipient(order),
            lines=[LineTold.of(line) for line in order.lines],
            parcels=[ParcelTold.of(parcel) for parcel in order.parcels],
            note=order.note,
        )


class OrdersTold(Told):
    orders: list[OrderTold] = Field(description="The newest first.")
    next_cursor: int | None = Field(description="For the next page; null on the last one.")


class WebhookTold(Told):
    url: str = Field(description="Empty: no news are sent.")
    secret: str | None = Field(None, description="Told once, when it is made: keep it.")


class FileTold(Told):
    id: str = Field(description="What file of an order's line is.")
    name: str = Field(description="As you have sent it.")
    sha256: str = Field(description="Of its bytes, hexadecimal.")
    media_type: str = Field(description="As its bytes tell.")
    size_bytes: int = Field(description="Bytes.")
    width: int | None = Field(description="Pixels, upright; null where its header does not tell.")
    height: int | None = Field(description="Pixels, upright; null where its header does not tell.")

    @classmethod
    def of(cls, file: PartnerFile) -> "FileTold":
        names = ("sha256", "media_type", "size_bytes")
        return cls(
            id=file.public_id,
            name=file.filename,
            width=file.width or None,
            height=file.height or None,
            **{one: getattr(file, one) for one in names},
        )


class SessionTold(Told):
    session: str = Field(description="Its code.")
    title: str = Field(description="What the studio calls it.")

    @classmethod
    def of(cls, gallery: Gallery) -> "SessionTold":
        return cls(session=gallery.code, title=gallery.title)


class PhotoTold(Told):
    number: int = Field(description="What photo.number of a line is.")
    width: int | None = Field(description="Pixels; null while unknown.")
    height: int | None = Field(description="Pixels; null while unknown.")

    @classmethod
    def of(cls, photo: Photo) -> "PhotoTold":
        return cls(number=photo.number or 0, width=photo.width_px, height=photo.height_px)


class PhotosTold(Told):
    sessions: list[SessionTold] = Field(
        description="Those that are shared with you; or the one you asked for."
    )
    photos: list[PhotoTold] = Field(
        default=[], description="A page of them, when you named a session."
    )
    next_cursor: int | None = Field(
        default=None, description="For the next page; null on the last one."
    )


def _recipient(order: Order) -> RecipientTold:
    return RecipientTold(
        name=order.recipient_name,
        street=order.street,
        zip=order.postcode,
        city=order.city,
        country=order.country,
        email=order.recipient_email,
        phone=order.recipient_phone,
    )
