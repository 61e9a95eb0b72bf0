"""Browsers that send photographs over several connections, as fast as the server takes them."""

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench import camera_files

BOUNDARY = "kadr-bench-boundary"


@dataclass(frozen=True)
class Sending:
    """One request: `head` and `tail` stand around the file's bytes in the body."""

    method: str
    path: str
    file: Path
    headers: dict[str, str]
    head: bytes = b""
    tail: bytes = b""


def send_all(port: int, sendings: list[Sending], connections: int) -> float:
    """Send everything; returns the seconds it took. Raises RuntimeError for a refusal."""
    waiting = iter(sendings)

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for sending in waiting_safely(waiting):
            send(connection, sending)
        connection.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(work) for _ in range(connections)]:
            done.result()
    return time.perf_counter() - started


def waiting_safely(waiting):
    """Several threads share one iterator: next() of a list's iterator is atomic."""
    while (sending := next(waiting, None)) is not None:
        yield sending


def send(connection: http.client.HTTPConnection, sending: Sending) -> None:
    length = len(sending.head) + sending.file.stat().st_size + len(sending.tail)
    connection.putrequest(sending.method, sending.path)
    for name, value in (sending.headers | {"Content-Length": str(length)}).items():
        connection.putheader(name, value)
    connection.endheaders(sending.head or None)
    with sending.file.open("rb") as file:
        connection.sock.sendfile(file)
    if sending.tail:
        connection.send(sending.tail)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{sending.path}: {answer.status} {body[:300]!r}")


def raw_put(gallery_id: int, browser: dict[str, str]) -> Callable[[Path], Sending]:
    """What Kadr's uploader sends; the upload id is a number, as of a browser without hashing."""

    def make(file: Path) -> Sending:
        upload_id, size = f"bench-{file.stem}", file.stat().st_size
        path = f"/studio/galleries/{gallery_id}/folders/proofs/uploads/{upload_id}"
        return Sending("PUT", f"{path}?name={quote(file.name)}&size={size}", file, browser)

    return make


def multipart(file: Path) -> Sending:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="{file.name}"'
        "\r\nContent-Type: image/jpeg\r\n\r\n"
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    tail = f"\r\n--{BOUNDARY}--\r\n"
    return Sending("POST", "/photos", file, kind, head.encode(), tail.encode())


def dav(file: Path) -> Sending:
    return Sending("PUT", f"/{file.name}", file, {})


def photos(folder: Path, count: int) -> list[Path]:
    """`count` different files as cameras write them, 24 megapixels and about 8.7 MB each."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [path.read_bytes() for path in camera_files.of_size(24)]
    paths = [folder / f"IMG_{number:04}.JPG" for number in range(1, count + 1)]
    for number, path in enumerate(paths):
        path.write_bytes(_numbered(kinds[number % len(kinds)], number))
    return paths


def _numbered(jpeg: bytes, number: int) -> bytes:
    """The same picture with a comment of its own, and so another file."""
    comment = f"copy {number:04}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]
