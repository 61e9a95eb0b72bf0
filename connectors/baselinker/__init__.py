"""BaseLinker (base.com) as the place where orders end up. No free text of its is ever trusted.

It lists orders by the time of their confirmation only, so what changes later is read by id.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors import Capability, Connector, ConnectorError, Field, Notebook, Platform, register
from connectors.baselinker import documents
from connectors.baselinker.products import Catalogue
from connectors.baselinker.reading import shop_order, standing
from connectors.baselinker.wire import Wire
from connectors.baselinker.writing import REFERENCE, money, order_parameters
from connectors.line import Line
from connectors.sense import makes_sense
from connectors.texts import cut
from connectors.values import (
    Choice,
    Draft,
    Facts,
    Page,
    Paper,
    Product,
    Receipt,
    Standing,
    Tracking,
)

ROWS = 100
# Orders carry the time they were placed with us, which other clocks may know otherwise.
SKEW = timedelta(minutes=10)


@makes_sense
class BaseLinker(Connector):
    """`access`: token; source_id, inventory_id, document_field, invoice_series may be empty."""

    def __init__(self, line: Line, access: Mapping[str, str]):
        self._access = access
        self._wire = Wire(line, access.get("token", ""))
        self._catalogue = Catalogue(self._wire, access.get("inventory_id", ""))

    def check(self) -> Iterator[str]:
        try:
            self.list_statuses()
        except ConnectorError as error:
            if error.code == "auth":
                yield "address"
            raise
        yield "address"
        yield "key"
        self._orders(date_confirmed_from=_seconds(datetime.now(UTC)))
        yield "orders"

    def read_facts(self) -> Facts:
        return Facts(name="BaseLinker", time_zone="Europe/Warsaw")

    def list_statuses(self) -> Sequence[Choice]:
        found = self._wire.call("getOrderStatusList")["statuses"]
        return [Choice(str(one["id"]), str(one["name"])) for one in found]

    def list_shipping(self) -> Sequence[Choice]:
        """Couriers, as a parcel names them: an order itself holds the way of shipping as text."""
        found = self._wire.call("getCouriersList")["couriers"]
        return [Choice(str(one["code"]), str(one["name"])) for one in found]

    def fetch_orders(self, since: datetime, cursor: str = "") -> Page:
        """Confirmed since; status and payment of the others come from `read_orders`."""
        start = int(cursor) if cursor else _seconds(since)
        rows = self._orders(date_confirmed_from=start)
        last = max((int(row["date_confirmed"]) for row in rows), default=0)
        return Page(
            orders=tuple(shop_order(row) for row in rows),
            next_cursor=str(last + 1) if len(rows) >= ROWS else "",
            read_at=self._wire.read_at,
        )

    def find_orders(self, draft: Draft, since: datetime) -> Sequence[Standing]:
        email = draft.billing.email or draft.delivery.email
        wanted: dict[str, Any] = {"date_from": _seconds(min(since, draft.asked_at) - SKEW)}
        if email:
            wanted["filter_email"] = cut(email, 150)
        found: dict[str, Standing] = {}
        while rows := self._orders(get_unconfirmed_orders=True, **wanted):
            found |= {one.id: one for one in map(standing, rows)}
            if len(rows) < ROWS:
                break
            wanted["id_from"] = max(int(row["order_id"]) for row in rows) + 1
        return [one for one in found.values() if one.reference == draft.reference]

    def read_orders(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """One question each: nothing else tells which of them are gone."""
        rows = (self._row(one) for one in ids)
        return {str(row["order_id"]): standing(row) for row in rows if row}

    def create_order(self, draft: Draft, notebook: Notebook) -> Standing:
        if len(draft.reference) > REFERENCE:
            raise ConnectorError("reference", code="reference", permanent=True)
        order_id = notebook.read("order")
        if not order_id:
            order_id = str(self._wire.call("addOrder", **self._parameters(draft))["order_id"])
            notebook.write("order", order_id)
        return standing(self._standing_row(order_id))

    def set_status(self, order_id: str, code: str) -> None:
        if str(self._standing_row(order_id)["order_status_id"]) == code:
            return
        try:
            self._wire.call("setOrderStatus", order_id=int(order_id), status_id=_status(code))
        except ConnectorError as error:
            if error.permanent and code not in {one.code for one in self.list_statuses()}:
                raise ConnectorError(str(error), code="status_gone") from error
            raise

    def set_paid(self, order_id: str, receipt: Receipt) -> None:
        """Sets what has come in, adds nothing to it."""
        row = self._standing_row(order_id)
        done = money(receipt.amount_cents, str(row["currency"]))
        if float(row.get("payment_done") or 0) == done:
            return
        self._wire.call(
            "setOrderPayment",
            order_id=int(order_id),
            payment_done=done,
            payment_date=_seconds(receipt.paid_at),
            payment_comment=cut(receipt.method or receipt.note, 30),
        )

    def set_tracking(self, order_id: str, tracking: Tracking) -> None:
        """Adds the parcel unless it is there; an earlier number stays, it may be another parcel."""
        self._standing_row(order_id)
        known = self._wire.call("getOrderPackages", order_id=int(order_id))["packages"]
        number = cut(tracking.number, 40)
        if number in {str(one.get("courier_package_nr")) for one in known}:
            return
        self._wire.call(
            "createPackageManual",
            order_id=int(order_id),
            courier_code=cut(tracking.carrier_code or tracking.carrier or "other", 20),
            package_number=number,
            pickup_date=_seconds(tracking.sent_at or datetime.now(UTC)),
            return_shipment=False,
        )

    def push_document(self, order_id: str, paper: Paper) -> None:
        row = self._standing_row(order_id)
        if series := self._access.get("invoice_series"):
            documents.attach(self._wire, int(order_id), paper, series)
        else:
            documents.note(self._wire, row, paper, self._access.get("document_field", ""))

    def find_products(self, text: str) -> Sequence[Product]:
        return self._catalogue.find(text)

    def read_products(self, ids: Sequence[str] = (), skus: Sequence[str] = ()) -> Sequence[Product]:
        return self._catalogue.read(ids, skus)

    def _parameters(self, draft: Draft) -> dict[str, Any]:
        has_products = any(line.product_id for line in draft.lines)
        named = order_parameters(draft, self._catalogue.number if has_products else "")
        named["order_status_id"] = _status(draft.status_code or self._first_status())
        if source := self._access.get("source_id"):
            named["custom_source_id"] = int(source)
        return named

    def _first_status(self) -> str:
        """addOrder insists on one. Raises ConnectorError for an account without any."""
        statuses = self.list_statuses()
        if not statuses:
            raise ConnectorError("no status", code="status_gone")
        return statuses[0].code

    def _standing_row(self, order_id: str) -> Mapping[str, Any]:
        """Raises ConnectorError when the order is gone."""
        if row := self._row(order_id):
            return row
        raise ConnectorError(order_id, code="gone", permanent=True)

    def _row(self, order_id: str) -> Mapping[str, Any] | None:
        rows = self._orders(order_id=int(order_id), get_unconfirmed_orders=True)
        return next((row for row in rows if str(row["order_id"]) == order_id), None)

    def _orders(self, **wanted: Any) -> list[Mapping[str, Any]]:
        return list(self._wire.call("getOrders", **wanted)["orders"])


def _status(code: str) -> int:
    """Raises ConnectorError for what was never one of BaseLinker's."""
    if not code.isdecimal():
        raise ConnectorError(code, code="status_gone")
    return int(code)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


register(
    "baselinker",
    Platform(
        name="BaseLinker",
        capabilities=frozenset(
            {
                Capability.LIST_STATUSES,
                Capability.LIST_SHIPPING,
                Capability.FETCH_ORDERS,
                Capability.FIND_ORDERS,
                Capability.READ_ORDERS,
                Capability.CREATE_ORDER,
                Capability.SET_STATUS,
                Capability.SET_PAID,
                Capability.SET_TRACKING,
                Capability.PUSH_DOCUMENT,
                Capability.FIND_PRODUCTS,
            }
        ),
        connect=BaseLinker,
        fields=(
            Field("token"),
            Field("source_id", is_secret=False, is_optional=True),
            Field("inventory_id", is_secret=False, is_optional=True),
            Field("document_field", is_secret=False, is_optional=True),
            Field("invoice_series", is_secret=False, is_optional=True),
        ),
        steps=("address", "key", "orders"),
        address="https://api.baselinker.com",
        budget_per_minute=100,
    ),
)
