"""A smart collection of Lightroom Classic (`.lrsmcol`): a Lua table with a rule for each photo."""

import uuid
from collections.abc import Sequence

from formats.exports.picked import Options, PickedPhoto, stems
from formats.stems import stem

_IDS = uuid.UUID("5d0c2f66-2f0b-4c6e-9a53-8d3b6f6f1c11")


def smart_collection(photos: Sequence[PickedPhoto], options: Options) -> str:
    """Begins with the stem and a dot: any RAW extension, never IMG_10 for IMG_1."""
    return _collection([_all_of(_name_rules(name)) for name in stems(photos)], options)


def smart_collection_by_day(photos: Sequence[PickedPhoto], options: Options) -> str:
    """The same, and taken that day: a catalogue has an IMG_0001 for every card that rolled over."""
    wanted = dict.fromkeys(
        (stem(photo.filename), photo.captured_at.date().isoformat() if photo.captured_at else "")
        for photo in photos
    )
    return _collection(
        [_all_of([*_name_rules(name), *_day_rules(day)]) for name, day in wanted], options
    )


def _name_rules(name: str) -> list[str]:
    # Lightroom splits a value at spaces, so each word is a rule of its own.
    first, *words = f"{name}.".split()
    return [_name_rule("beginsWith", first), *(_name_rule("all", word) for word in words)]


def _name_rule(operation: str, value: str) -> str:
    return (
        f'{{\n\tcriteria = "filename",\n\toperation = "{operation}",\n'
        f'\tvalue = {_quoted(value)},\n\tvalue2 = "",\n}},\n'
    )


def _day_rules(day: str) -> list[str]:
    rule = f'{{\n\tcriteria = "captureTime",\n\toperation = "==",\n\tvalue = "{day}",\n}},\n'
    return [rule] if day else []


def _all_of(rules: list[str]) -> str:
    """One rule as it is; several stand in a group."""
    if len(rules) == 1:
        return rules[0]
    return f'{{\n{_indented("".join(rules))}\tcombine = "intersect",\n}},\n'


def _collection(rules: list[str], options: Options) -> str:
    body = "".join(rules) + 'combine = "union",\n'
    title = _quoted(options.title)
    fields = (
        f'id = "{uuid.uuid5(_IDS, options.title + body)}",\n'
        f"internalName = {title},\ntitle = {title},\n"
        f'type = "LibrarySmartCollection",\n'
        f"value = {{\n{_indented(body)}}},\nversion = 0,\n"
    )
    return f"s = {{\n{_indented(fields)}}}\n"


def _indented(text: str) -> str:
    """Whole lines, one tab further in."""
    return "\t" + text[:-1].replace("\n", "\n\t") + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "") + '"'
