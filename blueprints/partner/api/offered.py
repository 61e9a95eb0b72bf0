"""What partners are told before they order: at their own prices, of their own shops."""

from typing import Literal

from pydantic import Field

from blueprints.partner.api.money import PriceTold, amount
from blueprints.partner.api.told import Told
from models.delivery_method import DeliveryKind, DeliveryMethod
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.product_size import ProductSize
from services.partner_baskets import Found
from services.partner_terms import Wanted


class ShopTold(Told):
    code: str = Field(description="What shop is, wherever you are asked for one.")
    name: str = Field(description="What the studio calls it.")


class LimitsTold(Told):
    lines_per_order: int = Field(description="At most.")
    quantity_per_line: int = Field(description="At most.")
    body_bytes: int = Field(description="Of JSON, at most.")
    file_bytes: int = Field(description="Of a file, at most.")


class AuthTold(Told):
    partner: str = Field(description="Your name.")
    studio: str = Field(description="Whom you order from.")
    currency: str = Field(description="ISO 4217, of all your prices.")
    language: str = Field(description="Of product names.")
    shops: list[ShopTold] = Field(description="Those you may order from.")
    limits: LimitsTold = Field(description="What a request may hold.")


class PieceTold(Told):
    code: str = Field(description="As you have sent it.")
    code_type: Literal["internal", "producer", "external"] = Field(
        alias="codeType", description="As you have sent it."
    )
    quantity: int = Field(description="As you have sent it.")
    state: Literal["ok", "short", "unknown"] = Field(
        description="ok: it can be ordered now; short: less is left; unknown: not offered."
    )
    available: int | None = Field(description="null: as many as you like, or unknown.")
    price: PriceTold | None = Field(description="Yours, of one piece; null when it is not offered.")

    @classmethod
    def of(cls, wanted: Wanted, found: Found | None) -> "PieceTold":
        left = found.available if found else None
        is_short = left is not None and left < wanted.quantity
        return cls(
            code=wanted.code,
            codeType=wanted.code_type,  # type: ignore[arg-type]  # one of the three
            quantity=wanted.quantity,
            state="unknown" if found is None else "short" if is_short else "ok",
            available=left,
            price=PriceTold.of(found.price) if found else None,
        )


class AvailabilityTold(Told):
    currency: str = Field(description="ISO 4217.")
    lines: list[PieceTold] = Field(description="In your sequence.")


class MethodTold(Told):
    id: int = Field(description="What delivery.method of an order is.")
    kind: DeliveryKind = Field(description="What sort of delivery it is.")
    name: str = Field(description="For people.")
    gross: str = Field(description="What it costs you.")
    needs_address: bool = Field(description="street, zip and city of the recipient are needed.")
    needs_point: bool = Field(description="delivery.point is needed.")

    @classmethod
    def of(cls, method: DeliveryMethod, cents: int) -> "MethodTold":
        return cls(
            id=method.id,
            kind=DeliveryKind(method.kind),
            name=method.name,
            gross=amount(cents),
            needs_address=method.needs_address,
            needs_point=method.needs_point,
        )


class MethodsTold(Told):
    currency: str = Field(description="ISO 4217.")
    methods: list[MethodTold] = Field(description="In the sequence of the studio.")


class ProductTold(Told):
    code: str = Field(description="Our code of the size: codeType internal.")
    name: str = Field(description="Of the product.")
    size: str = Field(description="Empty when it comes in one.")
    ean: str = Field(description="May be empty.")
    external_code: str = Field(description="Code in your system; may be empty.")
    takes_picture: bool = Field(description="A print: an order needs a file or a photo.")
    available: int | None = Field(description="null: made to order.")
    price: PriceTold = Field(description="Yours, of one piece.")

    @classmethod
    def of(cls, partner: Partner, shop: PartnerShop, size: ProductSize) -> "ProductTold":
        price = partner.price_of(size, shop.price_list_id)
        if price is None:
            raise ValueError(f"size {size.id} is not sold there")
        return cls(
            code=size.code,
            name=size.product.name,
            size=size.name,
            ean=size.ean,
            external_code=size.external_code,
            takes_picture=size.product.takes_picture,
            available=size.stock_count,
            price=PriceTold.of(price),
        )


class ProductsTold(Told):
    currency: str = Field(description="ISO 4217.")
    products: list[ProductTold] = Field(description="A page of them.")
    next_cursor: int | None = Field(description="For the next page; null on the last one.")
