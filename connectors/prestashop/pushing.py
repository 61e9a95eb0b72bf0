"""An order of ours becomes one of PrestaShop's: customer, addresses, cart, its prices, order.

Each step is looked for before it is done and noted when it is; the id of the cart is what makes
the whole of it happen once. Our reference stands in the cart's message for a gift that is none,
which the shop copies into the order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connectors import ConnectorError, Notebook
from connectors.money import in_units
from connectors.prestashop.customers import ALIAS, Customers
from connectors.prestashop.lists import Lists
from connectors.prestashop.places import generic, message
from connectors.prestashop.rows import CartRow, CartRows
from connectors.prestashop.wire import Row, Wire
from connectors.values import Address, Draft

MODULE = "ps_wirepayment"
NO_TIME = "0000-00-00 00:00:00"
MESSAGE = 1600


@dataclass
class Pushing:
    """One order on its way; `access` are the answers of the wizard."""

    wire: Wire
    lists: Lists
    access: Mapping[str, str]
    draft: Draft
    notebook: Notebook

    def push(self) -> str:
        """The id of the order."""
        order = self.notebook.read("order")
        if not order:
            order = self._order()
            self.notebook.write("order", order)
        self._begin(order)
        return order

    def _order(self) -> str:
        """What the shop would refuse is refused before anything is made."""
        rows = self._rows()
        currency = self.lists.currency(self.draft.currency)
        carrier = self._carrier()
        customers = Customers(self.wire, self.lists, self.draft)
        customers.check()
        customer = self._done("customer", customers.find, customers.make)
        terms = self._terms(customer, self._places(customers, customer), currency, carrier)
        cart = self._done("cart", self._find_cart, lambda: self._make_cart(terms, rows))
        self._price(cart, customer, str(currency["id"]), rows)
        self._say(cart, customer)
        return self._make_order(cart, terms, currency, rows)

    def _done(self, key: str, find: Callable[[], str], make: Callable[[], str]) -> str:
        """What the notebook knows, else what is there already, else what is made now."""
        if number := self.notebook.read(key):
            return number
        number = find() or make()
        self.notebook.write(key, number)
        return number

    def _rows(self) -> list[CartRow]:
        named = self.access.get("free_product_id", "").replace(" ", "")
        carriers = [one for one in named.split(",") if one]
        shipping = self.access.get("shipping_product_id", "")
        return CartRows(self.wire, self.lists, carriers, shipping).of(self.draft)

    def _carrier(self) -> str:
        linked = self.draft.shipping.code if self.draft.shipping else ""
        return self.lists.carrier(linked) if linked else "0"

    def _places(self, customers: Customers, customer: str) -> tuple[str, str]:
        """Invoice and delivery; one where both are the same."""
        billing, delivery = self.draft.billing, self.draft.delivery
        invoice = self._address("invoice_address", customers, billing, customer)
        if billing == delivery:
            return invoice, invoice
        return invoice, self._address("delivery_address", customers, delivery, customer)

    def _address(self, key: str, customers: Customers, address: Address, customer: str) -> str:
        alias = generic(f"{key[0].upper()} {self.draft.reference}", ALIAS)
        return self._done(
            key,
            lambda: customers.find_address(customer, alias),
            lambda: customers.make_address(address, customer, alias),
        )

    def _terms(self, customer: str, places: tuple[str, str], currency: Row, carrier: str) -> Row:
        """What cart and order say alike."""
        return {
            "id_address_delivery": places[1],
            "id_address_invoice": places[0],
            "id_currency": str(currency["id"]),
            "id_lang": self.lists.language(self.draft.locale),
            "id_customer": customer,
            "id_carrier": carrier,
        }

    def _find_cart(self) -> str:
        return next(iter(carts_of(self.wire, self.draft.reference)), "")

    def _make_cart(self, terms: Row, rows: list[CartRow]) -> str:
        place, carrier = terms["id_address_delivery"], terms["id_carrier"]
        listed = [
            {
                "id_product": one.product_id,
                "id_product_attribute": one.attribute_id,
                "id_address_delivery": place,
                "quantity": one.quantity,
            }
            for one in rows
        ]
        fields = {
            **terms,
            "delivery_option": f'{{"{place}":"{carrier},"}}' if carrier != "0" else "",
            "gift": 0,
            "gift_message": self.draft.reference,
            "associations": {"cart_rows": {"cart_row": listed}},
        }
        return self.wire.create("carts", "cart", fields)

    def _price(self, cart: str, customer: str, currency: str, rows: list[CartRow]) -> None:
        """Our prices for this cart alone, equal ones too: a sale in the shop would win over them.
        The shop forgets them once the order stands."""
        if self.notebook.read("prices"):
            return
        found = self.wire.rows("specific_prices", id_cart=[cart])
        known = {(str(row["id_product"]), str(row["id_product_attribute"])) for row in found}
        for one in rows:
            if (one.product_id, one.attribute_id) not in known:
                self.wire.create(
                    "specific_prices",
                    "specific_price",
                    self._special(one, cart, customer, currency),
                )
        self.notebook.write("prices", "1")

    def _special(self, row: CartRow, cart: str, customer: str, currency: str) -> dict[str, Any]:
        return {
            "id_shop": self.access.get("id_shop") or 0,
            "id_cart": cart,
            "id_product": row.product_id,
            "id_product_attribute": row.attribute_id,
            "id_currency": currency,
            "id_country": 0,
            "id_group": 0,
            "id_customer": customer,
            "price": row.net_price(self.draft.currency),
            "from_quantity": 1,
            "reduction": 0,
            "reduction_tax": 1,
            "reduction_type": "amount",
            "from": NO_TIME,
            "to": NO_TIME,
        }

    def _say(self, cart: str, customer: str) -> None:
        """The client's note and what products cannot say, as a message of the cart: the shop moves
        it to the order by itself."""
        said = message(_said(self.draft), MESSAGE)
        if not said:
            return
        fields = {"id_cart": cart, "id_customer": customer, "message": said, "private": 0}

        def find() -> str:
            return next((str(row["id"]) for row in self.wire.rows("messages", id_cart=[cart])), "")

        self._done("message", find, lambda: self.wire.create("messages", "message", fields))

    def _make_order(self, cart: str, terms: Row, currency: Row, rows: list[CartRow]) -> str:
        """Its prices come from the cart; a total that differs puts it in the shop's error state."""
        draft = self.draft
        goods = sum(row.gross_cents for row in rows)
        fields = {
            "id_cart": cart,
            **terms,
            "module": draft.payment_code or MODULE,
            "payment": generic(draft.payment_name, 255) or MODULE,
            "total_paid": in_units(draft.total_cents, draft.currency),
            "total_paid_real": 0,
            "total_products": sum(row.net_total(draft.currency) for row in rows),
            "total_products_wt": in_units(goods, draft.currency),
            "conversion_rate": str(currency.get("conversion_rate") or 1),
        }
        return self.wire.create("orders", "order", fields)

    def _begin(self, order: str) -> None:
        """The webservice makes every order a paid one; the status for new ones, or that of the way
        of paying, takes that back, and the payment that nobody made."""
        code = self.draft.status_code or self.lists.unpaid_state(self.draft.payment_code or MODULE)
        if not code or self.notebook.read("begun"):
            return
        row = self.wire.row("orders", order)
        if row and str(row["current_state"]) != code:
            put_state(self.wire, self.lists, order, code)
            if not self.lists.states[code].is_paid:
                self._take_back(str(row["reference"]))
        self.notebook.write("begun", "1")

    def _take_back(self, reference: str) -> None:
        for row in self.wire.rows("order_payments", order_reference=[reference]):
            try:
                self.wire.delete("order_payments", str(row["id"]))
            except ConnectorError as error:
                if error.code != "rights":
                    raise


def carts_of(wire: Wire, reference: str) -> list[str]:
    """The carts that carry our reference, verified."""
    found = wire.rows("carts", gift_message=f"[{reference}]")
    return [str(row["id"]) for row in found if row.get("gift_message") == reference]


def put_state(wire: Wire, lists: Lists, order: str, code: str) -> None:
    """Without a mail to the client. Raises ConnectorError for a status that is gone."""
    if code not in lists.states:
        raise ConnectorError(code, code="status_gone")
    fields = {"id_order": order, "id_order_state": code}
    wire.create("order_histories", "order_history", fields)


def _said(draft: Draft) -> str:
    """The note, then what was ordered where its product does not say it."""
    details = [
        f"{line.quantity} × {line.name}" + "".join(f"; {a}: {b}" for a, b in line.details)
        for line in draft.lines
        if line.details or not line.product_id
    ]
    about = [one for one in (draft.session_title, draft.login, draft.delivery.point) if one]
    return "\n".join([*filter(None, [draft.note]), *about, *details])
