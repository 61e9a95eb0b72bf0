"""Sums as WooCommerce makes them: its own rates, tax by line, fees rounded only together."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

PRECISION = Decimal("0.000001")
STANDARD = "standard"
NO_CLASS = None


def work_out(order: dict, settings: dict) -> None:
    """Fill in the taxes of the order's items and its totals.

    Items are {"kind", "tax_class", "tax_status", "net"}; they get "taxes", {rate id: Decimal}.
    """
    sums = _Sums(order, settings)
    _cap_discounts(sums)
    for item in order["items"]:
        item["taxes"] = sums.taxes_of(item)
    order["sums"] = sums.totals()


def tax_of_item(item: dict, settings: dict) -> Decimal:
    """As it is shown: rounded like the tax of a line, unless the shop rounds late."""
    sums = _Sums({"items": [], "billing": {}, "shipping": {}}, settings)
    return sum(map(sums.tax, item["taxes"].values()), Decimal())


class _Sums:
    def __init__(self, order: dict, settings: dict):
        self.items = order["items"]
        self.country = _country(order, settings)
        self.settings = settings
        self.unit = Decimal(1).scaleb(-settings["decimals"])
        self.rounds_late = settings["round_at_subtotal"] == "yes"
        includes = settings["prices_include_tax"] == "yes"
        self.tax_rounding = ROUND_HALF_DOWN if includes else ROUND_HALF_UP

    def of(self, *kinds: str) -> list[dict]:
        return [item for item in self.items if item["kind"] in kinds]

    def money(self, amount: Decimal) -> Decimal:
        return amount.quantize(self.unit, ROUND_HALF_UP)

    def tax(self, amount: Decimal) -> Decimal:
        return amount if self.rounds_late else amount.quantize(self.unit, self.tax_rounding)

    @property
    def goods(self) -> Decimal:
        nets = [item["net"] for item in self.of("line")]
        return sum(nets if self.rounds_late else map(self.money, nets), Decimal())

    @property
    def shipping(self) -> Decimal:
        return sum((self.money(item["net"]) for item in self.of("shipping")), Decimal())

    def rates(self, tax_class: str | None) -> list[dict]:
        """At most one of every priority, that of the country before that of all."""
        if tax_class is NO_CLASS or self.settings["calc_taxes"] != "yes":
            return []
        slug = tax_class or STANDARD
        rows = [row for row in self.settings["taxes"] if row["class"] == slug]
        rows = [row for row in rows if row["country"] in ("", self.country)]
        rows.sort(key=lambda row: (row["priority"], row["country"] == "", row["id"]))
        seen: set[int] = set()
        return [r for r in rows if r["priority"] not in seen and not seen.add(r["priority"])]

    def taxed(self, net: Decimal, tax_class: str | None) -> dict[str, Decimal]:
        return {
            str(row["id"]): (net * Decimal(row["rate"]) / 100).quantize(PRECISION, ROUND_HALF_UP)
            for row in self.rates(tax_class)
        }

    def taxes_of(self, item: dict) -> dict[str, Decimal]:
        if item["kind"] == "shipping":
            taxes = self.taxed(item["net"], self.shipping_class())
            without = {str(row["id"]) for row in self.settings["taxes"] if not row["shipping"]}
            return {rate: tax for rate, tax in taxes.items() if rate not in without}
        if item["kind"] == "fee" and item["net"] < 0:
            return self._apportioned(item["net"])
        is_taxable = item["tax_status"] == "taxable"
        return self.taxed(item["net"], item["tax_class"]) if is_taxable else {}

    def shipping_class(self) -> str | None:
        """Inherited from the goods; fees are none, so that an order of fees has it untaxed."""
        own = self.settings["shipping_tax_class"]
        if own != "inherit":
            return own
        goods = {i["tax_class"] for i in self.of("line") if i["tax_status"] == "taxable"}
        slugs = ["", *self.settings["tax_classes"]]
        return next((slug for slug in slugs if slug in goods), NO_CLASS)

    def _apportioned(self, net: Decimal) -> dict[str, Decimal]:
        """A discount is taxed like what is bought, whatever class it names."""
        costs = self._costs()
        whole = sum(costs.values(), Decimal())
        taxes: dict[str, Decimal] = {}
        for tax_class, cost in costs.items() if whole else ():
            for rate, tax in self.taxed(net * cost / whole, tax_class).items():
                taxes[rate] = taxes.get(rate, Decimal()) + tax
        return taxes

    def _costs(self) -> dict[str | None, Decimal]:
        goods = [i["tax_class"] for i in self.of("line") if i["tax_status"] == "taxable"]
        costs: dict[str | None, Decimal] = {}
        for item in self.items:
            tax_class = item["tax_class"]
            if item["kind"] == "shipping":
                own = self.settings["shipping_tax_class"]
                tax_class = own if own != "inherit" else next(iter(goods), NO_CLASS)
            if item["tax_status"] != "taxable":
                tax_class = NO_CLASS
            if item["net"] > 0:
                costs[tax_class] = costs.get(tax_class, Decimal()) + item["net"]
        return costs

    def totals(self) -> dict[str, Decimal]:
        fees = sum((item["net"] for item in self.of("fee")), Decimal())
        cart_tax = self._tax_of(self.of("line", "fee"))
        shipping_tax = self._tax_of(self.of("shipping"))
        taxes = cart_tax + shipping_tax
        added = Decimal(self.settings["added_by_plugin"])
        return {
            "shipping_total": self.shipping,
            "shipping_tax": shipping_tax,
            "cart_tax": cart_tax,
            "total_tax": taxes,
            "total": self.money(self.goods + fees + self.shipping + cart_tax + shipping_tax)
            + added,
        }

    def _tax_of(self, items: list[dict]) -> Decimal:
        taxes = [tax for item in items for tax in item["taxes"].values()]
        return sum(map(self.tax, taxes), Decimal())


def _cap_discounts(sums: _Sums) -> None:
    """No discount takes more than there is to pay before tax, once there is something."""
    fees = Decimal()
    for fee in sums.of("fee"):
        most = -sums.money(sums.goods + fees + sums.shipping)
        if fee["net"] < most < 0:
            fee["net"] = most
        fees += fee["net"]


def _country(order: dict, settings: dict) -> str:
    based_on = settings["tax_based_on"]
    pickup = any(i["kind"] == "shipping" and i["method"] == "local_pickup" for i in order["items"])
    if based_on == "base" or pickup:
        return settings["country"]
    if based_on == "shipping" and not order["shipping"].get("country"):
        based_on = "billing"
    return order[based_on].get("country") or settings["country"]
