"""All files from one storage into another, as from a disk into a bucket.

What is there with the same length and SHA-256 is left alone, so a copy that broke off goes on.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from media.storage import Storage, Stored

AT_ONCE = 8
TOLD_EVERY = 500


@dataclass
class FilesCopied:
    """`failed` are keys with the reason: to be tried again."""

    sent: int = 0
    there: int = 0
    sent_bytes: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def copy(source: Storage, target: Storage) -> Iterator[FilesCopied]:
    """Every file of the source, several at a time; tells now and then how far it is."""
    so_far, entries = FilesCopied(), source.entries("")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while batch := list(islice(entries, TOLD_EVERY)):
            sendings = pool.map(lambda entry: _copy(source, target, entry), batch)
            _count(so_far, zip(batch, sendings, strict=True))
            yield so_far


def _count(so_far: FilesCopied, sendings: Iterable[tuple[Stored, bool | str]]) -> None:
    for entry, outcome in sendings:
        if isinstance(outcome, str):
            so_far.failed.append((entry.key, outcome))
        elif outcome:
            so_far.sent += 1
            so_far.sent_bytes += entry.size_bytes
        else:
            so_far.there += 1


def _copy(source: Storage, target: Storage, entry: Stored) -> bool | str:
    """Was it sent? Or why it could not be. The target compares what it got."""
    try:
        if _is_there(source, target, entry):
            return False
        with source.open(entry.key) as file:
            target.send(entry.key, file)
    except OSError as error:
        return str(error) or type(error).__name__
    return True


def _is_there(source: Storage, target: Storage, entry: Stored) -> bool:
    try:
        if target.size(entry.key) != entry.size_bytes:
            return False
        return target.sha256(entry.key) == source.sha256(entry.key)
    except FileNotFoundError:
        return False
