"""Before an order: who one is, what is there, and how it can be sent."""

from flask_babel import lazy_gettext as _

from blueprints.partner.api import reading
from blueprints.partner.api.asked import (
    LINES,
    QUANTITY,
    BasketAsked,
    ProductsAsked,
    ShopAsked,
)
from blueprints.partner.api.offered import (
    AuthTold,
    AvailabilityTold,
    LimitsTold,
    MethodsTold,
    MethodTold,
    PieceTold,
    ProductsTold,
    ProductTold,
    ShopTold,
)
from blueprints.partner.api.registry import operation
from extensions import db
from models.partner import Partner
from models.partner_shop import PartnerShop
from services import partner_baskets, partner_ways, uploads


@operation(
    "GET",
    "/auth",
    summary=_("Who you are"),
    description=_("Your name, your shops, your currency and the limits: a first call to try."),
    answer=AuthTold,
)
def show_auth(partner: Partner):
    return AuthTold(
        partner=partner.name,
        studio=partner.studio.name,
        currency=partner.currency,
        language=partner.language,
        shops=[ShopTold(code=shop.code, name=shop.price_list.name) for shop in partner.shops],
        limits=LimitsTold(
            lines_per_order=LINES,
            quantity_per_line=QUANTITY,
            body_bytes=reading.BODY_BYTES,
            file_bytes=uploads.limit_bytes(),
        ),
    )


@operation(
    "POST",
    "/availability",
    summary=_("What is there, and what it costs you"),
    description=_(
        "Every line is ok, short or unknown. Nothing stands aside by asking; available is null for "
        "what is made to order."
    ),
    body=BasketAsked,
    answer=AvailabilityTold,
    problems=(413, 415, 422),
)
def check_availability(partner: Partner, body: BasketAsked):
    shop = partner_baskets.shop_of(partner, body.shop)
    wanted = [line.wanted() for line in body.lines]
    found = partner_baskets.look_up(partner, shop, wanted)
    lines = [PieceTold.of(one, piece) for one, piece in zip(wanted, found, strict=True)]
    return AvailabilityTold(currency=partner.currency, lines=lines)


@operation(
    "GET",
    "/delivery-methods",
    summary=_("Ways of delivery"),
    description=_("All that a shop has, with their prices; some are free from a sum on."),
    query=ShopAsked,
    answer=MethodsTold,
    problems=(422,),
)
def list_methods(partner: Partner, query: ShopAsked):
    shop = partner_baskets.shop_of(partner, query.shop)
    return _methods(partner, shop, 0)


@operation(
    "POST",
    "/delivery-methods",
    summary=_("Ways of delivery for a basket"),
    description=_("What sending these very lines would cost."),
    body=BasketAsked,
    answer=MethodsTold,
    problems=(413, 415, 422),
)
def list_methods_of_basket(partner: Partner, body: BasketAsked):
    shop = partner_baskets.shop_of(partner, body.shop)
    found = partner_baskets.basket(partner, shop, [line.wanted() for line in body.lines])
    return _methods(partner, shop, partner_baskets.gross_cents(found))


@operation(
    "GET",
    "/products",
    summary=_("What you may order"),
    description=_("Sizes with their codes and your prices, in pages. The feed tells more."),
    query=ProductsAsked,
    answer=ProductsTold,
    problems=(422,),
)
def list_products(partner: Partner, query: ProductsAsked):
    shop = partner_baskets.shop_of(partner, query.shop)
    sizes = partner_baskets.sizes_after(shop, query.cursor or 0).limit(query.limit + 1)
    found = list(db.session.scalars(sizes).unique())
    page = found[: query.limit]
    return ProductsTold(
        currency=partner.currency,
        products=[ProductTold.of(partner, shop, size) for size in page],
        next_cursor=page[-1].id if len(found) > query.limit else None,
    )


def _methods(partner: Partner, shop: PartnerShop, goods_cents: int) -> MethodsTold:
    methods = [
        MethodTold.of(method, partner_ways.price_of(partner, method, goods_cents))
        for method in shop.price_list.delivery_methods
    ]
    return MethodsTold(currency=partner.currency, methods=methods)
