"""How a scripted WooCommerce misbehaves, by the first word of a mode.

hang                    does nothing, and never answers
store_then_reset        does what it is asked, and cuts the line
store_then_hang         does what it is asked, and never answers
store_then_500          does what it is asked, and answers 500
truncated               does what it is asked, and half of the answer is JSON
429 [Retry-After]       does nothing; the rest of the line is the header, which may be missing
401, 403, 500, 503 …    that status, and nothing done
502                     does nothing; a page of the proxy
login                   200 and a page in HTML, nothing done
json TEXT               200 and that, nothing done
redirect ADDRESS        301 to there, nothing done
slow                    a byte now and then, without an end
huge                    200 MB
"""

import contextlib
import socket
import struct
from http.server import BaseHTTPRequestHandler

PAGE = b"<!doctype html><html><title>%s</title><body>Zaloguj si\xc4\x99</body></html>"
DRIP_S = 0.02
HUGE_BYTES = 200_000_000


class Misbehaving(BaseHTTPRequestHandler):
    """`act` does what was asked: status, body, headers."""

    def behave(self, mode: str, act) -> None:
        word, _, rest = mode.partition(" ")
        if word.startswith("store_then_") or word == "truncated":
            answer = act()
            self._after(word, answer)
        elif word == "hang":
            self.wait()
        elif word in ("slow", "huge"):
            getattr(self, f"_{word}")()
        elif word == "redirect":
            self.send(301, b"", {"Location": rest})
        elif word == "json":
            self.send(200, rest.encode(), {})
        elif word == "login":
            self.send(200, PAGE % b"Login", {"Content-Type": "text/html"})
        elif word == "502":
            self.send(502, PAGE % b"502 Bad Gateway", {"Content-Type": "text/html"})
        else:
            headers = {"Retry-After": rest} if rest else {}
            self.send(int(word), b'{"code":"scripted","message":"<b>No</b>"}', headers)

    def _after(self, word: str, answer: tuple[int, bytes, dict]) -> None:
        status, body, headers = answer
        if word == "store_then_reset":
            self.cut()
        elif word == "store_then_hang":
            self.wait()
        elif word == "store_then_500":
            self.send(500, PAGE % b"500", {"Content-Type": "text/html"})
        else:
            self.send(status, body[: len(body) // 2], headers)

    def cut(self) -> None:
        """The line is reset, not closed."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.close_connection = True

    def _slow(self) -> None:
        self._begin(HUGE_BYTES)
        with contextlib.suppress(OSError):
            while not self.is_let_go(DRIP_S):
                self.wfile.write(b" ")
        self.close_connection = True

    def _huge(self) -> None:
        self._begin(HUGE_BYTES)
        part = b" " * 65536
        with contextlib.suppress(OSError):
            for _ in range(HUGE_BYTES // len(part)):
                self.wfile.write(part)
        self.close_connection = True

    def _begin(self, size: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def send(self, status: int, body: bytes, headers: dict) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json; charset=UTF-8"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def wait(self) -> None:
        while not self.is_let_go(3600):
            continue
        self.close_connection = True

    def is_let_go(self, limit_s: float) -> bool:
        """Waits, and says whether the script has been taken back meanwhile."""
        raise NotImplementedError
