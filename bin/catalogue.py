"""The Polish catalogue: collected from code and templates, checked, compiled."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

POLISH = Path("translations/pl/LC_MESSAGES/messages.po")
SKIPPED = {"tests", "bench", "bin", "migrations", "static", "instance", "translations", "docs"}
METHODS = [("templates/**.*", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.*": {"silent": "false"}}
LAZY = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}


def main(arguments: list[str]) -> int:
    """Update and compile the catalogue, or with --check print its faults. Returns the exit code."""
    catalogue = _read()
    if "--check" in arguments:
        faults = list(_faults(_collect(), catalogue))
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    catalogue.update(_collect(), no_fuzzy_matching=True, update_creation_date=False)
    _write(catalogue)
    return 0


def _collect() -> Catalog:
    found = Catalog(locale="pl", project="Kadr", charset="utf-8")
    texts = extract_from_dir(
        ".", METHODS, OPTIONS, DEFAULT_KEYWORDS | LAZY, directory_filter=_is_ours
    )
    for path, line, text, _, context in texts:
        found.add(text, locations=[(path, line)], context=context)
    return found


def _is_ours(folder: str | os.PathLike[str]) -> bool:
    top = Path(os.path.relpath(folder)).parts[0]
    return top not in SKIPPED and not top.startswith((".", "_"))


def _read() -> Catalog:
    if not POLISH.exists():
        return Catalog(locale="pl", project="Kadr", charset="utf-8")
    with POLISH.open("rb") as file:
        return read_po(file, locale="pl")


def _write(catalogue: Catalog) -> None:
    POLISH.parent.mkdir(parents=True, exist_ok=True)
    with POLISH.open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, width=0, ignore_obsolete=True)
    with POLISH.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def _faults(found: Catalog, catalogue: Catalog) -> Iterator[str]:
    for wanted in found:
        if not wanted.id:
            continue
        translated = catalogue.get(wanted.id, wanted.context)
        if translated is None:
            yield _fault(wanted, "is not in the Polish catalogue; run bin/i18n")
        elif not _is_complete(translated):
            yield _fault(wanted, "has no Polish yet")
    for message, errors in catalogue.check():
        yield _fault(message, "; ".join(str(error) for error in errors))
    if not _is_compiled(catalogue):
        yield f"{POLISH.with_suffix('.mo')} is older than {POLISH}; run bin/i18n"


def _is_complete(message: Message) -> bool:
    return not message.fuzzy and all(_forms(message))


def _forms(message: Message) -> list[str]:
    """The translation, one text per plural form."""
    strings = message.string or ""
    return [strings] if isinstance(strings, str) else list(strings)


def _is_compiled(catalogue: Catalog) -> bool:
    compiled = POLISH.with_suffix(".mo")
    if not compiled.exists():
        return False
    with compiled.open("rb") as file:
        known = read_mo(file)
    return all(
        (entry := _compiled_entry(known, message)) and _forms(entry) == _forms(message)
        for message in catalogue
        if message.id and _is_complete(message)
    )


def _compiled_entry(known: Catalog, message: Message) -> Message | None:
    # read_mo leaves the context as bytes.
    context: Any = message.context and message.context.encode()
    return known.get(message.id, context)


def _fault(message: Message, sentence: str) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    where = "".join(f"{path}:{line}: " for path, line in message.locations[:1])
    return f"{where}{text!r} {sentence}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
