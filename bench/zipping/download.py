"""A client that only counts: opens, reads to the end, tells how it went."""

import hashlib
import socket
import time
from dataclasses import dataclass

BUFFER_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Download:
    first_byte_ms: float
    seconds: float
    body_bytes: int
    promised_bytes: int
    sha256: str | None


def download(port: int, path: str, start: int = 0, *, sum_up: bool = False) -> Download:
    """GET `path` from byte `start` on; `sum_up` hashes what comes, which slows the client."""
    began, digest, body_bytes = time.monotonic(), hashlib.sha256(), 0
    buffer = memoryview(bytearray(BUFFER_BYTES))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        connection.sendall(f"{request}Range: bytes={start}-\r\n\r\n".encode())
        head, rest = _head(connection)
        first_byte_ms = (time.monotonic() - began) * 1000
        digest.update(rest)
        body_bytes = len(rest)
        while count := connection.recv_into(buffer):
            body_bytes += count
            if sum_up:
                digest.update(buffer[:count])
    seconds = time.monotonic() - began
    found = digest.hexdigest() if sum_up else None
    return Download(first_byte_ms, seconds, body_bytes, _length(head), found)


def _head(connection: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    found = next(line for line in lines if line.startswith(b"content-length:"))
    return int(found.partition(b":")[2])
