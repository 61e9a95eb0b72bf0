"""bench/gallery: server time, weight, statements and requests a second of the client's wall.

Peer of the same run: the same photos in a plain Flask template, with url_for and a row per photo.
"""

import argparse
import http.client
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace

from bench import sessions
from bench.answers import Asker, Timing
from bench.figures import Figures, ratios
from bench.gallery_peer import create_peer
from bench.installation import Installation
from bench.pages import linked_files, weight_kb
from bench.serving import Place, requests_per_s
from blueprints.proofing import figures as markup
from blueprints.proofing import tag
from extensions import db
from models import roll
from models.photo import Folder, Photo
from tests import factories

SIZES = (100, 1000, 5000)
JUDGED = 1000  # the size that the goals speak of
PICKED = 20


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/gallery", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="fewer rounds, about half a minute")
    is_quick = asked.parse_args().quick
    figures = Figures()
    tag.ROUND_S = 10**9  # no tag ends its round while it is measured
    started = time.perf_counter()
    with Installation(on_disk=True) as kadr, kadr.app.app_context():
        counts = {size: _measure(figures, kadr, size, 3 if is_quick else 7) for size in SIZES}
        _statements(figures, counts)
        _serve(figures, kadr, 2 if is_quick else 6)
    print(f"\n{time.perf_counter() - started:.0f} s", flush=True)
    return figures.conclude()


class Wall:
    """A gallery of so many photos, twenty of them in a cart, and the browser of its client."""

    def __init__(self, kadr: Installation, size: int):
        gallery = sessions.gallery_with(
            factories.make_studio(), size, package_photo_count=5, extra_photo_cents=4000
        )
        photos = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)).all()
        invitation = gallery.invitations[0]
        factories.make_cart(invitation, photos[: size // 2 : size // 2 // PICKED], ["jaśniej"] * 3)
        self.path = f"/g/{gallery.code}/photos"
        self.whole = f"{self.path}?until={photos[-1].id}"
        self.far = f"{self.path}?after={size // 2 // 60 * 60}"
        self.headers = _with_session(kadr, kadr.enter(invitation), self.path)
        self.asker = Asker(kadr, self.headers)
        self.tag = self.asker.get(self.path).headers["ETag"]


def _measure(figures: Figures, kadr: Installation, size: int, rounds: int) -> dict[str, int]:
    """Figures of one size; returns the statements of each answer."""
    figures.heading(f"{size:,} photos: CPU time of one request")
    wall = Wall(kadr, size)
    peer = Asker(SimpleNamespace(app=create_peer(db.engine)), wall.headers)
    spent: dict[str, list[Timing]] = {}
    for _ in range(rounds):
        for name, asker, ask in _answers(wall, peer):
            spent.setdefault(name, []).append(_cpu(asker, ask))
    told = {name: _median(timings) for name, timings in spent.items()}
    for name, limit in (("first view", 2.5), ("304", 0.5)):
        _told(figures, f"{name}", told[name], limit if size == JUDGED else None)
    for name in ("whole page", "after a photo has changed", "60 photos further down", "peer"):
        _told(figures, name, told[name], None)
    of_peer = ratios(_each(spent["whole page"]), _each(spent["peer"]))
    if size == JUDGED:
        figures.at_most("whole page, of the plain Flask page", of_peer, 0.3, "×")
        figures.figure, figures.ratio = f"{told['first view'].quiet_ms:.2f} ms", f"{of_peer:.2f}"
    else:
        figures.note("whole page, of the plain Flask page", f"{of_peer:.2f} ×")
    _weigh(figures, wall, is_judged=size == JUDGED)
    return {name: timing.count for name, timing in told.items() if name != "peer"}


def _answers(wall: Wall, peer: Asker):
    """(name, who asks, what) in the order of a round."""
    yield "first view", wall.asker, lambda one: one.get(wall.path)
    yield "304", wall.asker, lambda one: one.get(wall.path, **{"If-None-Match": wall.tag})
    yield "whole page", wall.asker, lambda one: one.get(wall.whole)
    yield "peer", peer, lambda one: one.get(wall.path)
    yield (
        "60 photos further down",
        wall.asker,
        lambda one: one.get(wall.far, **{"HX-Request": "true"}),
    )
    yield "after a photo has changed", wall.asker, lambda one: (_forget(), one.get(wall.path))


def _cpu(asker: Asker, ask: Callable[[Asker], object]) -> Timing:
    return asker.repeat(5, lambda one, _number: ask(one), time.thread_time)


def _forget() -> None:
    """What is kept between requests is made anew."""
    markup._free.cache_clear()
    roll._read.cache_clear()


def _told(figures: Figures, name: str, timing: Timing, limit: float | None) -> None:
    beside = f"{timing.told}, {timing.count} statements"
    if limit is None:
        figures.note(name, f"{timing.quiet_ms:.2f} ms ({beside})")
    else:
        figures.at_most(name, timing.quiet_ms, limit, "ms", beside)


def _weigh(figures: Figures, wall: Wall, is_judged: bool) -> None:
    page = wall.asker.get(wall.path).text
    texts, fonts = linked_files(wall.asker, page)
    html, files = weight_kb(page.encode()), sum(map(weight_kb, texts.values()))
    shown = f"page {html:.1f} with {page.count('<img')} pictures"
    beside = f"{shown}, {len(texts)} files {files:.1f}; gzip 6"
    if is_judged:
        figures.at_most("page, styles, scripts, icons", html + files, 60, "kB", beside)
    else:
        figures.note("page, styles, scripts, icons", f"{html + files:.1f} kB ({beside})")
    font_kb = sum(map(len, fonts.values())) / 1000
    figures.note("fonts asked for at once, apart", f"{font_kb:.1f} kB in {len(fonts)} files")
    figures.note("whole page", f"{weight_kb(wall.asker.get(wall.whole).data):.1f} kB")


def _statements(figures: Figures, counts: dict[int, dict[str, int]]) -> None:
    figures.heading("Statements of a page")
    for name in counts[JUDGED]:
        found = [counts[size][name] for size in SIZES]
        told = ", ".join(map(str, found))
        figures.holds(f"{name}: 100, 1,000, 5,000 photos", told, "constant", len(set(found)) == 1)


def _serve(figures: Figures, kadr: Installation, seconds: int) -> None:
    figures.heading("Requests a second: gunicorn as deployed, wrk beside it, 8 connections")
    kadr.start_web()
    for size in SIZES:
        wall = Wall(kadr, size)
        known = wall.headers | {"If-None-Match": _served_tag(kadr.port, wall)}
        places = [
            Place("first view", kadr.port, wall.path, wall.headers),
            Place("whole page", kadr.port, wall.whole, wall.headers),
            Place("304", kadr.port, wall.path, known),
        ]
        told = [f"{one.name} {requests_per_s(one, seconds):,.0f}" for one in places]
        figures.note(f"{size:,} photos", ", ".join(told))
    kadr.end("web")


def _served_tag(port: int, wall: Wall) -> str:
    """The deployed workers end the rounds of their tags, so theirs is not the one in process."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", wall.path, headers=wall.headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["ETag"]


def _with_session(kadr: Installation, headers: dict[str, str], path: str) -> dict[str, str]:
    """The same browser after its first page, which gave it a session."""
    answer = Asker(kadr, headers).get(path)
    given = "; ".join(one.partition(";")[0] for one in answer.headers.getlist("Set-Cookie"))
    return headers | {"Cookie": f"{headers['Cookie']}; {given}"}


def _median(timings: list[Timing]) -> Timing:
    """All answers of all rounds together."""
    whole = Timing()
    for one in timings:
        whole.ms += one.ms
        whole.slowness += one.slowness
        whole.statements += one.statements
    return whole


def _each(timings: list[Timing]) -> list[float]:
    return [one.quiet_ms for one in timings]


if __name__ == "__main__":
    sys.exit(main())
