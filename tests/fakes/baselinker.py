"""BaseLinker's API by script: `python -m tests.fakes.baselinker FOLDER`; see faults.py.

It knows one token, refuses what is too long, and lists confirmed orders by their time. Modes of its
own, all of them 200 with status ERROR: `limit` (a blocked token), `busy`, `error` (no known
kind); and `hollow`, `odd` and `odder`, which lack what they should hold.
"""

import json
import sys
import time
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

from tests.fakes.faults import FaultyHandler, FaultyServer, Said, serve

TOKEN = "1001-2002-SECRETTOKEN"
LENGTHS = {
    "payment_method": 30,
    "user_comments": 510,
    "admin_comments": 200,
    "email": 150,
    "phone": 100,
    "user_login": 30,
    "delivery_method": 30,
    "delivery_fullname": 100,
    "delivery_company": 100,
    "delivery_address": 156,
    "delivery_point_id": 40,
    "extra_field_1": 50,
}
BLOCKED = "Query limit exceeded, token blocked until 2099-01-01 10:00:00"
PRODUCTS = {
    "7": {"id": 7, "sku": "ODB-15x23", "name": "Odbitka 15×23", "prices": {"1": 9.99}},
    "8": {"id": 8, "sku": "ODB-15x23-MAT", "name": "Odbitka 15×23 mat", "prices": {"1": 12}},
}


LISTS = ("orders", "statuses", "couriers", "packages", "invoices", "inventories", "products")


class Refused(Exception):
    """An answer of 200 that says ERROR: code, message."""


class Shop(FaultyServer):
    def __init__(self, folder: Path):
        super().__init__(folder, Handler)

    def forget(self) -> None:
        super().forget()
        self.orders: dict[int, dict] = {}
        self.packages: list[dict] = []
        self.invoices: list[dict] = []
        self.statuses = [{"id": 1, "name": "Nowe"}, {"id": 2, "name": "Wysłane"}]

    def held(self) -> dict:
        orders = list(self.orders.values())
        return {"orders": orders, "packages": self.packages, "invoices": self.invoices}

    def order(self, order_id) -> dict:
        try:
            return self.orders[int(order_id)]
        except KeyError:
            raise Refused("ERROR_ORDER_ID", "Nie ma takiego zamówienia") from None

    def addOrder(self, **given):  # noqa: N802
        long = [name for name, length in LENGTHS.items() if len(str(given.get(name, ""))) > length]
        if long:
            raise Refused("ERROR_DATA", f"za długie: {long}")
        number = 9000 + len(self.orders)
        now = int(time.time())
        facts = {"payment_done": 0, "confirmed": True, "date_confirmed": now, "date_in_status": now}
        self.orders[number] = {"order_id": number, **facts, **given}
        return {"order_id": number}

    def getOrders(self, **wanted):  # noqa: N802
        rows = [] if self.is_blind else sorted(self.orders.values(), key=_place)
        return {"orders": [row for row in rows if _is_wanted(row, wanted)][:100]}

    def getOrderStatusList(self):  # noqa: N802
        return {"statuses": self.statuses}

    def getCouriersList(self):  # noqa: N802
        return {"couriers": [{"code": "inpost", "name": "InPost"}, {"code": "dpd", "name": "DPD"}]}

    def setOrderStatus(self, order_id, status_id):  # noqa: N802
        if str(status_id) not in {str(one["id"]) for one in self.statuses}:
            raise Refused("ERROR_STATUS", "Nie ma takiego statusu")
        self.order(order_id)["order_status_id"] = status_id
        return {}

    def setOrderPayment(self, order_id, payment_done, **facts):  # noqa: N802
        self.order(order_id).update(payment_done=payment_done, payment=facts)
        return {}

    def setOrderFields(self, order_id, **fields):  # noqa: N802
        if len(fields.get("admin_comments", "")) > 200:
            raise Refused("ERROR_DATA", "za długie")
        self.order(order_id).update(fields)
        return {}

    def getOrderPackages(self, order_id):  # noqa: N802
        found = [one for one in self.packages if one["order_id"] == order_id]
        return {"packages": [] if self.is_blind else found}

    def createPackageManual(self, order_id, package_number, **facts):  # noqa: N802
        self.order(order_id)
        row = {"order_id": order_id, "courier_package_nr": package_number, **facts}
        self.packages.append(row)
        return {"package_id": len(self.packages)}

    def getInvoices(self, order_id):  # noqa: N802
        return {"invoices": [one for one in self.invoices if one["order_id"] == order_id]}

    def addInvoice(self, order_id, series_id, vat_rate):  # noqa: N802
        number = len(self.invoices) + 1
        self.invoices.append({"invoice_id": number, "order_id": order_id, "series_id": series_id})
        return {"invoice_id": number}

    def addOrderInvoiceFile(  # noqa: N802
        self, invoice_id, file, external_invoice_number
    ):
        named = {"external_invoice_number": external_invoice_number, "file": file}
        self.invoices[invoice_id - 1].update(named)
        return {}

    def getInventories(self):  # noqa: N802
        named = [{"inventory_id": 3, "is_default": False}, {"inventory_id": 5, "is_default": True}]
        return {"inventories": named}

    def getInventoryProductsList(self, inventory_id, **wanted):  # noqa: N802
        name, value = next(iter(wanted.items()))
        field = name.removeprefix("filter_")
        found = {k: {**p, "stock": {"bl_1": 5, "bl_2": 2}} for k, p in PRODUCTS.items()}
        return {"products": {k: p for k, p in found.items() if str(value) in str(p[field])}}


def _strange(rows: list) -> bytes:
    said = {"status": "SUCCESS", "order_id": None} | dict.fromkeys(LISTS, rows)
    return json.dumps(said).encode()


def _error(code: str, message: str) -> Said:
    said = {"status": "ERROR", "error_code": code, "error_message": message}
    return Said(200, json.dumps(said).encode())


class Handler(FaultyHandler):
    server: Shop
    own: ClassVar[dict[str, Said]] = {
        "limit": _error("ERROR_BLOCKED_TOKEN", BLOCKED),
        "error": _error("ERROR_UNKNOWN_THING", "Nie wiadomo co"),
        "hollow": Said(200, b'{"status": "SUCCESS"}'),
        "odd": Said(200, _strange([{"order_id": []}])),
        "odder": Said(200, _strange([1, None])),
        "busy": _error("ERROR_INTERNAL", "Spróbuj później"),
    }

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        name, parameters = form["method"], json.loads(form["parameters"])
        self.server.note(method=name, parameters=parameters)
        self.behave(name, lambda: self._said(name, parameters))

    def _said(self, name: str, parameters: dict) -> Said:
        try:
            if self.headers.get("X-BLToken") != TOKEN:
                raise Refused("ERROR_INVALID_TOKEN", f"zły token {self.headers.get('X-BLToken')}")
            found = getattr(self.server, name)(**parameters)
        except Refused as error:
            return _error(*error.args)
        return Said(200, json.dumps({"status": "SUCCESS", **found}).encode())


def _place(row: dict) -> tuple[int, int]:
    return row["date_confirmed"], row["order_id"]


def _is_wanted(row: dict, wanted: dict) -> bool:
    return all(
        (
            wanted.get("order_id") in (None, row["order_id"]),
            wanted.get("filter_email") in (None, row.get("email")),
            row["date_confirmed"] >= wanted.get("date_confirmed_from", 0),
            row["date_add"] >= wanted.get("date_from", 0),
            row["order_id"] >= wanted.get("id_from", 0),
            row["confirmed"] or wanted.get("get_unconfirmed_orders", False),
        )
    )


if __name__ == "__main__":
    serve(Shop(Path(sys.argv[1])))
