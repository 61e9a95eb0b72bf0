"""An order of ours as the shop is told it: net lines, fees for what is no product, addresses."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from connectors import ConnectorError
from connectors.money import in_units
from connectors.texts import plain
from connectors.values import Address, Draft, Line, Shipping
from connectors.woocommerce.sums import Entry, settle
from connectors.woocommerce.taxes import Taxes, percent_of

REFERENCE = "_kadr_order_ref"
TAX_ID = "_billing_nip"
INVOICE = "_billing_wants_invoice"
POINT = "_parcel_machine_id"
LOGIN = "kadr_login"
SESSION = "kadr_session"
PLAIN_METHOD = "kadr"
_WORDS = {"rest": ("Zaokrąglenie", "Rounding"), "point": ("Punkt odbioru", "Pick-up point")}


def order_of(
    draft: Draft, taxes: Taxes, *, untaxed: Collection[str] = (), marks_origin: bool = True
) -> dict[str, Any]:
    """The body of the request. `untaxed` are products that the shop charges no tax for.

    Raises ConnectorError for a rate that the shop would not charge, and for amounts that it cannot
    hold.
    """
    _check_decimals(draft, taxes)
    goods, fees, shipping = _Writer(draft, taxes, untaxed).write()
    body = {
        "status": "pending",
        "currency": draft.currency,
        "customer_note": plain(draft.note),
        "payment_method": draft.payment_code,
        "payment_method_title": plain(draft.payment_name),
        "billing": _address(draft.billing),
        "shipping": _address(draft.delivery, has_email=False),
        "line_items": goods,
        "fee_lines": fees,
        "shipping_lines": shipping,
        "meta_data": [{"key": key, "value": value} for key, value in _facts(draft) if value],
    }
    return body | ({"created_via": draft.reference} if marks_origin else {})


class _Writer:
    def __init__(self, draft: Draft, taxes: Taxes, untaxed: Collection[str]):
        self.draft = draft
        self.taxes = taxes
        self.untaxed = untaxed
        self.country = taxes.country_of(draft)
        self.entries: list[Entry] = []
        self.pending: list[tuple[Entry, dict[str, Any]]] = []

    def write(self) -> tuple[list[dict], list[dict], list[dict]]:
        goods = [self._product(one) for one in self.draft.lines if one.product_id]
        inherited = self.taxes.inherited(line["tax_class"] for line in goods if _is_taxed(line))
        # A discount takes shipping for one of the first line, whatever it was taxed like.
        goods.sort(key=lambda line: line.get("tax_class") != inherited)
        shipping, costs = self._shipping(self.draft.shipping, inherited)
        free = [one for one in self.draft.lines if not one.product_id]
        fees = [self._fee(one) for one in sorted(free, key=lambda one: one.gross_cents < 0)]
        fees = costs + fees
        rest = settle(self.entries, self.taxes)
        for entry, line in self.pending:
            line["total"] = f"{entry.net:.6f}"
        for line in goods:
            line["subtotal"] = line["total"]
        if rest:
            fees.append(_untaxed(self._say("rest"), f"{rest:.6f}"))
        return goods, fees, shipping

    def _product(self, line: Line) -> dict[str, Any]:
        if line.gross_cents < 0 or line.quantity < 1:
            raise ConnectorError(line.name, code="product", permanent=True)
        said: dict[str, Any] = {"product_id": int(line.product_id), "quantity": line.quantity}
        percents: tuple[Decimal, ...] = ()
        if line.product_id not in self.untaxed:
            slug = self.taxes.class_for(line.vat_rate, line.tax_code, self.country)
            said["tax_class"] = slug
            percents = self.taxes.percents(slug, self.country)
        elif self.taxes.charges and percent_of(line.vat_rate):
            raise ConnectorError(f"{line.name}: {line.vat_rate} %", code="tax", permanent=True)
        said["name"] = plain(line.name)
        return self._entered(Entry(self._money(line), percents), said, line)

    def _fee(self, line: Line) -> dict[str, Any]:
        """A fee has no quantity; it stands in the name. A discount is taxed as the shop likes."""
        many = f" × {line.quantity}" if line.quantity != 1 else ""
        said = _untaxed(plain(line.name) + many)
        percents: tuple[Decimal, ...] = ()
        if line.gross_cents > 0 and percent_of(line.vat_rate):
            percents = self._taxed(said, line.vat_rate, line.tax_code)
        return self._entered(Entry(self._money(line), percents, is_fee=True), said, line)

    def _taxed(self, said: dict[str, Any], rate: str, code: str) -> tuple[Decimal, ...]:
        slug = self.taxes.class_for(rate, code, self.country)
        said |= {"tax_status": "taxable", "tax_class": slug}
        return self.taxes.percents(slug, self.country)

    def _shipping(
        self, one: Shipping | None, inherited: str | None
    ) -> tuple[list[dict], list[dict]]:
        """Its line, and its cost as a fee where the shop would tax the line in another way."""
        if one is None:
            return [], []
        method, _, instance = (one.code or PLAIN_METHOD).partition(":")
        said: dict[str, Any] = {"method_id": method, "method_title": plain(one.name)}
        if instance:
            said["instance_id"] = instance
        if point := self.draft.delivery.point:
            said["meta_data"] = [{"key": self._say("point"), "value": point}]
        percents = self.taxes.shipping_percents(inherited, self.country)
        is_free = one.gross_cents == 0 or not self.taxes.charges
        if is_free or sum(percents, Decimal()) == percent_of(one.vat_rate):
            entry = Entry(self._money(one), percents, is_shipping=True)
            return [self._entered(entry, said)], []
        cost = Line(one.name, 1, one.gross_cents, one.vat_rate, one.tax_code)
        return [said | {"total": "0.00"}], [self._fee(cost)]

    def _entered(self, entry: Entry, said: dict[str, Any], line: Line | None = None) -> dict:
        self.entries.append(entry)
        self.pending.append((entry, said))
        if line and line.details:
            said["meta_data"] = [{"key": k, "value": plain(v)} for k, v in line.details]
        return said

    def _money(self, one: Line | Shipping) -> Decimal:
        return in_units(one.gross_cents, self.draft.currency)

    def _say(self, word: str) -> str:
        return _WORDS[word][self.draft.locale != "pl"]


def _is_taxed(line: dict[str, Any]) -> bool:
    return "tax_class" in line


def _untaxed(name: str, total: str = "") -> dict[str, Any]:
    return {"name": name, "total": total, "tax_status": "none", "tax_class": ""}


def _facts(draft: Draft) -> list[tuple[str, str]]:
    return [
        (REFERENCE, draft.reference),
        ("_kadr_order_number", draft.number),
        (TAX_ID, draft.billing.tax_id),
        (INVOICE, "yes" if draft.wants_invoice else ""),
        (POINT, draft.delivery.point),
        (LOGIN, draft.login),
        (SESSION, plain(draft.session_title)),
    ]


def _address(one: Address, *, has_email: bool = True) -> dict[str, str]:
    """An empty address of mail is refused by the shop, so it is left out."""
    said = {
        "first_name": one.first_name,
        "last_name": one.last_name,
        "company": one.company,
        "address_1": one.street,
        "city": one.city,
        "state": "",
        "postcode": one.postcode,
        "country": one.country,
        "phone": one.phone,
    }
    if has_email and one.email:
        said["email"] = one.email
    return {name: plain(text).replace("\n", " ") for name, text in said.items()}


def _check_decimals(draft: Draft, taxes: Taxes) -> None:
    """A shop without decimals would round every line by itself."""
    costs = [draft.shipping.gross_cents] if draft.shipping else []
    for gross in [*(line.gross_cents for line in draft.lines), *costs]:
        money = in_units(gross, draft.currency)
        if money != money.quantize(taxes.unit):
            raise ConnectorError(f"{money} {draft.currency}", code="decimals", permanent=True)
