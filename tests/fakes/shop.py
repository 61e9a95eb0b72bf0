"""A web shop that misbehaves by script, in a process of its own. Its protocol is its own, too.

python -m tests.fakes.shop --folder FOLDER [--port 0]

Prints its port. FOLDER/statuses.json lists the statuses it has, [{"code", "name"}]; log.jsonl gets
one line per request that changed something, and documents the PDFs by order. FOLDER/modes holds one
mode a line; every request takes the next line, and when none is left behaves well.

GET  /statuses                 the statuses
GET  /lists/<name>             a list of FOLDER/lists.json: shipping, payments, products…
GET  /check/<step>             whatever; a check of the connection asks once per step
PUT  /news                     {"address", "secret"}: whom to call when an order changes
PUT  /orders/<id>/status       {"status": code}; 409 for one it does not have
PUT  /orders/<id>/document     the bytes of a PDF

ok           does what it is asked
500          answers 500 and does nothing
429          answers 429, Retry-After: 120
401          refuses the key
hang         never answers and does nothing
hang_after   does what it is asked and never answers
"""

import argparse
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HANG_S = 3600


class Shop(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, port: int):
        super().__init__(("127.0.0.1", port), Handler)
        self.folder = folder
        self.taken = 0
        self.lock = threading.Lock()

    def next_mode(self) -> str:
        modes = (self.folder / "modes").read_text().split()
        with self.lock:
            if self.taken == len(modes):
                return "ok"
            self.taken += 1
            return modes[self.taken - 1]

    def note(self, **facts) -> None:
        with self.lock, (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(facts) + "\n")

    @property
    def statuses(self) -> list[dict[str, str]]:
        return json.loads((self.folder / "statuses.json").read_text())

    @property
    def lists(self) -> dict[str, list]:
        path = self.folder / "lists.json"
        return json.loads(path.read_text()) if path.exists() else {}


class Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:  # noqa: N802
        name = self.path.rpartition("/")[2]
        if self.path.startswith("/lists/"):
            self._behave(lambda: (200, self.server.lists.get(name, [])))
        elif self.path.startswith("/check/"):
            self._behave(lambda: (200, {}))
        else:
            self._behave(lambda: (200, self.server.statuses))

    def do_PUT(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/news":
            self._behave(lambda: (200, self.server.note(**json.loads(body))))
            return
        _, _, order_id, thing = self.path.split("/")
        change = {"status": self._status, "document": self._document}[thing]
        self._behave(lambda: change(order_id, body))

    def log_message(self, *_) -> None:
        """What matters is in log.jsonl."""

    def _behave(self, act) -> None:
        mode = self.server.next_mode()
        if mode == "hang":
            time.sleep(HANG_S)
        if mode.isdigit():
            self._answer(int(mode), {"error": f"mode {mode}"})
            return
        status, answer = act()
        if mode == "hang_after":
            time.sleep(HANG_S)
        self._answer(status, answer)

    def _status(self, order_id: str, body: bytes):
        code = json.loads(body)["status"]
        if code not in [one["code"] for one in self.server.statuses]:
            return 409, {"error": f"no status {code}"}
        self.server.note(order=order_id, status=code)
        return 200, {}

    def _document(self, order_id: str, body: bytes):
        (self.server.folder / f"{order_id}.pdf").write_bytes(body)
        self.server.note(order=order_id, document=self.headers["X-Number"], bytes=len(body))
        return 200, {}

    def _answer(self, status: int, answer) -> None:
        raw = json.dumps(answer).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "120")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.shop")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    server = Shop(options.folder, options.port)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
