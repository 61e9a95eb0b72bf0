"""Scripts that copy the picked files, with RAW files and sidecars, out of a folder."""

from collections.abc import Sequence

from formats.exports.picked import Options, PickedPhoto, stems
from formats.powershell_script import powershell_script
from formats.shell_script import shell_script

# Folders of a Capture One session.
CAPTURE, SELECTS = "Capture", "Selects"


def for_macos(photos: Sequence[PickedPhoto], options: Options) -> str:
    words = options.script_words
    return shell_script({words.folder: stems(photos)}, words)


def for_windows(photos: Sequence[PickedPhoto], options: Options) -> str:
    words = options.script_words
    return powershell_script({words.folder: stems(photos)}, words)


def selects_for_macos(photos: Sequence[PickedPhoto], options: Options) -> str:
    return shell_script({SELECTS: stems(photos)}, options.script_words, subfolder=CAPTURE)


def selects_for_windows(photos: Sequence[PickedPhoto], options: Options) -> str:
    return powershell_script({SELECTS: stems(photos)}, options.script_words, subfolder=CAPTURE)
