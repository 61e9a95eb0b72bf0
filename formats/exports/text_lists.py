"""Plain lists of names: on one line, or a name a line."""

from collections.abc import Sequence

from formats.exports.picked import Options, PickedPhoto, listed_names, stems


def comma_line(photos: Sequence[PickedPhoto], options: Options) -> str:
    """One line only: a line break in what is pasted may cut Lightroom's text filter short."""
    return ", ".join(listed_names(photos, options))


def lines(photos: Sequence[PickedPhoto], options: Options) -> str:
    """Nothing behind the last name: no blank line is taken for a photo."""
    return "\n".join(listed_names(photos, options))


def windows_lines(photos: Sequence[PickedPhoto], options: Options) -> str:
    return "".join(f"{name}\r\n" for name in listed_names(photos, options))


def file_names(photos: Sequence[PickedPhoto], options: Options) -> str:
    """Whole names with the camera's extension, as Total Commander loads a selection."""
    if not options.raw_extension:
        return "".join(f"{name}\r\n" for name in dict.fromkeys(one.filename for one in photos))
    return "".join(f"{name}.{options.raw_extension}\r\n" for name in stems(photos))


def masks(photos: Sequence[PickedPhoto], _options: Options) -> str:
    """What Total Commander selects by: any file of a stem. A space or `;` wants quotes."""
    found = (f"{name}.*" for name in stems(photos))
    return " ".join(f'"{mask}"' if set(" ;") & set(mask) else mask for mask in found)
