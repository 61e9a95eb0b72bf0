"""The two doors of the scripted shop: its own, and that of the script. See __init__.py."""

import argparse
import base64
import json
import re
import ssl
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.fakes.woocommerce import catalogue, orders, rest
from tests.fakes.woocommerce.modes import Misbehaving
from tests.fakes.woocommerce.orders import Refused, written
from tests.fakes.woocommerce.state import State, as_json

KEY, SECRET = "ck_key", "cs_secret"
USER, PASSWORD = "admin", "app-password"
HIDDEN = ("consumer_key", "consumer_secret")
AUTH = "woocommerce_rest_authentication_error"
VIEW = "woocommerce_rest_cannot_view"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, handler, state: State, log: Path):
        super().__init__(("127.0.0.1", port), handler)
        self.state, self.log = state, log
        self.let_go = threading.Event()
        self.latency_s = 0.0

    def handle_error(self, request, client_address) -> None:
        """Clients that hang up are the subject of tests."""

    def next_mode(self, method: str, path: str) -> str:
        with self.state.lock:
            for entry in self.state.modes:
                does_match = entry["method"] in ("*", method) and re.fullmatch(entry["path"], path)
                if entry["times"] and does_match:
                    entry["times"] -= 1
                    return entry["mode"]
        return "ok"

    def note(self, **facts) -> None:
        with self.state.lock, self.log.open("a") as log:
            log.write(json.dumps(facts) + "\n")


class Shop(Misbehaving):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # otherwise header and body leave one by one, and the network waits between

    def _answer(self) -> None:
        time.sleep(self.server.latency_s)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        ask = rest.Ask(self.command, self.path, _parsed(raw, self.headers), self.headers)
        path = ask.path.removeprefix(rest.WC)
        mode = self.server.next_mode(self.command, path)
        facts: dict[str, Any] = {"method": self.command, "path": path, "mode": mode}
        facts["query"] = {k: v for k, v in ask.query.items() if k not in HIDDEN}
        if isinstance(ask.body, dict):
            facts["sent"] = ask.body

        def act() -> tuple[int, bytes, dict]:
            status, body, headers = self._answered(ask, raw)
            self.server.note(**facts, status=status)
            return status, as_json(body), headers

        if mode == "ok":
            self.send(*act())
            return
        if not mode.startswith(("store_then", "truncated")):
            self.server.note(**facts, status=None)
        self.behave(mode, act)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    def _answered(self, ask: rest.Ask, raw: bytes) -> rest.Answer:
        state = self.server.state
        try:
            with state.lock:
                self._check_keys(ask)
                if ask.body is None and raw:
                    raise Refused(400, "rest_invalid_json", "Invalid JSON body passed.")
                return rest.answer(state, ask)
        except Refused as refused:
            return refused.status, refused.body, {}

    def _check_keys(self, ask: rest.Ask) -> None:
        """The key is looked at before the address is; 401 also when it may only read."""
        if not ask.path.startswith(("/wp-json/wc/", "/wp-json/wc-")):
            return
        settings = self.server.state.settings
        key, secret = self._given(ask, settings)
        if (key, secret) == (USER, PASSWORD):
            return
        if key != KEY or not settings["sees_tls"]:
            raise Refused(401, VIEW, "Sorry, you cannot list resources.")
        if secret != SECRET:
            raise Refused(401, AUTH, "Consumer secret is invalid.")
        if settings["is_read_only"] and ask.method not in ("GET", "HEAD", "OPTIONS"):
            raise Refused(401, AUTH, "The API key provided does not have write permissions.")

    def _given(self, ask: rest.Ask, settings: dict) -> tuple[str, str]:
        kind, _, coded = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic" and not settings["strips_authorization"]:
            key, _, secret = base64.b64decode(coded).decode().partition(":")
            return key, secret
        return ask.query.get("consumer_key", ""), ask.query.get("consumer_secret", "")

    def is_let_go(self, limit_s: float) -> bool:
        return self.server.let_go.wait(limit_s)

    def date_time_string(self, timestamp=None) -> str:
        return format_datetime(self.server.state.now(), usegmt=True)

    def log_message(self, *_) -> None:
        """What matters is in the log."""


class Script(BaseHTTPRequestHandler):
    """POST / with {"do": name, …}, one of the methods below."""

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # otherwise header and body leave one by one, and the network waits between

    def do_POST(self) -> None:  # noqa: N802
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.state.lock:
            told = getattr(self, asked.pop("do"))(self.server.state, **asked)
        body = as_json(told)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def reset(self, state: State) -> None:
        state.reset()
        self.server.log.write_text("")
        shop = self.server.shop
        shop.let_go.set()
        shop.let_go = threading.Event()

    def script(self, state: State, **mode) -> None:
        state.modes.append(mode)

    def forgive(self, state: State) -> None:
        state.modes.clear()

    def settle(self, state: State, **settings) -> None:
        state.settings |= settings

    def add_product(self, state: State, **product) -> dict:
        known = {"id": state.next_id(), "price": "9.99", "tax_class": "", "tax_status": "taxable"}
        known |= {"manage_stock": True, "stock_quantity": 100, "parent_id": 0, "sku": ""}
        known |= product
        state.products[known["id"]] = known
        return known

    def drop_product(self, state: State, number: int) -> None:
        del state.products[number]

    def buy(self, state: State, count: int, at: str | None, **posted) -> list[dict]:
        """Orders that people place in the shop itself, all changed at the same time."""
        made = [orders.create(state, dict(posted)) for _ in range(count)]
        for order in made:
            order["created_via"] = "checkout"
            if at:
                for name in ("date_created", "date_modified"):
                    state.stamp(order, name, datetime.fromisoformat(at).replace(tzinfo=UTC))
        return [written(order, state.settings) for order in made]

    def edit(self, state: State, number: int, at: str | None = None, **values) -> None:
        """What people in the shop do with an order."""
        order = state.orders[number]
        status = values.pop("status", None)
        order |= values
        if status:
            orders._go(state, order, status)
        if at:
            state.stamp(order, "date_modified", datetime.fromisoformat(at).replace(tzinfo=UTC))

    def delete(self, state: State, number: int) -> None:
        del state.orders[number]

    def show(self, state: State) -> dict:
        shown = {name: getattr(state, name) for name in ("products", "notes", "trackings")}
        shown |= {"media": state.media, "mails": state.mails, "webhooks": state.webhooks}
        shown["orders"] = {n: written(one, state.settings) for n, one in state.orders.items()}
        return shown

    def log_message(self, *_) -> None:
        """Nobody asks."""


def _parsed(raw: bytes, headers) -> Any:
    """Bytes for a file, None for what is no JSON."""
    if headers.get("Content-Type", "").partition(";")[0] not in ("application/json", ""):
        return raw
    try:
        return json.loads(raw) if raw else {}
    except ValueError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.woocommerce")
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", type=Path)
    parser.add_argument("--latency", type=int, default=0, help="before a request is read, ms")
    options = parser.parse_args()
    state = State()
    shop = Server(options.port, Shop, state, options.log)
    shop.latency_s = options.latency / 1000
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.tls)
        shop.socket = context.wrap_socket(
            shop.socket, server_side=True, do_handshake_on_connect=False
        )
    script = Server(0, Script, state, options.log)
    script.shop = shop
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    print(shop.server_address[1], script.server_address[1], flush=True)
    script.serve_forever()


if __name__ == "__main__":
    assert catalogue.SETTINGS
    main()
