"""PrestaShop's webservice by script: `python -m tests.fakes.prestashop FOLDER`; see faults.py.

Requests are called like "POST orders". It lists as JSON, an empty list without its name, takes XML,
makes an order of what stands in the cart, refuses filters it does not know and times without
date=1. Modes of its own: `no-delete` (a right that the key lacks), `off` (webservice switched off),
`hollow`, `odd` and `odder`, which lack what they should hold.
"""

import base64
import json
import re
import sys
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from connectors.prestashop.checking import NEEDED
from tests.fakes.faults import PAGE, FaultyHandler, FaultyServer, Said, serve
from tests.fakes.prestashop_store import Crash, Refused, Store

KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456"
RESOURCES = (*NEEDED, "combinations")
FIELDS_THAT_MAY_BE_MISSING = {"id_cart", "id_order", "gift_message", "date_upd", "alias"}


def _errors(status: int, message: str) -> Said:
    body = f"<prestashop><errors><error><message>{message}</message></error></errors></prestashop>"
    return Said(status, body.encode(), "text/xml")


class Shop(FaultyServer):
    def __init__(self, folder: Path):
        super().__init__(folder, Handler)

    def forget(self) -> None:
        super().forget()
        self.store = Store()

    def multiply(self, number: int) -> None:
        """So many copies of its one order, changed in three seconds."""
        [order] = self.store.tables["orders"].values()
        for one in range(number):
            stamp = f"2026-11-21 10:00:0{3 * one // number}"
            self.store.put("orders", **{**order, "id": 1000 + one, "date_upd": stamp})

    def held(self) -> dict:
        return {name: list(rows.values()) for name, rows in self.store.tables.items()}


class Handler(FaultyHandler):
    server: Shop
    own: ClassVar[dict[str, Said]] = {
        "no-delete": _errors(405, "Method is not allowed with this authentication key"),
        "off": _errors(503, "The PrestaShop webservice is disabled"),
        "hollow": Said(200, b"{}"),
        "odd": Said(200, json.dumps({name: [{"id": 7}] for name in RESOURCES}).encode()),
        "odder": Said(200, json.dumps(dict.fromkeys(RESOURCES, [1, None])).encode()),
    }

    def read(self) -> None:
        self._serve("GET", self._listed)

    def do_POST(self) -> None:  # noqa: N802
        self._serve("POST", self._created)

    def do_PUT(self) -> None:  # noqa: N802
        self._serve("PUT", self._changed)

    def do_DELETE(self) -> None:  # noqa: N802
        self._serve("DELETE", self._deleted)

    def control(self, verb: str, value: str) -> None:
        if verb == "multiply":
            self.server.multiply(int(value))
        if verb == "touch":
            self.server.store.touch(self.server.store.tables["orders"][int(value)])

    def _serve(self, method: str, act) -> None:
        parts = urlsplit(self.path)
        self.params = {name: values[0] for name, values in parse_qs(parts.query).items()}
        _, _, self.resource, *rest = *parts.path.split("/"), ""
        self.number = int(rest[0]) if rest and rest[0] else 0
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name = f"{method} {self.resource}".strip()
        self.server.note(name=name, params=self.params, body=self.body.decode())
        self.behave(name.replace(" ", ":"), lambda: self._said(act))

    def _said(self, act) -> Said:
        token = base64.b64encode(f"{KEY}:".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {token}":
            return Said(401, b"401 Unauthorized", "text/plain")
        try:
            return act()
        except Refused as error:
            return _errors(*error.args)
        except Crash:
            return Said(500, PAGE, "text/html")

    def _listed(self) -> Said:
        if not self.resource:
            return Said(200, _rights(), "text/xml")
        if self.resource not in RESOURCES:
            raise Refused(400, "Resource is not available")
        rows = list(self.server.store.tables[self.resource].values())
        for name, value in self.params.items():
            if name.startswith("filter["):
                rows = self._filtered(rows, name[7:-1], value)
        if "date_upd" in self.params.get("sort", ""):
            rows.sort(key=lambda row: (row["date_upd"], row["id"]))
        rows = [] if self.server.is_blind else rows[: int(self.params.get("limit") or len(rows))]
        body = {self.resource: rows} if rows else []
        return Said(200, json.dumps(body).encode())

    def _filtered(self, rows: list[dict], field: str, value: str) -> list[dict]:
        if field == "date_upd" and self.params.get("date") != "1":
            raise Refused(400, "date=1 is needed")
        if rows and field not in rows[0] and field not in FIELDS_THAT_MAY_BE_MISSING:
            raise Refused(400, f"This filter does not exist: {field}")
        return [row for row in rows if _passes(str(row.get(field, "")), value)]

    def _created(self) -> Said:
        row = self.server.store.add(self.resource, self._fields())
        return Said(201, self._written(row), "text/xml")

    def _changed(self) -> Said:
        row = self.server.store.change(self.resource, self.number, self._fields())
        return Said(200, self._written(row), "text/xml")

    def _deleted(self) -> Said:
        if self.server.store.tables[self.resource].pop(self.number, None) is None:
            raise Refused(404, "no such thing")
        return Said(200, b"")

    def _fields(self) -> dict:
        thing = etree.fromstring(self.body)[0]
        fields = {one.tag: one.text or "" for one in thing if one.tag != "associations"}
        rows = thing.find("associations/cart_rows")
        if rows is not None:
            listed = [{one.tag: one.text or "" for one in row} for row in rows]
            fields["associations"] = {"cart_rows": listed}
        return fields

    def _written(self, row: dict) -> bytes:
        node = etree.fromstring(self.body)[0].tag
        return f"<prestashop><{node}><id>{row['id']}</id></{node}></prestashop>".encode()


def _rights() -> bytes:
    allowed = " ".join(f'{one}="true"' for one in ("get", "put", "post", "delete", "head"))
    listed = "".join(f"<{one} {allowed}/>" for one in RESOURCES)
    return f'<prestashop><api shopName="Studio">{listed}</api></prestashop>'.encode()


def _passes(text: str, value: str) -> bool:
    """PrestaShop's filters: [a|b], [from,to], [begin]%, %[within]%."""
    text, value = text.casefold(), value.casefold()
    inner = re.sub(r"^%?\[|\]%?$", "", value)
    if value.startswith("%"):
        return inner in text
    if value.endswith("%"):
        return text.startswith(inner)
    if "," in inner:
        start, _, end = inner.partition(",")
        return start <= text <= end
    return text in inner.split("|")


if __name__ == "__main__":
    serve(Shop(Path(sys.argv[1])))
