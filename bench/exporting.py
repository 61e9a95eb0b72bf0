"""bench/exports: what it costs to write 5,000 names down, and to audit them, in every form.

Half of the photos of a session are picked. Peer of the same rounds: comparing every picked name
with every other one, which is what an audit does that was not thought about. CPU seconds.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.figures import Figures, ratios
from formats.exports.forms import Form, build
from formats.exports.picked import Options, PickedPhoto, Wish
from formats.exports.programs import PROGRAMS
from formats.stems import stem

PICKED = 5_000
LIMIT_S = 1.0
ROUNDS = 3
# Names of cameras, and of people who rename: the second has spaces and Polish letters.
PATTERNS = {"camera": "_DSC{:04}.JPG", "renamed": "Ślub Łucji i Żanety {:05} plener.jpg"}
START = datetime(2026, 5, 1, 12, tzinfo=UTC)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    figures, worst, shares = Figures(), 0.0, []
    for name, pattern in PATTERNS.items():
        photos = _session(pattern)
        figures.heading(f"{PICKED:,} of {2 * PICKED:,} names, {name}: {photos[0].filename}")
        for title, form in _forms().items():
            spent = [
                _seconds(lambda form=form, photos=photos: _take(form, photos))
                for _ in range(rounds)
            ]
            figures.at_most(title, median(spent), LIMIT_S, "s")
            worst = max(worst, median(spent))
        shares.append(_share(figures, photos, rounds))
    figures.figure = f"{worst:.2f} s for the slowest form with its audit"
    figures.ratio = f"{max(shares):.2f} x comparing every pair"
    return figures.conclude()


def _session(pattern: str) -> list[PickedPhoto]:
    wish = (Wish("Łucja Wójcik", "lucja@example.com", 1001, "extra", "jaśniej"),)
    return [
        PickedPhoto(
            filename=pattern.format(number),
            captured_at=START + timedelta(seconds=7 * number),
            number=number,
            order_numbers=(1001,),
            note="jaśniej, a horyzont prosto",
            kind="extra",
            wishes=wish,
        )
        for number in range(2 * PICKED)
    ]


def _forms() -> dict[str, Form]:
    """Each form once: programs share some."""
    named = {form: f"{program.name}: {form.name}" for program in PROGRAMS for form in program.forms}
    return {name: form for form, name in named.items()}


def _take(form: Form, photos: list[PickedPhoto]) -> None:
    picked = photos[::2]
    form.audit(picked, [photo.shot for photo in photos])
    build(form, picked, Options(title="Ślub", search_folder="D:\\Zdjęcia"))


def _share(figures: Figures, photos: list[PickedPhoto], rounds: int) -> float:
    """The audit of the text filter beside the plain way to the same answer."""
    text = PROGRAMS[0].forms[0]
    shots = [photo.shot for photo in photos]
    ours = [_seconds(lambda: text.audit(photos[::2], shots)) for _ in range(rounds)]
    theirs = [_seconds(lambda: _every_pair(photos)) for _ in range(rounds)]
    figures.note("the audit of the text filter alone", f"{median(ours):.2f} s")
    figures.note("every pair of names compared", f"{median(theirs):.2f} s")
    return ratios(ours, theirs)


def _every_pair(photos: list[PickedPhoto]) -> dict[str, list[str]]:
    picked = [stem(photo.filename).casefold() for photo in photos[::2]]
    others = [stem(photo.filename).casefold() for photo in photos[1::2]]
    return {name: [other for other in others if name in other] for name in picked}


def _seconds(work: Callable[[], object]) -> float:
    started_at = time.process_time()
    work()
    return time.process_time() - started_at


if __name__ == "__main__":
    sys.exit(main())
