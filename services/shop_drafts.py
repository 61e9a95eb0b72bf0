"""An order of ours as a shop is to have it, and what could not be said the shop's way."""

from dataclasses import dataclass, replace

from flask_babel import force_locale, gettext

from connectors.values import Address, Draft, Line, Product, Shipping
from models.order import Order
from models.order_line import OrderLine
from models.order_sums import LineSum
from models.shop import Shop
from models.shop_link import ShopLink
from models.shop_mapping import EVERYTHING_ELSE, Subject
from services.delivery_errors import NotDelivered
from services.document_lines import EXEMPT, name_of

# As much as people read under a line; the whole list is in the order here.
FILES_LETTERS = 2000


@dataclass(frozen=True)
class Sketch:
    """`warnings` are facts with a "kind", for the photographer; `linked` are the shop's products
    that the lines are, by id. `codes` are of our catalogue, one for each line; empty where the line
    is linked or has none."""

    draft: Draft
    warnings: tuple[dict[str, str], ...]
    linked: frozenset[str]
    codes: tuple[str, ...] = ()


def sketch(link: ShopLink) -> Sketch:
    """Raises NotDelivered, for good, when a tax rate is not linked or the shop charges no tax."""
    order, shop = link.order, link.shop
    rates = _Rates(shop, is_exempt=order.studio.document_settings.is_vat_exempt)
    with force_locale(order.locale):
        lines = tuple(_line(one, order, shop, rates) for one in order.sums)
        shipping = _shipping(order, shop, rates)
    draft = Draft(
        reference=link.reference,
        number=str(order.number),
        currency=order.currency,
        asked_at=order.placed_at,
        billing=_billing(order),
        delivery=_delivery(order),
        lines=lines,
        shipping=shipping,
        payment_code=shop.mapped(
            Subject.PAYMENT,
            f"{order.payment_kind}:{order.payment_name}",
            f"{order.payment_kind}:",
            EVERYTHING_ELSE,
        ),
        payment_name=order.payment_name,
        is_cash_on_delivery=order.is_cash_on_delivery,
        wants_invoice=order.wants_invoice,
        note=order.note if shop.passes_note else "",
        login=order.client_email if shop.passes_login else "",
        session_title=_session(order) if shop.passes_session else "",
        locale=order.locale,
    )
    linked = frozenset(line.product_id for line in lines if line.product_id)
    pairs = zip(lines, order.sums, strict=True)
    codes = tuple("" if line.product_id else one.code for line, one in pairs)
    return Sketch(draft, tuple(_warnings(order, shop, draft)), linked, codes)


def with_products(sketch: Sketch, found: list[Product], *, frees_unknown: bool) -> Sketch:
    """The lines under the SKU that the shop has now. A product that is gone becomes a plain line
    with a warning; raises NotDelivered where the photographer wants it refused."""
    known = {product.id: product for product in found}
    gone = [one for one in sketch.draft.lines if one.product_id and one.product_id not in known]
    if gone and not frees_unknown:
        names = ", ".join(f"{line.name} ({line.sku or line.product_id})" for line in gone)
        raise NotDelivered(names, code="product_gone", permanent=True)
    lines = tuple(_resolved(line, known) for line in sketch.draft.lines)
    warnings = [{"kind": "product", "name": line.name, "sku": line.sku} for line in gone]
    draft = replace(sketch.draft, lines=lines)
    return replace(sketch, draft=draft, warnings=(*sketch.warnings, *warnings))


def _resolved(line: Line, known: dict[str, Product]) -> Line:
    if not line.product_id:
        return line
    product = known.get(line.product_id)
    if product is None:
        return replace(line, product_id="", sku="")
    return replace(line, sku=product.sku)


class _Rates:
    """The shop's class for each of our rates."""

    def __init__(self, shop: Shop, *, is_exempt: bool):
        self.shop = shop
        self.is_exempt = is_exempt

    def of(self, rate: str) -> tuple[str, str]:
        """(our rate, the shop's class). Raises NotDelivered: no tax is ever guessed."""
        rate = EXEMPT if self.is_exempt else rate
        if not self.shop.facts.get("charges_tax", True):
            if rate != EXEMPT:
                raise NotDelivered(rate, code="tax_off", permanent=True)
            return rate, ""
        code = self.shop.mapped(Subject.TAX, rate) or self._only_one(rate)
        if code is None:
            raise NotDelivered(rate, code="tax_unmapped", permanent=True)
        return rate, code

    def _only_one(self, rate: str) -> str | None:
        """The class with that very percentage, when there is exactly one, or no list at all."""
        if not self.shop.taxes:
            return ""
        percent = "0" if rate == EXEMPT else rate
        fitting = [one["code"] for one in self.shop.taxes if one.get("percent") == percent]
        return fitting[0] if len(fitting) == 1 else None


def _line(one: LineSum, order: Order, shop: Shop, rates: _Rates) -> Line:
    rate, code = rates.of(one.vat_rate)
    link = _product_link(one, shop)
    return Line(
        name=name_of(one),
        quantity=one.quantity,
        gross_cents=one.total_cents,
        vat_rate=rate,
        tax_code=code,
        product_id=link[0],
        sku=link[1],
        details=_details(one, order),
    )


def _product_link(one: LineSum, shop: Shop) -> tuple[str, str]:
    """The shop's product for a print or product, and its SKU when it was linked."""
    for mapping in shop.mappings:
        if mapping.subject == Subject.PRODUCT and one.name and mapping.ours == one.name:
            return mapping.code, mapping.sku
    return "", ""


def _details(one: LineSum, order: Order) -> tuple[tuple[str, str], ...]:
    """The names of the photos that the line is about."""
    names = [name for line in order.lines if one.holds(line) for name in _files(line)]
    said = ", ".join(dict.fromkeys(names))
    return ((gettext("Files"), said[:FILES_LETTERS]),) if said else ()


def _files(line: OrderLine) -> list[str]:
    return [line.filename] if line.filename else [photo.filename for photo in line.photos]


def _shipping(order: Order, shop: Shop, rates: _Rates) -> Shipping | None:
    if not order.delivery_name and not order.delivery_cents:
        return None
    rate, code = rates.of(order.delivery_vat_rate) if order.delivery_cents else ("", "")
    return Shipping(
        name=order.delivery_name,
        gross_cents=order.delivery_cents,
        vat_rate=rate,
        tax_code=code,
        code=shop.mapped(
            Subject.SHIPPING,
            f"{order.delivery_kind}:{order.delivery_name}",
            f"{order.delivery_kind}:",
            EVERYTHING_ELSE,
        ),
    )


def _delivery(order: Order) -> Address:
    return Address(
        name=order.recipient_name or order.client_name,
        street=order.street,
        postcode=order.postcode,
        city=order.city,
        country=order.country,
        phone=order.recipient_phone if order.has_recipient else order.client_phone,
        email=order.client_email,
        point=order.delivery_point,
    )


def _billing(order: Order) -> Address:
    return Address(
        name=order.client_name,
        company=order.company,
        phone=order.client_phone,
        email=order.payer_email,
        tax_id=order.tax_id,
        **order.billing_place._asdict(),
    )


def _session(order: Order) -> str:
    """Number and title: what the number of an auction is elsewhere (D19)."""
    return f"{order.gallery.id} · {order.gallery.title}" if order.gallery else ""


def _warnings(order: Order, shop: Shop, draft: Draft):
    if draft.shipping and shop.shipping and not draft.shipping.code:
        yield {"kind": "shipping", "name": draft.shipping.name}
    if draft.payment_name and shop.payments and not draft.payment_code:
        yield {"kind": "payment", "name": draft.payment_name}
