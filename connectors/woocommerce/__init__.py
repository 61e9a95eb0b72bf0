"""WooCommerce, by its REST interface in version 3 over https.

An order is told net lines; the shop makes the tax by its own table (sums.py). A line that is no
product of the shop becomes a fee. Where the shop would tax the cost of shipping in another way than
we do, because it inherits from goods and there are none, that cost is a fee next to its line.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from connectors import (
    Capability,
    Choice,
    Connector,
    ConnectorError,
    Draft,
    Facts,
    Field,
    Notebook,
    Page,
    Paper,
    Platform,
    Product,
    Receipt,
    Standing,
    TaxClass,
    Tracking,
    register,
)
from connectors.line import Line
from connectors.sense import makes_sense
from connectors.woocommerce import fetching, listing, news, products, telling
from connectors.woocommerce.api import Api
from connectors.woocommerce.drafts import order_of
from connectors.woocommerce.orders import DRAFTS, standing
from connectors.woocommerce.tax_tables import forget_taxes, keep_taxes, lately_read
from connectors.woocommerce.taxes import Taxes, list_classes, read_settings, read_taxes

CODE = "woocommerce"
STEPS = ("address", "api", "key", "write", "taxes")


@makes_sense
class WooCommerce(Connector):
    def __init__(self, line: Line, access: Mapping[str, str]):
        self.api = Api(line, access)
        self.access = access
        self._known: dict[str, dict[str, Any]] = {}

    def check(self) -> Iterator[str]:
        listed = listing.ask_index(self.api)
        yield "address"
        listing.check_index(self.api, listed)
        yield "api"
        self.api.read_list("/orders", per_page=1, _fields="id")
        yield "key"
        # Does nothing, but only for a key that may write.
        self.api.write("POST", "/orders/batch", {})
        yield "write"
        listing.check_taxes(self.taxes)
        yield "taxes"

    def read_facts(self) -> Facts:
        return listing.read_facts(self.api, self._general)

    def list_statuses(self) -> Sequence[Choice]:
        return listing.list_statuses(self.api)

    def list_shipping(self) -> Sequence[Choice]:
        return listing.list_shipping(self.api)

    def list_payments(self) -> Sequence[Choice]:
        return listing.list_payments(self.api)

    def list_taxes(self) -> Sequence[TaxClass]:
        return list_classes(self.api, self.taxes)

    def fetch_orders(self, since: datetime, cursor: str = "") -> Page:
        return fetching.read_changed(self.api, since, cursor)

    def find_orders(self, draft: Draft, since: datetime) -> Sequence[Standing]:
        return fetching.find_ours(self.api, draft, since, has_origin=self._marks_origin)

    def read_orders(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        return fetching.read_standings(self.api, ids)

    def create_order(self, draft: Draft, notebook: Notebook) -> Standing:
        answer = self.api.ask("POST", "/orders", json=self._body(draft))
        said = answer.json()
        if not answer.is_ok:
            self._clear(said, draft)
            forget_taxes(self.api)
            raise self.api.refusal(answer, said)
        made = standing(said)
        if made.total_cents != draft.total_cents:
            forget_taxes(self.api)
        return made

    def set_status(self, order_id: str, code: str) -> None:
        telling.set_status(self.api, order_id, code)

    def set_paid(self, order_id: str, receipt: Receipt) -> None:
        telling.set_paid(self.api, order_id, receipt)

    def set_tracking(self, order_id: str, tracking: Tracking) -> None:
        telling.set_tracking(
            self.api,
            listing.read_namespaces(self.api),
            order_id,
            tracking,
            tells_client=bool(self.access.get("notes_to_client")),
        )

    def push_document(self, order_id: str, paper: Paper) -> None:
        user, password = (self.access.get(name, "") for name in ("media_user", "media_password"))
        url = paper.link
        if user and password:
            url = telling.upload(self.api, order_id, paper, user, password)
        telling.push_document(self.api, order_id, paper, url)

    def find_products(self, text: str) -> Sequence[Product]:
        return products.find_products(self.api, text, self._currency)

    def read_products(self, ids: Sequence[str] = (), skus: Sequence[str] = ()) -> Sequence[Product]:
        rows = products.read_rows(self.api, ids) + products.read_by_skus(self.api, skus)
        self._known |= {str(row["id"]): row for row in rows}
        return products.listed(rows, self._currency)

    def ask_for_news(self, address: str, secret: str) -> None:
        news.ask_for_news(self.api, address, secret)

    @cached_property
    def taxes(self) -> Taxes:
        taxes = read_taxes(self.api, self._general)
        keep_taxes(self.api, taxes)
        return taxes

    @cached_property
    def _general(self) -> dict[str, str]:
        return read_settings(self.api, "general")

    @property
    def _currency(self) -> str:
        return self._general.get("woocommerce_currency", "")

    def _body(self, draft: Draft) -> dict[str, Any]:
        """By the tax table that was read lately; nothing is refused but by a fresh one."""
        untaxed = self._untaxed(draft)

        def body(taxes: Taxes) -> dict[str, Any]:
            return order_of(draft, taxes, untaxed=untaxed, marks_origin=self._marks_origin)

        if taxes := lately_read(self.api):
            with contextlib.suppress(ConnectorError):
                return body(taxes)
        return body(self.taxes)

    @property
    def _marks_origin(self) -> bool:
        return self.access.get("marks_origin", "1") != "0"

    def _untaxed(self, draft: Draft) -> set[str]:
        """The products without tax. Raises ConnectorError for one that is not there: the shop would
        make a line of it that has no name and costs nothing."""
        linked = [line.product_id for line in draft.lines if line.product_id]
        unread = [key for key in linked if key not in self._known]
        self._known |= {str(row["id"]): row for row in products.read_rows(self.api, unread)}
        rows = {key: self._known[key] for key in linked if key in self._known}
        missing = [line for line in draft.lines if line.product_id and line.product_id not in rows]
        if missing:
            named = ", ".join(line.sku or line.name for line in missing)
            raise ConnectorError(named, code="product", permanent=True)
        return {key for key, row in rows.items() if row.get("tax_status", "taxable") != "taxable"}

    def _clear(self, said: Any, draft: Draft) -> None:
        """An order that failed half-way stays behind as a draft of the shop."""
        data = said.get("data") if isinstance(said, dict) else None
        left = data.get("new_draft_order_id") if isinstance(data, dict) else None
        if not left:
            return
        with contextlib.suppress(ConnectorError):
            row = self.api.read(f"/orders/{left}")
            is_ours = draft.reference in (standing(row).reference, row.get("created_via"))
            if is_ours and row["status"] in DRAFTS:
                self.api.ask("DELETE", f"/orders/{left}", {"force": "true"})


register(
    CODE,
    Platform(
        "WooCommerce",
        frozenset(Capability),
        WooCommerce,
        fields=(
            Field("key"),
            Field("secret"),
            Field("keys_in_query", is_secret=False, is_optional=True),
            Field("marks_origin", is_secret=False, is_optional=True, default="1"),
            Field("notes_to_client", is_secret=False, is_optional=True),
            Field("media_user", is_secret=False, is_optional=True),
            Field("media_password", is_optional=True),
        ),
        steps=STEPS,
        read_call=news.read_call,
        sends_alone=frozenset({"processing", "completed", "on-hold", "refunded", "note"}),
    ),
)
