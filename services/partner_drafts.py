"""The rows of a partner's order, before they are added; steps of placing it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from models.order import Order, Source
from models.order_line import OrderLine
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.payment_method import PaymentKind, PaymentMethod
from services import partner_baskets, partner_pictures, partner_ways
from services.order_steps import next_number
from services.order_terms import delivery_columns, payment_columns
from services.partner_baskets import Found
from services.partner_terms import PartnerTerms


def order_of(
    partner: Partner, shop: PartnerShop, terms: PartnerTerms, found: Sequence[Found]
) -> Order:
    """The partner pays; the recipient gets the parcel."""
    studio = partner.studio
    method = partner_ways.method_of(shop, terms)
    goods_cents = partner_baskets.gross_cents(found)
    delivery_cents = partner_ways.price_of(partner, method, goods_cents)
    is_free = goods_cents + delivery_cents == 0
    return Order(
        studio_id=studio.id,
        studio=studio,
        status_id=studio.order_statuses[0].id,
        number=next_number(studio),
        source=Source.PARTNER,
        partner_reference=terms.reference,
        delivery_cents=delivery_cents,
        due_on=None if is_free else studio.today() + studio.payment_terms.due_after,
        note=_note(partner, terms),
        lines=[_line(partner, place, one) for place, one in enumerate(found)],
        **_payer(partner),
        **_recipient(terms),
        **delivery_columns(method),
        **payment_columns(None if is_free else _transfer(shop)),
    )


def _payer(partner: Partner) -> dict[str, Any]:
    client = partner.client
    return {
        "partner_id": partner.id,
        "locale": partner.language,
        "currency": partner.currency,
        "client": client,
        "client_name": client.name,
        "client_email": client.email,
        "client_phone": client.phone,
        "company": client.name,
        "tax_id": partner.tax_id,
        "invoice_street": partner.street,
        "invoice_postcode": partner.postcode,
        "invoice_city": partner.city,
        "invoice_country": partner.country,
    }


def _recipient(terms: PartnerTerms) -> dict[str, Any]:
    to = terms.recipient
    return {
        "recipient_name": to.name,
        "recipient_email": to.email,
        "recipient_phone": to.phone,
        "street": to.street,
        "postcode": to.postcode,
        "city": to.city,
        "country": to.country,
        "delivery_point": terms.point,
    }


def _note(partner: Partner, terms: PartnerTerms) -> str:
    if terms.preferred_on is None:
        return terms.note
    with force_locale(partner.studio.locale):
        day = format_date(terms.preferred_on, "short")
        wish = _("Wished for on %(day)s.", day=day)
    return f"{wish}\n{terms.note}".strip()


def _transfer(shop: PartnerShop) -> PaymentMethod | None:
    offered = shop.price_list.payment_methods
    return next((one for one in offered if one.kind == PaymentKind.TRANSFER), None)


def _line(partner: Partner, place: int, one: Found) -> OrderLine:
    picture = partner_pictures.of_line(partner, place, one)
    words = next((text for text in one.product.texts if text.language == partner.language), None)
    name = words.name if words and words.name else one.product.name
    return OrderLine(
        position=place,
        item_name=name,
        paper=one.size.name,
        product_size_id=one.size.id,
        product_code=one.size.code,
        quantity=one.wanted.quantity,
        unit_price_cents=one.price.gross_cents,
        vat_rate=one.price.vat_rate,
        **picture,
    )
