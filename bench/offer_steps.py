"""One step of an offer's life in a process of its own: what it took, as a line of JSON.

CPU seconds of the step alone, which is handed its products from memory. Memory is the peak of the
process, and how much of that was there before the step.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from hashlib import md5
from pathlib import Path

from bench import offer_peer, processes
from bench.offered import CENTS, HEAD, different, products
from formats.offer_values import OfferedProduct
from formats.offers import WRITERS

BATCH = 500
DEARER_CENTS = 1100
_TABLE = "CREATE TABLE pieces (id INTEGER PRIMARY KEY, digest BLOB, body BLOB)"
_INSERT = "INSERT INTO pieces VALUES (?, ?, ?)"
_UPDATE = "UPDATE pieces SET digest = ?, body = ? WHERE id = ?"


def peer(folder: Path, count: int) -> None:
    offer_peer.write(products(count), folder / "peer.xml")


def cold(folder: Path, count: int) -> None:
    """Every product rendered, its digest taken and both kept in a table."""
    path = folder / "pieces.db"
    path.unlink(missing_ok=True)
    kept = sqlite3.connect(path)
    kept.execute("PRAGMA journal_mode = WAL")
    kept.execute(_TABLE)
    iof = WRITERS["iof"]
    for batch in _batches(products(count)):
        rows = [(one.id, iof.digest(one), iof.product(one)) for one in batch]
        kept.executemany(_INSERT, rows)
        kept.commit()
    kept.close()


def warm(folder: Path, count: int) -> None:
    """The full file of finished pieces, with its MD5."""
    iof, sums = WRITERS["iof"], md5(usedforsecurity=False)
    kept = sqlite3.connect(folder / "pieces.db")
    with (folder / "full.xml").open("wb") as file:
        for piece in _pieces(kept, iof.head(HEAD), iof.tail()):
            sums.update(piece)
            file.write(piece)
    kept.close()


def slice(folder: Path, count: int) -> None:
    """One product in a hundred is dearer: rendered, kept, and written to a slice."""
    iof, kept = WRITERS["iof"], sqlite3.connect(folder / "pieces.db")
    dirty = products(count // 100, DEARER_CENTS)
    with (folder / "slice.xml").open("wb") as file:
        file.write(iof.head(HEAD))
        for batch in _batches(dirty):
            known = dict(kept.execute(f"SELECT id, digest FROM pieces WHERE id IN ({_ids(batch)})"))
            digests = {one.id: iof.digest(one) for one in batch}
            changed = [one for one in batch if digests[one.id] != known[one.id]]
            rows = [(digests[one.id], iof.product(one), one.id) for one in changed]
            kept.executemany(_UPDATE, rows)
            file.writelines(body for _digest, body, _id in rows)
        file.write(iof.tail())
    kept.commit()
    kept.close()


def light(folder: Path, count: int) -> None:
    """Every light piece rendered; those are not kept."""
    iof = WRITERS["iof"]
    with (folder / "light.xml").open("wb") as file:
        file.write(iof.light_head(HEAD))
        for one in products(count):
            file.write(iof.light_product(one))
        file.write(iof.light_tail())


STEPS: dict[str, Callable[[Path, int], None]] = {
    "peer": peer,
    "cold": cold,
    "warm": warm,
    "slice": slice,
    "light": light,
}


def main() -> None:
    """`python -m bench.offer_steps STEP FOLDER COUNT`"""
    step, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    for cents in (CENTS, DEARER_CENTS):
        different(cents)
    own = processes.peak_rss_mb(os.getpid())
    began, cpu_s = time.perf_counter(), time.process_time()
    STEPS[step](folder, count)
    took = {"cpu_s": time.process_time() - cpu_s, "wall_s": time.perf_counter() - began}
    print(json.dumps(took | {"peak_mb": processes.peak_rss_mb(os.getpid()), "imported_mb": own}))


def _batches(offered: Iterable[OfferedProduct]) -> Iterable[list[OfferedProduct]]:
    batch: list[OfferedProduct] = []
    for one in offered:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _pieces(kept: sqlite3.Connection, head: bytes, tail: bytes) -> Iterable[bytes]:
    """Joined by the hundred: fewer calls to the sum and the file."""
    yield head
    rows = kept.execute("SELECT body FROM pieces ORDER BY id")
    while some := rows.fetchmany(BATCH // 5):
        yield b"".join(body for (body,) in some)
    yield tail


def _ids(batch: list[OfferedProduct]) -> str:
    return ",".join(str(one.id) for one in batch)


if __name__ == "__main__":
    main()
