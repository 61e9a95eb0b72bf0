"""What it costs to take photographs in: Kadr's PUT beside Werkzeug's multipart and nginx's PUT."""

import hashlib
import shutil
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench import nginx, processes, senders
from bench.figures import Figures, ratios
from bench.installation import Installation
from bench.senders import Sending
from tests import factories

CONNECTIONS = 2
SERVER = ("--workers", "1", "--threads", "4")
WARM_UP = 4
PIECE_BYTES = 256 * 1024


@dataclass
class Way:
    """One way in: `prepare` gives what to send in a round, afterwards CPU s/GB and MB/s stand."""

    name: str
    port: int
    child: str
    prepare: Callable[[], list[Sending]]
    cpu: list[float] = field(default_factory=list)
    speed: list[float] = field(default_factory=list)


def run(figures: Figures, count: int, rounds: int) -> None:
    """Measure in rounds; Kadr's CPU s/GB and its ratio to multipart become the figure."""
    with Installation() as kadr:
        files = senders.photos(kadr.folder / "camera", count)
        size_bytes = sum(file.stat().st_size for file in files)
        figures.heading(f"Uploads: {count} photos of {size_bytes / count / 1e6:.1f} MB, 1 worker")
        ways = [_kadr(kadr, files), _multipart(kadr, files), _dav(kadr, files)]
        for way in ways:
            senders.send_all(way.port, way.prepare()[:WARM_UP], CONNECTIONS)
        sums = []
        for _ in range(rounds):
            for way in ways:
                _send(kadr, way, size_bytes / 1e9)
            sums.append(_sums_s(files) / (size_bytes / 1e9))
        _tell(figures, ways, sums)
        _tell_memory(figures, kadr)


def _kadr(kadr: Installation, files: list[Path]) -> Way:
    kadr.start_web(*SERVER)
    with kadr.app.app_context():
        user = factories.make_user()
        user_id, browser = user.id, kadr.sign_in(user)

    def prepare() -> list[Sending]:
        """A gallery of its own: what is here already would not be received again."""
        shutil.rmtree(kadr.media / "galleries", ignore_errors=True)
        with kadr.app.app_context():
            gallery_id = factories.make_gallery(_studio_of(user_id)).id
        return [senders.raw_put(gallery_id, browser)(file) for file in files]

    return Way("Kadr: PUT, SHA-256, CRC-32, fsync, row", kadr.port, "web", prepare)


def _studio_of(user_id: int):
    from extensions import db
    from models.user import User

    return db.session.get_one(User, user_id).studio


def _multipart(kadr: Installation, files: list[Path]) -> Way:
    folder = kadr.folder / "multipart"
    folder.mkdir()
    kadr.environment |= {"PEER_FOLDER": str(folder), "TMPDIR": str(folder)}
    port = kadr.another_port()
    bind = ["-c", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", *SERVER]
    command = [sys.executable, "-m", "gunicorn", *bind, "bench.multipart_peer:app"]
    kadr.start("multipart", command, port)
    return Way(
        "multipart: request.files and save()",
        port,
        "multipart",
        lambda: [senders.multipart(file) for file in files],
    )


def _dav(kadr: Installation, files: list[Path]) -> Way:
    port = nginx.start_bare(kadr)

    def prepare() -> list[Sending]:
        for path in (kadr.folder / "bare" / "files").iterdir():
            path.unlink()
        return [senders.dav(file) for file in files]

    return Way("nginx: dav PUT, no application", port, "bare", prepare)


def _send(kadr: Installation, way: Way, size_gb: float) -> None:
    sendings = way.prepare()
    pids = kadr.pids(way.child)
    before = processes.cpu_s(pids)
    took_s = senders.send_all(way.port, sendings, CONNECTIONS)
    way.cpu.append((processes.cpu_s(pids) - before) / size_gb)
    way.speed.append(size_gb * 1000 / took_s)


def _sums_s(files: list[Path]) -> float:
    """CPU seconds of nothing but the two sums over the same bytes."""
    piece = bytearray(PIECE_BYTES)
    spent = 0.0
    for path in files:
        sha256, crc32 = hashlib.sha256(), 0
        with path.open("rb", buffering=0) as file:
            while length := file.readinto(piece):
                started = time.thread_time()
                with memoryview(piece)[:length] as part:
                    sha256.update(part)
                    crc32 = zlib.crc32(part, crc32)
                spent += time.thread_time() - started
    return spent


def _tell(figures: Figures, ways: list[Way], sums: list[float]) -> None:
    ours, multipart, dav = ways
    for way in ways:
        cost = f"{median(way.cpu):.2f} s/GB, {median(way.speed):.0f} MB/s"
        figures.note(way.name, cost)
    figures.note("the two sums alone", f"{median(sums):.2f} s/GB")
    bare = [max(0.01, whole - sum_s) for whole, sum_s in zip(ours.cpu, sums, strict=True)]
    gain = ratios(multipart.cpu, ours.cpu)
    figures.note("whole PUT, sums included: multipart / Kadr", f"{gain:.2f} ×")
    figures.note("whole PUT, sums included: Kadr / nginx", f"{ratios(ours.cpu, dav.cpu):.2f} ×")
    figures.at_least("without the sums: multipart / Kadr", ratios(multipart.cpu, bare), 4, "×")
    figures.at_most("without the sums: Kadr / nginx", ratios(bare, dav.cpu), 1.5, "×")
    figures.figure = f"{median(ours.cpu):.2f} CPU s/GB received"
    figures.ratio = f"{gain:.2f} × less than multipart"


def _tell_memory(figures: Figures, kadr: Installation) -> None:
    """The worker's own memory after all rounds; what it shares with its master is counted once."""
    worker = kadr.pids("web")[-1]
    peak = f"{processes.peak_rss_mb(worker):.0f} MB at most with what it shares"
    figures.at_most("memory of the web worker (PSS)", processes.pss_mb([worker]), 80, "MB", peak)
