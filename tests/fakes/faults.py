"""What goes wrong between Kadr and a shop, for scripted shops that are processes of their own.

FOLDER/modes holds one mode a line; every request takes the next, and is answered well when none is
left. `addOrder=hang` waits for the request of that name and lets the others pass. FOLDER/log.jsonl
gets a line per request. GET /_state tells what the shop holds, /_forget makes it as new.

ok                does what it is asked
500, 403 …        answers that, and does nothing
429, 429-date, 429-bare, 429-year, 429-negative   the same with each form of Retry-After
502-html          a proxy's page, and nothing is done
200-html          the page of a login, and nothing is done
truncated         does it, and answers half of the body
redirect          sends to another host
endless           answers a byte now and then, for ever
huge              answers more than five megabytes
hang              never answers and does nothing
reset             closes the connection and does nothing
store_then_reset  does it, and closes the connection
store_then_hang   does it, and never answers
blind             finds nothing: what was stored last is not seen yet
"""

import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.request import urlopen

from bin.children import die_with_parent

HANG_S = 3600
PAGE = b"<html><body>Please sign in</body></html>"
WAITS = {"429": "7", "429-year": str(365 * 86400), "429-negative": "-5"}


@dataclass(frozen=True)
class Said:
    """What a scripted shop answers when nothing goes wrong."""

    status: int
    body: bytes
    content_type: str = "application/json"


class FaultyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, handler: type["FaultyHandler"]):
        super().__init__(("127.0.0.1", 0), handler)
        self.folder = folder
        self.is_blind = False
        self.lock = threading.RLock()
        self.forget()

    def forget(self) -> None:
        """Be as new; to be extended."""
        self.taken = 0
        for name in ("modes", "log.jsonl"):
            (self.folder / name).write_text("")

    def held(self) -> dict[str, Any]:
        """What it has stored, for the eyes of tests."""
        return {}

    def next_mode(self, name: str) -> str:
        modes = (self.folder / "modes").read_text().split()
        with self.lock:
            if self.taken == len(modes):
                return "ok"
            awaited, _, mode = modes[self.taken].rpartition("=")
            if awaited and awaited != name:
                return "ok"
            self.taken += 1
            return mode

    def note(self, **facts) -> None:
        with self.lock, (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(facts) + "\n")


class FaultyHandler(BaseHTTPRequestHandler):
    """`own` are answers that only this shop gives, by mode."""

    server: FaultyServer
    own: ClassVar[dict[str, Said]] = {}

    def do_GET(self) -> None:  # noqa: N802
        if not self.path.startswith("/_"):
            self.read()
            return
        verb, _, value = self.path[2:].partition("/")
        if verb == "forget":
            self.server.forget()
        self.control(verb, value)
        self.answer(Said(200, json.dumps(self.server.held()).encode()))

    def control(self, verb: str, value: str) -> None:
        """What else a test may do to it, by GET /_verb/value."""

    def read(self) -> None:
        """Answer any other GET."""
        self.answer(Said(404, b""))

    def behave(self, name: str, act: Callable[[], Said]) -> None:
        """Answer the request `name`, by `act` unless something else was scripted."""
        mode = self.server.next_mode(name)
        if mode in ("hang", "reset"):
            self._vanish(mode)
        elif mode.startswith("429"):
            self._too_many(mode)
        elif mode in self.own:
            self.answer(self.own[mode])
        elif mode in BEFORE:
            BEFORE[mode](self)
        elif mode.isdigit():
            self.answer(Said(int(mode), b'{"error": "scripted"}'))
        else:
            with self.server.lock:
                self.server.is_blind = mode == "blind"
                said = act()
            self._tell(mode, said)

    def answer(self, said: Said, **headers: str) -> None:
        self.send_response(said.status)
        self.send_header("Content-Type", said.content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self.wfile.write(said.body)

    def log_message(self, *_) -> None:
        """What matters is in log.jsonl."""

    def _tell(self, mode: str, said: Said) -> None:
        if mode in ("store_then_reset", "store_then_hang"):
            self._vanish(mode)
        elif mode == "truncated":
            self.answer(Said(said.status, said.body[: len(said.body) // 2], said.content_type))
        else:
            self.answer(said)

    def _vanish(self, mode: str) -> None:
        if mode.endswith("hang"):
            time.sleep(HANG_S)
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def _too_many(self, mode: str) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
        wait = date if mode == "429-date" else WAITS.get(mode, "")
        self.answer(Said(429, b"{}"), **({"Retry_After": wait} if wait else {}))

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" ")
            time.sleep(0.02)


BEFORE: dict[str, Callable[[Any], None]] = {
    "502-html": lambda shop: shop.answer(Said(502, PAGE, "text/html")),
    "200-html": lambda shop: shop.answer(Said(200, PAGE, "text/html")),
    "redirect": lambda shop: shop.answer(Said(302, b""), Location="http://127.0.0.1:1/elsewhere"),
    "huge": lambda shop: shop.answer(Said(200, b" " * 6_000_000)),
    "endless": lambda shop: shop._endless(),
}


class ScriptedServer:
    """The process `python -m MODULE FOLDER`, which prints its port."""

    def __init__(self, module: str, folder: Path):
        self.module = module
        self.folder = folder
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        command = [sys.executable, "-m", self.module, str(self.folder)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
        )
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def script(self, *modes: str) -> None:
        with (self.folder / "modes").open("a") as file:
            file.writelines(f"{mode}\n" for mode in modes)

    def forget(self) -> None:
        """Make it as new."""
        self.control("forget")

    def control(self, verb: str, value: object = "") -> dict:
        """Do something to it that no request of Kadr does; tells what it holds then."""
        with urlopen(f"{self.url}/_{verb}/{value}", timeout=10) as answer:
            return json.load(answer)

    def forget_calls(self) -> None:
        (self.folder / "log.jsonl").write_text("")

    @property
    def calls(self) -> list[dict]:
        """Every request it has read, oldest first."""
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text().splitlines()]

    @property
    def state(self) -> dict:
        return self.control("state")


def serve(server: FaultyServer) -> None:
    print(server.server_address[1], flush=True)
    server.serve_forever()
