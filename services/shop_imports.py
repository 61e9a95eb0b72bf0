"""An order of a shop as an order of ours, with all its lines; steps of a verb."""

from flask_babel import force_locale, gettext

from connectors.values import Line, ShopOrder
from extensions import db
from models.delivery_method import DeliveryKind
from models.line_kind import LineKind
from models.order import Order, Source
from models.order_line import OrderLine
from models.order_status import OrderStatus
from models.shop import Shop
from models.shop_link import ShopLink
from models.shop_mapping import ShopMapping, Subject
from models.types import utc_now
from models.vat import PERCENT, STANDARD_RATE
from services import events, imports, order_actions
from services.client_matching import client_for
from services.order_steps import delivery_known, next_number


def import_order(shop: Shop, found: ShopOrder) -> Order:
    """It enters the book under a number of ours, and what the settings want done then begins."""
    order = _order(shop, found)
    unknown = _write_lines(order, shop, found)
    db.session.add(order)
    db.session.flush()
    link = _link(order, shop, found)
    events.note_of_order(order, "order.fetched", "", shop=shop.name, number=link.number)
    imports.imported(order, is_confirmed=shop.thanks_for_orders)
    if unknown:
        _clarify(order, unknown)
    delivery_known(order)
    return order


def _order(shop: Shop, found: ShopOrder) -> Order:
    studio, billing, delivery = shop.studio, found.billing, found.delivery
    email = (billing.email or delivery.email).strip()
    name = delivery.name or billing.name or billing.company or email
    order = Order(
        studio_id=studio.id,
        studio=studio,
        status_id=_status(shop).id,
        number=next_number(studio),
        source=Source.SHOP,
        locale=studio.locale,
        currency=found.standing.currency or studio.currency,
        placed_at=found.standing.placed_at or utc_now(),
        client_name=name,
        client_email=email,
        client_phone=delivery.phone or billing.phone,
        street=delivery.street,
        postcode=delivery.postcode,
        city=delivery.city,
        country=delivery.country or billing.country,
        delivery_point=delivery.point,
        company=billing.company,
        tax_id=billing.tax_id,
        payment_name=found.payment_name,
        note=found.note,
    )
    if found.wants_invoice or billing.company or billing.tax_id:
        order.invoice_street, order.invoice_postcode = billing.street, billing.postcode
        order.invoice_city, order.invoice_country = billing.city, billing.country
    order.client = client_for(studio.id, name, email, order.client_phone, order.tax_id)
    return order


def _status(shop: Shop) -> OrderStatus:
    """The one that was chosen for fetched orders, else the first."""
    statuses = shop.studio.order_statuses
    return next((one for one in statuses if one.id == shop.fetched_status_id), statuses[0])


def _write_lines(order: Order, shop: Shop, found: ShopOrder) -> set[str]:
    """Returns the tax rates that are not known here."""
    unknown: set[str] = set()
    for line in found.lines:
        if line.gross_cents or not shop.skips_free_lines:
            rate = _rate(shop, line.vat_rate, line.tax_code, unknown)
            order.lines.append(_line(line, len(order.lines), rate))
    if shipping := found.shipping:
        order.delivery_kind = DeliveryKind.COURIER
        order.delivery_name, order.delivery_cents = shipping.name, shipping.gross_cents
        if shipping.gross_cents:
            order.delivery_vat_rate = _rate(shop, shipping.vat_rate, shipping.tax_code, unknown)
    return unknown


def _line(line: Line, position: int, rate: str) -> OrderLine:
    """A line whose price cannot be divided by its quantity is one piece that names it."""
    quantity, name = max(1, line.quantity), line.name or line.sku or "–"
    if line.gross_cents % quantity:
        quantity, name = 1, f"{line.quantity} × {name}"
    kind = LineKind.PRODUCT if line.gross_cents >= 0 else LineKind.DISCOUNT
    return OrderLine(
        position=position,
        kind=kind,
        item_name=name,
        note="\n".join(f"{what}: {text}" for what, text in line.details),
        quantity=quantity,
        unit_price_cents=line.gross_cents // quantity,
        vat_rate=rate,
    )


def _rate(shop: Shop, rate: str, code: str, unknown: set[str]) -> str:
    """Ours for the shop's class, else the same percentage."""
    ours = [one.ours for one in shop.mappings if _is_class(one, code)]
    if ours and ours[0] in PERCENT:
        return ours[0]
    if rate in PERCENT:
        return rate
    unknown.add(rate)
    return STANDARD_RATE


def _is_class(mapping: ShopMapping, code: str) -> bool:
    return mapping.subject == Subject.TAX and bool(code) and mapping.code == code


def _link(order: Order, shop: Shop, found: ShopOrder) -> ShopLink:
    standing = found.standing
    link = ShopLink(
        order=order,
        shop=shop,
        is_fetched=True,
        remote_id=standing.id,
        number=standing.number or standing.id,
        linked_at=utc_now(),
        seen_at=utc_now(),
        total_cents=standing.total_cents,
        status=standing.status,
        order_version=order.version or 1,
    )
    db.session.add(link)
    db.session.flush()
    return link


def _clarify(order: Order, rates: set[str]) -> None:
    with force_locale(order.studio.locale):
        reason = gettext(
            "Kadr does not know the VAT rate of the shop (%(rates)s): check the lines.",
            rates=", ".join(sorted(rates)),
        )
    order_actions.clarify(order, reason)
