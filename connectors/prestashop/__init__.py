"""PrestaShop 1.7, 8 and 9 by its webservice. Not for the Admin API that 9 has beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from connectors import Capability, Connector, ConnectorError, Field, Notebook, Platform, register
from connectors.line import Line
from connectors.prestashop import checking
from connectors.prestashop.changes import Changes
from connectors.prestashop.lists import Lists
from connectors.prestashop.products import Catalogue
from connectors.prestashop.pushing import Pushing, carts_of, put_state
from connectors.prestashop.reading import Reading
from connectors.prestashop.wire import Row, Wire
from connectors.sense import makes_sense
from connectors.values import (
    Choice,
    Draft,
    Facts,
    Page,
    Paper,
    Product,
    Receipt,
    Standing,
    TaxClass,
    Tracking,
)

ROWS = 50
LAST_ORDERS = 100
FOREVER = "2100-01-01 00:00:00"
# No list of modules is served; these come with every shop.
MODULES = {
    "ps_wirepayment": "Przelew",
    "ps_checkpayment": "Czek",
    "ps_cashondelivery": "Za pobraniem",
}


@makes_sense
class PrestaShop(Connector):
    """`access`: key; id_shop, free_product_id, shipping_product_id, paid_state may be empty."""

    def __init__(self, line: Line, access: Mapping[str, str]):
        self._access = access
        self._wire = Wire(line, access.get("key", ""), access.get("id_shop", ""))
        self._lists = Lists(self._wire)
        self._reading = Reading(self._wire, self._lists)
        self._changes = Changes(self._wire, self._lists)

    def check(self) -> Iterator[str]:
        yield from checking.steps(self._wire, self._lists)

    def read_facts(self) -> Facts:
        settings = self._lists.settings
        default = self._lists.currencies.get(settings.get("PS_CURRENCY_DEFAULT", ""), {})
        return Facts(
            name=settings.get("PS_SHOP_NAME", ""),
            version=settings.get("PS_VERSION_DB", ""),
            currency=str(default.get("iso_code", "")),
            decimals=int(default.get("precision") or 2),
            charges_tax=settings.get("PS_TAX", "1") == "1",
            time_zone=settings.get("PS_TIMEZONE", ""),
        )

    def list_statuses(self) -> Sequence[Choice]:
        return [Choice(one.id, one.name) for one in self._lists.states.values()]

    def list_shipping(self) -> Sequence[Choice]:
        """By the reference that a carrier keeps through all its changes."""
        found = self._lists.carriers
        return [Choice(str(row["id_reference"]), str(row["name"])) for row in found]

    def list_payments(self) -> Sequence[Choice]:
        """Modules that come with PrestaShop, and those that its last orders were paid by."""
        rows = self._wire.page("orders", {}, sort="[id_DESC]", limit=LAST_ORDERS)
        used = {str(row["module"]): str(row["payment"]) for row in rows if row.get("module")}
        return [Choice(code, name) for code, name in (MODULES | used).items()]

    def list_taxes(self) -> Sequence[TaxClass]:
        return self._lists.taxes

    def fetch_orders(self, since: datetime, cursor: str = "") -> Page:
        """The cursor is the time of the last change and the orders of that second: rows that are
        changed while one pages move to the end, and none is passed over."""
        start, _, listed = cursor.partition("|")
        seen = set(filter(None, listed.split(",")))
        start = start or self._lists.local(since)
        window = {"date_upd": f"[{start},{FOREVER}]"}
        limit = ROWS + len(seen)
        rows = self._wire.page("orders", window, "[date_upd_ASC,id_ASC]", limit)
        new = [row for row in rows if str(row["id"]) not in seen]
        return Page(
            orders=self._reading.orders(new),
            next_cursor=_cursor(rows) if len(rows) >= limit else "",
            read_at=self._wire.read_at,
        )

    def find_orders(self, draft: Draft, since: datetime) -> Sequence[Standing]:
        """By the cart that carries the reference: the cart is the order's own key."""
        carts = carts_of(self._wire, draft.reference)
        rows = self._wire.rows("orders", id_cart=carts) if carts else []
        return [self._reading.standing(row) for row in rows if str(row["id_cart"]) in carts]

    def read_orders(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        rows = self._wire.rows("orders", id=ids) if ids else []
        return {
            str(row["id"]): self._reading.standing(row) for row in rows if str(row["id"]) in ids
        }

    def create_order(self, draft: Draft, notebook: Notebook) -> Standing:
        """What is answered to a new order differs from what it is, so it is read again."""
        order = Pushing(self._wire, self._lists, self._access, draft, notebook).push()
        return self._reading.standing(self._order(order))

    def set_status(self, order_id: str, code: str) -> None:
        """Set twice, a status would stand twice in the order's history."""
        if str(self._order(order_id)["current_state"]) != code:
            put_state(self._wire, self._lists, order_id, code)

    def set_paid(self, order_id: str, receipt: Receipt) -> None:
        order = self._order(order_id)
        state = self._access.get("paid_state") or self._lists.paid_state()
        self._changes.pay(order, receipt, self._reading.currency(order), state)

    def set_tracking(self, order_id: str, tracking: Tracking) -> None:
        self._changes.track(self._order(order_id), tracking)

    def push_document(self, order_id: str, paper: Paper) -> None:
        order = self._order(order_id)
        customer = self._wire.row("customers", str(order["id_customer"])) or {}
        email = str(customer.get("email") or "")
        self._changes.note(order, email, paper, datetime.now(UTC))

    def find_products(self, text: str) -> Sequence[Product]:
        return Catalogue(self._wire, self._lists).find(text)

    def read_products(self, ids: Sequence[str] = (), skus: Sequence[str] = ()) -> Sequence[Product]:
        return Catalogue(self._wire, self._lists).read(ids, skus)

    def _order(self, order_id: str) -> Row:
        """Raises ConnectorError when the order is gone."""
        if row := self._wire.row("orders", order_id):
            return row
        raise ConnectorError(order_id, code="gone", permanent=True)


def _cursor(rows: Sequence[Row]) -> str:
    last = str(rows[-1]["date_upd"])
    same = [str(row["id"]) for row in rows if str(row["date_upd"]) == last]
    return f"{last}|{','.join(same)}"


register(
    "prestashop",
    Platform(
        name="PrestaShop",
        capabilities=frozenset({*Capability} - {Capability.RECEIVE_NEWS}),
        connect=PrestaShop,
        fields=(
            Field("key"),
            Field("id_shop", is_secret=False, is_optional=True),
            Field("free_product_id", is_secret=False, is_optional=True),
            Field("shipping_product_id", is_secret=False, is_optional=True),
            Field("paid_state", is_secret=False, is_optional=True),
        ),
        steps=checking.STEPS,
        resumes=True,
        # It thanks for the order, and for a payment that it takes for granted.
        sends_alone=frozenset({"new"}),
    ),
)
