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
    code: str
    name: str


class LimitsTold(Told):
    lines_per_order: int
    quantity_per_line: int
    body_bytes: int
    file_bytes: int


class AuthTold(Told):
    partner: str
    studio: str
    currency: str
    language: str
    shops: list[ShopTold]
    limits: LimitsTold


class PieceTold(Told):
    code: str
    code_type: Literal["internal", "producer", "external"] = Field(alias="codeType")
    quantity: int
    state: Literal["ok", "short", "unknown"]
    available: int | None = Field(description="null: as many as you like, or unknown.")
    price: PriceTold | None

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
    currency: str
    lines: list[PieceTold]


class MethodTold(Told):
    id: int = Field(description="What delivery.method of an order is.")
    kind: DeliveryKind
    name: str
    gross: str
    needs_address: bool
    needs_point: bool

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
    currency: str
    methods: list[MethodTold]


class ProductTold(Told):
    code: str = Field(description="Our code of the size: codeType internal.")
    name: str
    size: str
    ean: str
    external_code: str
    takes_picture: bool = Field(description="A print: an order needs a file or a photo.")
    available: int | None = Field(description="null: made to order.")
    price: PriceTold

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
    currency: str
    products: list[ProductTold]
    next_cursor: int | None
