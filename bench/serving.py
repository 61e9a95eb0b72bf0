"""What leaves Kadr: pictures with the permission checked, and the ZIP of a delivery."""

import hashlib
import http.client
import re
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import nginx, processes, senders, sessions
from bench.answers import undisturbed_s
from bench.figures import Figures, ratios
from bench.installation import Installation
from bench.machine import interpreter_slowness
from extensions import db
from media.storage import Storage
from models.delivery import DownloadRight
from models.photo import Folder, Photo
from services import deliveries
from tests import factories

PICPEAK_PER_S = 198  # the better of its published 158–198
PROOF_BYTES = 537_000
THUMB_BYTES = 22_000
CONNECTIONS = 8
PIECE_BYTES = 1024 * 1024


@dataclass
class Place:
    """A server and the address of one file on it."""

    name: str
    port: int
    path: str
    headers: dict[str, str]


def run(figures: Figures, quick: bool) -> None:
    with Installation(ACCEL_PREFIX="/media") as fast, Installation() as plain:
        for kadr in (fast, plain):
            kadr.start_web()
        _pictures(figures, fast, plain, 2 if quick else 5, 2 if quick else 3)
        _zip(figures, plain, 40 if quick else 200, 2 if quick else 3)


def _pictures(figures: Figures, fast: Installation, plain: Installation, s: int, rounds: int):
    figures.heading(f"One picture with its permission checked, wrk, {CONNECTIONS} connections")
    static = nginx.start_bare(fast)
    front = nginx.start_shipped(fast)
    for kind, size_bytes in (("thumb", THUMB_BYTES), ("proof", PROOF_BYTES)):
        (fast.folder / "bare" / "files" / f"{kind}.jpg").write_bytes(bytes(size_bytes))
        places = [
            _picture(fast, "nginx and gunicorn", kind, size_bytes, front),
            _picture(plain, "gunicorn alone", kind, size_bytes, plain.port),
            Place("nginx, static, nobody asked", static, f"/{kind}.jpg", {}),
        ]
        found = [[requests_per_s(place, s) for place in places] for _ in range(rounds)]
        speeds = [median(column) for column in zip(*found, strict=True)]
        figures.at_least(f"{kind}: {places[0].name}", speeds[0], 5 * PICPEAK_PER_S, "/s")
        for place, speed in zip(places[1:], speeds[1:], strict=True):
            figures.note(f"{kind}: {place.name}", f"{speed:,.0f} /s")


def _picture(kadr: Installation, name: str, kind: str, size_bytes: int, port: int) -> Place:
    with kadr.app.app_context():
        gallery = sessions.gallery_with(factories.make_studio(), 1)
        photo = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)).one()
        sessions.add_renditions([photo], {kind: size_bytes})
        Storage(kadr.media).put(photo.rendition_key(kind), bytes(size_bytes))
        path = f"/g/{gallery.code}/photos/{photo.id}/{kind}.jpg?v={photo.revision}"
        return Place(name, port, path, kadr.enter(gallery.invitations[0]))


def requests_per_s(place: Place, seconds: int) -> float:
    given = [part for name, value in place.headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *given]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{place.port}{place.path}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    if "Non-2xx" in told:
        raise RuntimeError(told)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def _zip(figures: Figures, kadr: Installation, count: int, rounds: int) -> None:
    place = _delivery(kadr, count)
    port = nginx.start_bare(kadr)
    static = Place("nginx", port, "/all.zip", {})
    whole = kadr.folder / "bare" / "files" / "all.zip"
    with whole.open("wb") as file:
        length, _ = _download(place, file.write)
    figures.heading(f"ZIP of a delivery: {count} files, {length / 1e9:.2f} GB")
    ours, theirs, waits = [], [], []
    for _ in range(rounds):
        for one, child, costs in ((place, "web", ours), (static, "bare", theirs)):
            before = processes.cpu_s(kadr.pids(child))
            _, wait_ms = _download(one)
            costs.append((processes.cpu_s(kadr.pids(child)) - before) / (length / 1e9))
            waits += [wait_ms] if child == "web" else []
    figures.at_most("first byte", median(waits), 20, "ms")
    figures.holds("Content-Length", f"{length:,}", "exact", zipfile.is_zipfile(whole))
    same = _is_same_half(place, whole)
    figures.holds("second half by Range", "same bytes" if same else "other bytes", "same", same)
    told = f"{median(ours):.2f} and {median(theirs):.2f} s/GB"
    figures.at_most("CPU, Kadr / nginx static", ratios(ours, theirs), 1.6, "×", told)


def _delivery(kadr: Installation, count: int) -> Place:
    with kadr.app.app_context():
        gallery = factories.make_gallery()
        gallery.delivery.download_right = DownloadRight.ALL
        kinds = [path.read_bytes() for path in senders.photos(kadr.folder / "camera", 8)]
        store = Storage(kadr.media)
        for number in range(count):
            photo = factories.make_photo(gallery, f"Łucja {number:04}.JPG", folder=Folder.FULL)
            data = kinds[number % len(kinds)]
            photo.size_bytes = len(data)
            store.put(photo.storage_key, data)
        db.session.commit()
        deliveries.hand_over(gallery, "Eva")
        gallery.sent_at = gallery.delivery.handed_over_at
        db.session.commit()
        browser = kadr.enter(gallery.invitations[0])
        path = f"/g/{gallery.code}/delivery/full.zip"
        return Place("Kadr", kadr.port, path, browser)


def _download(place: Place, take=None, start: int = 0) -> tuple[int, float]:
    """(bytes that came, milliseconds until the first one, as on a quiet machine).

    `take` is given each piece. Raises RuntimeError when they are not as many as announced.
    """
    connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=60)
    wanted = {"Range": f"bytes={start}-"} if start else {}
    slowness = interpreter_slowness()
    started_s = undisturbed_s()
    connection.request("GET", place.path, headers=place.headers | wanted)
    answer = connection.getresponse()
    piece = bytearray(PIECE_BYTES)
    came = answer.readinto(memoryview(piece)[:1])
    wait_ms = (undisturbed_s() - started_s) * 1000 / slowness
    announced = int(answer.headers["Content-Length"])
    if take:
        take(piece[:1])
    while length := answer.readinto(piece):
        came += length
        if take:
            take(memoryview(piece)[:length])
    connection.close()
    if came != announced or answer.status != (206 if start else 200):
        raise RuntimeError(f"{place.path}: {answer.status}, {came} of {announced} bytes")
    return came, wait_ms


def _is_same_half(place: Place, whole: Path) -> bool:
    start = whole.stat().st_size // 2
    resumed, true = hashlib.sha256(), hashlib.sha256()
    _download(place, resumed.update, start)
    with whole.open("rb") as file:
        file.seek(start)
        while piece := file.read(PIECE_BYTES):
            true.update(piece)
    return resumed.digest() == true.digest()
