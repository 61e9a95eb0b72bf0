"""The programs that names are exported for. A new one is one more row of PROGRAMS."""

from dataclasses import replace

from formats import searches
from formats.exports import (
    copy_scripts,
    darktable_rules,
    finder_searches,
    json_lists,
    sidecars,
    smart_collections,
    spreadsheets,
    text_lists,
    windows_searches,
)
from formats.exports.forms import EXTENSION, RAW_EXTENSION, SEARCH_FOLDER, Builder, Form, Program
from formats.searches import Search


def N_(text: str) -> str:  # noqa: N802 - the name that message catalogues look for
    return text


def _list(slug: str, name: str, builds: Builder, search: Search = searches.LISTED) -> Form:
    """Every name, whatever is in it, to be copied or downloaded."""
    return Form(
        slug, name, builds, search=search, can_be_copied=True, keeps_all=True, asks=(EXTENSION,)
    )


def _text(slug: str, name: str, builds: Builder, search: Search, *asks: str) -> Form:
    return Form(slug, name, builds, search=search, can_be_copied=True, asks=asks)


def _file(slug: str, name: str, builds: Builder, search: Search, ending: str, *asks: str) -> Form:
    return Form(slug, name, builds, ending, "application/octet-stream", search=search, asks=asks)


def _table(slug: str, name: str, builds: Builder) -> Form:
    return Form(
        slug,
        name,
        builds,
        "csv",
        "text/csv; charset=utf-8",
        "utf-8-sig",
        can_be_copied=True,
        keeps_all=True,
    )


def _powershell(slug: str, name: str, builds: Builder) -> Form:
    return Form(
        slug,
        name,
        builds,
        "ps1",
        encoding="utf-8-sig",
        search=searches.WINDOWS_FILES,
        can_be_copied=True,
    )


_LIGHTROOM = (
    _list("text", N_("Text filter"), text_lists.comma_line, searches.LIGHTROOM_TEXT),
    _file(
        "collection",
        N_("Smart collection"),
        smart_collections.smart_collection,
        searches.LIGHTROOM_RULES,
        "lrsmcol",
    ),
    _file(
        "collection-by-day",
        N_("Collection with the day"),
        smart_collections.smart_collection_by_day,
        searches.LIGHTROOM_RULES_BY_DAY,
        "lrsmcol",
    ),
)
_XMP = replace(
    _file("xmp", N_("XMP files"), sidecars.sidecars, searches.ARCHIVED_FILES, "zip"),
    content_type="application/zip",
)
_XMP_BY_FILE = replace(_XMP, asks=(RAW_EXTENSION,))
_COPY_ON_WINDOWS = _powershell("copy-windows", N_("Script for Windows"), copy_scripts.for_windows)
_COPY_ON_MACOS = _file(
    "copy-macos",
    N_("Script for macOS"),
    copy_scripts.for_macos,
    searches.FILES,
    "command",
)
_SELECTS = (
    _file(
        "selects-macos",
        N_("Selects, macOS"),
        copy_scripts.selects_for_macos,
        searches.FILES,
        "command",
    ),
    _powershell("selects-windows", N_("Selects, Windows"), copy_scripts.selects_for_windows),
)
_WINDOWS_SEARCH = _file(
    "search",
    N_("Saved search"),
    windows_searches.saved_search,
    searches.WINDOWS_SEARCH,
    "search-ms",
    SEARCH_FOLDER,
)
_FINDER_SEARCH = _file(
    "search",
    N_("Saved search"),
    finder_searches.saved_search,
    searches.FINDER_SEARCH,
    "savedSearch",
)
_DARKTABLE = _text(
    "rules", N_("Values for a collection"), darktable_rules.rules, searches.DARKTABLE
)
_TOTAL_COMMANDER = (
    _text(
        "files",
        N_("List of files"),
        text_lists.file_names,
        searches.WINDOWS_FILES,
        RAW_EXTENSION,
    ),
    _text("masks", N_("Masks"), text_lists.masks, searches.WINDOWS_SEARCH),
)
_TABLES = (
    _table("photos", N_("A row a photo"), spreadsheets.by_photo),
    _table("people", N_("By person"), spreadsheets.by_person),
)
_JSON = Form(
    "photos",
    "JSON",
    json_lists.json_list,
    "json",
    "application/json",
    can_be_copied=True,
    keeps_all=True,
)

# The safest form of each stands first.
PROGRAMS = (
    Program("lightroom", "Lightroom Classic", (*_LIGHTROOM, _XMP)),
    Program(
        "capture-one",
        "Capture One",
        (_XMP, *_SELECTS, _list("list", N_("List of names"), text_lists.lines)),
    ),
    Program("bridge", "Adobe Bridge / Photoshop", (_XMP, _COPY_ON_WINDOWS, _COPY_ON_MACOS)),
    Program("photo-mechanic", "Photo Mechanic", (_XMP, _COPY_ON_WINDOWS, _COPY_ON_MACOS)),
    Program("digikam", "digiKam", (_XMP_BY_FILE, _COPY_ON_WINDOWS, _COPY_ON_MACOS)),
    Program("windows", N_("Windows (copying files)"), (_COPY_ON_WINDOWS, _WINDOWS_SEARCH)),
    Program("macos", N_("macOS (copying files)"), (_COPY_ON_MACOS, _FINDER_SEARCH)),
    Program("darktable", "darktable", (_DARKTABLE, _XMP_BY_FILE)),
    Program("total-commander", "Total Commander", _TOTAL_COMMANDER),
    Program("txt", N_("TXT list"), (_list("list", N_("Names"), text_lists.windows_lines),)),
    Program("csv", "CSV", _TABLES),
    Program("json", "JSON", (_JSON,)),
)
PROGRAMS_BY_SLUG = {program.slug: program for program in PROGRAMS}
