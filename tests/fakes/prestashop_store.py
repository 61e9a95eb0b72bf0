"""What a scripted PrestaShop holds, and the rules by which it makes an order of a cart."""

import re
from collections import defaultdict
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Warsaw")
STAMP = "%Y-%m-%d %H:%M:%S"
NAME = re.compile(r"[0-9!<>,;?=+()@#\"°{}_$%:¤|]")
REQUIRED = {
    "customers": "lastname firstname email passwd",
    "addresses": "id_country alias lastname firstname address1 city",
    "carts": "id_currency id_lang",
    "orders": "id_address_delivery id_address_invoice id_cart id_currency id_lang id_customer"
    " id_carrier module payment total_paid total_paid_real total_products total_products_wt"
    " conversion_rate",
    "specific_prices": "id_shop id_cart id_product id_currency id_country id_group id_customer"
    " price from_quantity reduction reduction_type from to",
    "order_histories": "id_order id_order_state",
    "order_payments": "order_reference id_currency amount payment_method",
    "messages": "message",
    "customer_threads": "id_lang id_contact token",
    "customer_messages": "message",
}
STATES = [
    ("1", "Oczekiwanie na czek", 0, 0),
    ("2", "Płatność zaakceptowana", 1, 0),
    ("3", "Przygotowanie w toku", 1, 0),
    ("4", "Wysłane", 1, 1),
    ("6", "Anulowane", 0, 0),
    ("8", "Błąd płatności", 0, 0),
    ("10", "Oczekiwanie na przelew", 0, 0),
    ("11", "Płatność zdalna zaakceptowana", 1, 0),
]
REMOTE, WRONG = "11", "8"
MODULES = {"1": "ps_checkpayment", "10": "ps_wirepayment"}
CENT = Decimal("0.01")


class Refused(Exception):
    """Status, message."""


class Crash(Exception):
    """PHP dies with a page of its own."""


class Store:
    def __init__(self) -> None:
        self.tables: dict[str, dict[int, dict]] = defaultdict(dict)
        self._number = count(100)
        self._furnish()

    def put(self, resource: str, **fields) -> dict:
        row = {"id": next(self._number), **fields}
        if "id" in fields:
            row["id"] = int(fields["id"])
        self.tables[resource][row["id"]] = row
        return row

    def add(self, resource: str, fields: dict) -> dict:
        lacking = [one for one in REQUIRED.get(resource, "").split() if one not in fields]
        if lacking:
            raise Refused(400, f"parameter {lacking} required")
        if resource in ("customers", "addresses"):
            self._check_person(fields)
        if resource == "addresses":
            self._check_postcode(fields)
        if resource == "orders":
            return self._order(fields)
        row = self.put(resource, **fields)
        if resource == "order_histories":
            self._enter(row)
        return row

    def change(self, resource: str, number: int, fields: dict) -> dict:
        if number not in self.tables[resource]:
            raise Refused(404, "no such thing")
        self.tables[resource][number].update(fields, id=number)
        return self.tables[resource][number]

    def touch(self, order: dict) -> None:
        order["date_upd"] = datetime.now(ZONE).strftime(STAMP)

    def _furnish(self) -> None:
        for number, name, paid, shipped in STATES:
            facts = {"name": name, "paid": paid, "shipped": shipped, "deleted": 0}
            module = MODULES.get(number, "")
            self.put("order_states", id=number, module_name=module, **facts)
        for number, code in (("1", "PLN"), ("2", "EUR"), ("3", "JPY")):
            facts = {"iso_code": code, "conversion_rate": "1.000000", "deleted": 0, "precision": 2}
            self.put("currencies", id=number, **facts)
        self.put("languages", id="1", iso_code="pl", active=1)
        poland = {"zip_code_format": "NN-NNN", "need_zip_code": 1, "active": 1}
        self.put("countries", id="14", iso_code="PL", **poland)
        germany = {"zip_code_format": "NNNNN", "need_zip_code": 1, "active": 1}
        self.put("countries", id="15", iso_code="DE", **germany)
        self.put("countries", id="17", iso_code="GB", **{**poland, "active": 0})
        for number, reference, price in (("21", "2", "14.99"), ("22", "5", "0")):
            facts = {"name": f"Kurier {reference}", "price": price, "active": 1, "deleted": 0}
            facts["is_free"] = int(price == "0")
            self.put("carriers", id=number, id_reference=reference, **facts)
        settings = {"PS_TIMEZONE": "Europe/Warsaw", "PS_COUNTRY_DEFAULT": "14", "PS_TAX": "1"}
        settings |= {"PS_SHOP_NAME": "Studio", "PS_VERSION_DB": "8.1.7", "PS_CURRENCY_DEFAULT": "1"}
        settings |= {"PS_OS_WS_PAYMENT": REMOTE}
        for name, value in settings.items():
            self.put("configurations", name=name, value=value)
        for group, tax, rate in (("1", "1", "23.000"), ("2", "2", "8.000"), ("3", "3", "0.000")):
            self.put("taxes", id=tax, rate=rate, deleted=0)
            self.put("tax_rules", id_tax_rules_group=group, id_tax=tax, id_country="14")
            self.put("tax_rule_groups", id=group, name=f"VAT {rate}", active=1, deleted=0)
        self.put("taxes", id="4", rate="19.000", deleted=0)
        self.put("tax_rules", id_tax_rules_group="1", id_tax="4", id_country="15")
        for number, reference, price, group in (
            ("41", "ODB-15x23", "8.121951", "1"),
            ("42", "ALBUM", "185.185185", "2"),
            ("43", "WOLNA-23", "0.000000", "1"),
            ("44", "WOLNA-8", "0.000000", "2"),
        ):
            facts = {"name": f"Produkt {reference}", "active": 1, "price": price}
            self.put("products", id=number, reference=reference, id_tax_rules_group=group, **facts)
            stock = {"id_product": number, "id_product_attribute": "0", "quantity": 7}
            self.put("stock_availables", **stock)
        self.put("combinations", id="61", id_product="41", reference="ODB-MAT", price="1.000000")

    def _check_person(self, fields: dict) -> None:
        for name in ("firstname", "lastname"):
            if not fields[name].strip() or NAME.search(fields[name]) or len(fields[name]) > 32:
                raise Refused(400, f"Validation error: property {name} is not valid")

    def _check_postcode(self, fields: dict) -> None:
        shape = {"14": r"\d\d-\d\d\d", "15": r"\d{5}"}[fields["id_country"]]
        if not re.fullmatch(shape, fields.get("postcode", "")):
            raise Refused(400, "Validation error: Zip/Postal code")

    def _order(self, fields: dict) -> dict:
        cart = self.tables["carts"].get(int(fields["id_cart"]))
        if cart is None or self._orders_of(cart):
            raise Crash("Cart cannot be loaded or an order has already been placed using this cart")
        rows = [self._row(one, cart) for one in cart["associations"]["cart_rows"]]
        goods = sum(Decimal(one["unit_price_tax_incl"]) * one["product_quantity"] for one in rows)
        shipping = self._shipping(cart)
        asked = Decimal(fields["total_paid"])
        order = self.put(
            "orders",
            **{**fields, "total_paid": f"{goods + shipping:f}", "id_carrier": cart["id_carrier"]},
            reference="".join(chr(65 + int(one)) for one in str(cart["id"]).zfill(9)),
            gift=cart.get("gift", "0"),
            gift_message=cart.get("gift_message", ""),
            current_state=REMOTE if asked == goods + shipping else WRONG,
            total_shipping_tax_incl=f"{shipping:f}",
            carrier_tax_rate="23.000",
            associations={"order_rows": rows},
            date_add=datetime.now(ZONE).strftime(STAMP),
        )
        self.touch(order)
        self._after(order, cart, asked)
        return order

    def _after(self, order: dict, cart: dict, asked: Decimal) -> None:
        paid = {"order_reference": order["reference"], "amount": f"{asked:f}"}
        self.put("order_payments", **paid, payment_method=order["payment"])
        self.put("order_carriers", id_order=str(order["id"]), tracking_number="")
        special = self.tables["specific_prices"]
        for number in [n for n, one in special.items() if one["id_cart"] == str(cart["id"])]:
            del special[number]

    def _orders_of(self, cart: dict) -> list[dict]:
        return [o for o in self.tables["orders"].values() if o["id_cart"] == str(cart["id"])]

    def _row(self, one: dict, cart: dict) -> dict:
        product = self.tables["products"][int(one["id_product"])]
        net = Decimal(product["price"])
        for special in self.tables["specific_prices"].values():
            if (special["id_cart"], special["id_product"]) == (str(cart["id"]), one["id_product"]):
                net = Decimal(special["price"])
        where = self.tables["addresses"][int(cart["id_address_delivery"])]["id_country"]
        rate = self._rate(product["id_tax_rules_group"], where)
        gross = (net * (100 + rate) / 100).quantize(CENT, ROUND_HALF_UP)
        return {
            "product_id": one["id_product"],
            "product_attribute_id": one["id_product_attribute"],
            "product_name": product["name"],
            "product_reference": product["reference"],
            "product_quantity": int(one["quantity"]),
            "unit_price_tax_incl": f"{gross:f}",
            "unit_price_tax_excl": f"{net:f}",
        }

    def _rate(self, group: str, country: str) -> Decimal:
        for rule in self.tables["tax_rules"].values():
            if (rule["id_tax_rules_group"], rule["id_country"]) == (group, country):
                return Decimal(self.tables["taxes"][int(rule["id_tax"])]["rate"])
        return Decimal(0)

    def _shipping(self, cart: dict) -> Decimal:
        carrier = self.tables["carriers"].get(int(cart["id_carrier"]))
        return Decimal(carrier["price"]) if carrier else Decimal(0)

    def _enter(self, history: dict) -> None:
        """A paid state writes the payment of what is lacking."""
        order = self.tables["orders"][int(history["id_order"])]
        order["current_state"] = history["id_order_state"]
        self.touch(order)
        payments = self.tables["order_payments"].values()
        there = [p for p in payments if p["order_reference"] == order["reference"]]
        rest = Decimal(order["total_paid"]) - sum(Decimal(p["amount"]) for p in there)
        if self.tables["order_states"][int(order["current_state"])]["paid"] and rest > 0:
            paid = {"order_reference": order["reference"], "amount": f"{rest:f}"}
            self.put("order_payments", **paid, payment_method=order["payment"])
