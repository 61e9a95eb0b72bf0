"""What becomes of an order in PrestaShop: payment, parcels, documents. Looked at before changed."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from connectors import ConnectorError
from connectors.money import in_smallest, in_units
from connectors.prestashop.lists import Lists
from connectors.prestashop.places import generic, message
from connectors.prestashop.pushing import put_state
from connectors.prestashop.wire import Row, Wire
from connectors.texts import cut
from connectors.values import Paper, Receipt, Tracking

TRACKING = 64
_NOT_IN_TRACKING = re.compile(r"[^~:#,%&_=()\[\]. ?+\-@/a-zA-Z0-9]")


@dataclass(frozen=True)
class Changes:
    wire: Wire
    lists: Lists

    def pay(self, order: Row, receipt: Receipt, currency: str, paid_state: str) -> None:
        """Both are moved: the state, because it alone makes an order paid, and the payments, for
        the books. A paid state writes the payment of what is lacking itself in most shops, so it
        comes first, and only what lacks afterwards is added."""
        total = in_smallest(order["total_paid"], currency)
        if receipt.amount_cents >= total and paid_state and not self.lists.is_paid(order):
            put_state(self.wire, self.lists, str(order["id"]), paid_state)
        reference = str(order["reference"])
        known = self.wire.rows("order_payments", order_reference=[reference])
        there = sum(in_smallest(row["amount"], currency) for row in known)
        if there >= receipt.amount_cents:
            return
        fields = {
            "order_reference": reference,
            "id_currency": str(order["id_currency"]),
            "amount": in_units(receipt.amount_cents - there, currency),
            "payment_method": generic(receipt.method or str(order["payment"]), 255),
            "conversion_rate": str(order.get("conversion_rate") or 1),
            "transaction_id": generic(receipt.note, 254),
            "date_add": self.lists.local(receipt.paid_at),
        }
        self.wire.create("order_payments", "order_payment", fields)

    def track(self, order: Row, tracking: Tracking) -> None:
        """There is one field for all parcels of an order: numbers are joined while they fit, and
        the newest stands alone when they no longer do. The link is the carrier's own, there."""
        found = self.wire.rows("order_carriers", id_order=[str(order["id"])])
        if not found:
            raise ConnectorError(str(order["id"]), code="shipping", permanent=True)
        number = cut(_NOT_IN_TRACKING.sub("", tracking.number), TRACKING)
        before = str(found[-1].get("tracking_number") or "")
        if number in before.split(", "):
            return
        joined = f"{before}, {number}" if before else number
        fields = {**found[-1], "tracking_number": joined if len(joined) <= TRACKING else number}
        self.wire.replace("order_carriers", "order_carrier", fields)

    def note(self, order: Row, email: str, paper: Paper, now: datetime) -> None:
        """The link as a message at the order, which its client sees, too; once for each number."""
        thread = self._thread(order)
        if thread:
            said = self.wire.rows("customer_messages", id_customer_thread=[thread])
            if any(paper.number in str(row.get("message") or "") for row in said):
                return
        else:
            thread = self._new_thread(order, email)
        fields = {
            "id_customer_thread": thread,
            "message": message(f"{paper.number}: {paper.link}", 1600),
            "private": 0,
            "date_add": self.lists.local(now),
        }
        self.wire.create("customer_messages", "customer_message", fields)

    def _thread(self, order: Row) -> str:
        found = self.wire.rows("customer_threads", id_order=[str(order["id"])])
        return str(found[0]["id"]) if found else ""

    def _new_thread(self, order: Row, email: str) -> str:
        fields = {
            "id_lang": str(order["id_lang"]),
            "id_contact": 0,
            "id_customer": str(order["id_customer"]),
            "id_order": str(order["id"]),
            "email": email,
            "status": "open",
            "token": secrets.token_hex(6),
        }
        return self.wire.create("customer_threads", "customer_thread", fields)
