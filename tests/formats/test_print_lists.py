"""M-20: ordered prints as a spreadsheet and as folders of a lab."""

import csv
import io
import os
import shutil
import subprocess

import pytest

from formats.exports.picked import ScriptWords
from formats.print_lists import Prints, PrintWords, print_table, tree_on_macos, tree_on_windows
from tests.formats.exports import readers
from tests.formats.exports.picked import hostile_cells, hostile_names

SHELLS = [shell for shell in ("sh", "bash", "dash", "zsh") if shutil.which(shell)]
POLISH = PrintWords("plik", "format", "papier", "ilość", "zamówienie")


def prints(filename, copies=1, form="15×23", paper=""):
    return Prints(filename, form, paper, copies, (1001,))


def tree(folder):
    return sorted(
        os.path.join(os.path.relpath(here, folder), name)
        for here, _, names in os.walk(folder)
        for name in names
    )


def test_the_table_has_the_five_columns():
    wanted = [
        Prints("IMG_1.JPG", "15×23", "mat", 3, (1001, 1002)),
        Prints("=1+1.JPG", "10×15", "", 1, (1003,)),
    ]
    assert print_table(wanted, POLISH) == (
        "plik;format;papier;ilość;zamówienie\r\n"
        "IMG_1.JPG;15×23;mat;3;1001, 1002\r\n"
        "'=1+1.JPG;10×15;;1;1003\r\n"
    )


def test_hostile_names_stay_in_their_cell():
    wanted = [prints(name, paper=cell) for name in hostile_names() for cell in hostile_cells()]
    page = io.StringIO(print_table(wanted, POLISH), newline="")
    rows = list(csv.reader(page, delimiter=";"))
    assert {len(row) for row in rows} == {5}
    assert len(rows) == len(wanted) + 1


@pytest.mark.parametrize(
    ("form", "paper", "folder"),
    [
        ("15×23", "", ("15x23", "x2")),
        ("15×23", "mat", ("15x23", "mat", "x2")),
        ("../../etc", "a/b", ("-..-etc", "a-b", "x2")),
        ("..", "\\\\host\\c$", ("-", "-host-c$", "x2")),
        ("A4: 'duży' | błysk?", " . ", ("A4- 'duży' - błysk-", "-", "x2")),
    ],
)
def test_folders_are_names_that_lead_nowhere_else(form, paper, folder):
    assert prints("a.jpg", 2, form, paper).folder == folder


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_makes_the_tree_of_the_lab(shell, tmp_path):
    """Pictures only, exactly the ordered; what a name says is never run."""
    names = [
        "IMG_1.JPG",
        "IMG_10.JPG",
        "a & calc.jpg",
        "$(touch ran).jpg",
        "IMG_1.CR3",
        "%PATH%.tif",
    ]
    for name in names:
        (tmp_path / name).write_text(name)
    wanted = [
        prints("IMG_1.JPG", 2),
        prints("IMG_1.JPG", 1, "10×15", "błysk"),
        prints("a & calc.JPG", 3, "$(touch ran)"),
        prints("$(touch ran).JPG"),
        prints("%PATH%.JPG"),
        prints("IMG_7.JPG"),
    ]
    script = tmp_path / "odbitki.command"
    script.write_text(tree_on_macos(wanted, ScriptWords()))
    done = subprocess.run([shell, str(script)], capture_output=True, text=True, cwd="/")
    assert tree(tmp_path / "odbitki") == [
        "$(touch ran)/x3/a & calc.jpg",
        "10x15/błysk/x1/IMG_1.JPG",
        "15x23/x1/$(touch ran).jpg",
        "15x23/x1/%PATH%.tif",
        "15x23/x2/IMG_1.JPG",
    ]
    assert done.stdout == "Copied: 5\nMISSING:\n  IMG_7\n"
    assert not (tmp_path / "ran").exists()


def test_the_script_for_windows_has_the_same_folders_and_names():
    wanted = [prints("IMG_1.JPG", 2), prints("a & calc%PATH%.JPG", 2), prints("IMG_1.JPG", 1)]
    root = readers.powershell_tree(tree_on_windows(wanted, ScriptWords()).encode())
    entries = [
        [node.text.decode() for node in readers.nodes(entry, "verbatim_string_characters")]
        for entry in readers.nodes(root, "hash_entry")
    ]
    assert entries == [
        ["'odbitki/15x23/x2'", "'IMG_1'", "'a & calc%PATH%'"],
        ["'odbitki/15x23/x1'", "'IMG_1'"],
    ]
