"""Ordered prints for a lab: a spreadsheet, and scripts that sort pictures into its folders."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from formats.csv_cells import csv_text
from formats.exports.picked import ScriptWords
from formats.powershell_script import powershell_script
from formats.shell_script import PICTURES, shell_script
from formats.stems import stem

ROOT = "odbitki"
_UNSAFE = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+')


@dataclass(frozen=True)
class Prints:
    """So many copies of one photo in one format on one paper, added up over the orders."""

    filename: str
    format: str
    paper: str
    copies: int
    order_numbers: tuple[int, ...]

    @property
    def folder(self) -> tuple[str, ...]:
        """`15x23/mat/x2`, in names that every system takes."""
        parts = [_part(name) for name in (self.format, self.paper) if name.strip()]
        return *parts, f"x{self.copies}"


@dataclass(frozen=True)
class PrintWords:
    """What the spreadsheet calls its columns; the caller translates."""

    filename: str = "file"
    format: str = "format"
    paper: str = "paper"
    copies: str = "quantity"
    orders: str = "order"


def print_table(prints: Sequence[Prints], words: PrintWords) -> str:
    head = words.filename, words.format, words.paper, words.copies, words.orders
    rows = (
        (one.filename, one.format, one.paper, one.copies, ", ".join(map(str, one.order_numbers)))
        for one in prints
    )
    return csv_text([head, *rows])


def tree_on_macos(prints: Sequence[Prints], words: ScriptWords) -> str:
    """Copies the pictures of each stem into `odbitki/15x23/mat/x2`; overwrites nothing."""
    return shell_script(_tree(prints), words, only=PICTURES)


def tree_on_windows(prints: Sequence[Prints], words: ScriptWords) -> str:
    """The same for PowerShell: a batch file would run what `%` and `&` in a name say."""
    return powershell_script(_tree(prints), words, only=PICTURES)


def _tree(prints: Sequence[Prints]) -> dict[str, list[str]]:
    tree: dict[str, dict[str, None]] = {}
    for one in prints:
        tree.setdefault("/".join((ROOT, *one.folder)), {})[stem(one.filename)] = None
    return {folder: list(stems) for folder, stems in tree.items()}


def _part(name: str) -> str:
    """One folder's name: `15×23` as labs write it, nothing that leads elsewhere."""
    return _UNSAFE.sub("-", name.replace("×", "x")).strip(" .") or "-"
