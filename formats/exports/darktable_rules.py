"""Values for darktable's collection rule "filename", which takes a short list at a time."""

from collections.abc import Iterator, Sequence

from formats.exports.picked import Options, PickedPhoto, stems

LONGEST_RULE_BYTES = 255
MOST_RULES = 10


def rules(photos: Sequence[PickedPhoto], _options: Options) -> str:
    """A rule a line; after each ten, as many as fit a collection, an empty line."""
    found = list(_rules([f"{name}." for name in stems(photos)]))
    tens = (found[at : at + MOST_RULES] for at in range(0, len(found), MOST_RULES))
    return "\n".join("".join(f"{rule}\n" for rule in ten) for ten in tens)


def _rules(names: Sequence[str]) -> Iterator[str]:
    rule = ""
    for name in names:
        longer = f"{rule},{name}" if rule else name
        if len(longer.encode()) > LONGEST_RULE_BYTES:
            yield rule
            longer = name
        rule = longer
    if rule:
        yield rule
