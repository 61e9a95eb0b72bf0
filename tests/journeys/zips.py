"""What an archive of finished photos must be."""

import http.client
import zipfile
from pathlib import Path

from tests.journeys.desk import Desk


def expect_archive(desk: Desk, address: str, saved: Path, photos: list[Path]) -> None:
    """`saved` opens, holds exactly the photos, and has the length that was announced; a download
    that broke off in the middle is continued with the same bytes.
    """
    whole = desk.ask("GET", address)
    assert whole.status == 200
    assert int(whole.headers["Content-Length"]) == len(whole.body) == saved.stat().st_size
    with zipfile.ZipFile(saved) as archive:
        assert sorted(archive.namelist()) == sorted(photo.name for photo in photos)
        for photo in photos:
            assert archive.read(photo.name) == photo.read_bytes(), photo.name
    middle = len(whole.body) // 2
    rest = desk.ask("GET", address, Range=f"bytes={middle}-", If_Range=whole.headers["ETag"])
    assert rest.status == 206
    assert rest.body == saved.read_bytes()[middle:]


def fetch_with_a_cut(desk: Desk, address: str, after_bytes: int) -> bytes:
    """What a browser has of a file whose connection breaks in the middle, and that it resumes."""
    connection = http.client.HTTPConnection("127.0.0.1", desk.stack.port, timeout=60)
    connection.request("GET", address, headers=desk.headers)
    answer = connection.getresponse()
    begun, etag = answer.read(after_bytes), answer.headers["ETag"]
    connection.sock.close()
    rest = desk.ask("GET", address, Range=f"bytes={len(begun)}-", If_Range=etag)
    assert rest.status == 206
    assert begun + rest.body != rest.body
    return begun + rest.body
