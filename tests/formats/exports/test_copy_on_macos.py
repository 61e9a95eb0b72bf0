"""M-17, M-19: the copy script, run for real by every shell there is, on a tree with decoys."""

import os
import shutil
import subprocess
import time

import pytest

from formats.exports.picked import ScriptWords
from formats.shell_script import PICTURES, shell_script
from formats.stems import stem
from tests.formats.exports.picked import exported, hostile_names, photos

SHELLS = [shell for shell in ("sh", "bash", "dash", "zsh") if shutil.which(shell)]
HARMFUL = (
    "a & calc.jpg",
    "$(touch ran).jpg",
    "`touch ran`.jpg",
    "%PATH%.jpg",
    "'; touch ran; '.jpg",
    '"; touch ran; ".jpg',
    "'\\''$(touch ran)'.jpg",
    "a\nb.jpg",
    "a\n touch ran\n.jpg",
    "a\rb.jpg",
    "-rf.jpg",
    "--help.jpg",
    "*.jpg",
    "[a-z].jpg",
    "?.jpg",
    "~root.jpg",
    "#hash.jpg",
    "!x.jpg",
    "\\.jpg",
    "a\\nb.jpg",
    "(.jpg",
    "].jpg",
    "=.jpg",
    " leading.jpg",
    "trailing .jpg",
    "two  spaces.jpg",
    "\x1b[2Jx.jpg",
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Ślub & $(x) 'sesja'"
    made.mkdir()
    return made


@pytest.fixture(params=SHELLS)
def run(request, folder, tmp_path):
    """Runs a script in the folder; gives what it printed and how it ended."""

    def started(form, picked):
        script = tmp_path / "downloads" / "Eksport.command"
        script.parent.mkdir(exist_ok=True)
        script.write_bytes(exported(form, picked).data)
        command = [request.param, str(script), str(folder)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60)
        assert done.stderr == b""
        assert not list(tmp_path.rglob("ran"))
        return done.stdout.decode(errors="replace"), done.returncode

    return started


def lay(folder, *names):
    for name in names:
        (folder / name).write_text(name)


def copied(folder, into="picked"):
    target = folder / into
    return sorted(os.listdir(target)) if target.exists() else []


def test_exactly_the_picked_are_copied_whatever_lies_beside_them(run, folder):
    """M-19: IMG_1 and never IMG_10; the RAW file, the sidecar of either kind, the JPG."""
    wanted = ["IMG_1.CR3", "IMG_1.JPG", "IMG_1.xmp", "IMG_1.CR3.xmp", "_DSC0042.NEF", "a.b.RAF"]
    decoys = ["IMG_10.CR3", "IMG_100.CR3", "IMG_1.b.CR3", "XIMG_1.CR3", "IMG_1-2.CR3", "a.c.RAF"]
    lay(folder, *wanted, *decoys, "IMG_2.CR3.txt")
    told, code = run("macos/copy-macos", photos("IMG_1.JPG", "_DSC0042.JPG", "a.b.JPG"))
    assert copied(folder) == sorted(wanted)
    assert (told, code) == ("Copied: 6\n", 0)


def test_missing_ones_are_listed_at_the_end_and_the_script_fails(run, folder):
    """M-19."""
    lay(folder, "IMG_1.CR3")
    told, code = run("macos/copy-macos", photos("IMG_1.JPG", "IMG_7.JPG", "Łódź 9.JPG"))
    assert told == "Copied: 1\nMISSING:\n  IMG_7\n  Łódź 9\n"
    assert code == 1


def test_nothing_is_ever_overwritten(run, folder):
    (folder / "picked").mkdir()
    (folder / "picked" / "IMG_1.CR3").write_text("older")
    lay(folder, "IMG_1.CR3")
    told, _ = run("macos/copy-macos", photos("IMG_1.JPG"))
    assert (folder / "picked" / "IMG_1.CR3").read_text() == "older"
    assert told == "Copied: 0\nAlready there, left alone: 1\n"


@pytest.mark.parametrize("names", [HARMFUL, hostile_names()], ids=["harmful", "hostile"])
def test_no_name_runs_anything_or_leads_out_of_the_folder(run, folder, names):
    """M-20: `a & calc.jpg` and worse; every one that a disk can hold is copied as it is."""
    there = sorted({name for name in names if is_file_name(name)})
    lay(folder, *there)
    told, code = run("macos/copy-macos", photos(*names))
    assert copied(folder) == there
    assert f"Copied: {len(there)}\n" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("names", [HARMFUL, hostile_names()], ids=["harmful", "hostile"])
def test_the_missing_are_named_without_a_sign_that_steers_the_window(run, names):
    told, code = run("macos/copy-macos", photos(*(n for n in names if is_file_name(n))))
    assert code == 1
    assert not {sign for sign in told if ord(sign) < 32} - {"\n"}


def test_a_name_written_apart_is_found_by_its_letters_together(run, folder):
    """What macOS has once written with combining marks."""
    lay(folder, "e\u0301te\u0301.CR3", "\u00f3smy.CR3")
    run("macos/copy-macos", photos("\u00e9t\u00e9.JPG", "o\u0301smy.JPG"))
    assert len(copied(folder)) == 2


def test_a_capture_one_session_gets_its_selects(run, folder):
    """M-19: from Capture into Selects; without a Capture folder from where one stands."""
    (folder / "Capture").mkdir()
    lay(folder / "Capture", "IMG_1.CR3", "IMG_10.CR3")
    lay(folder, "IMG_1.DNG")
    run("capture-one/selects-macos", photos("IMG_1.JPG"))
    assert copied(folder, "Selects") == ["IMG_1.CR3"]
    shutil.rmtree(folder / "Capture")
    run("capture-one/selects-macos", photos("IMG_1.JPG"))
    assert copied(folder, "Selects") == ["IMG_1.CR3", "IMG_1.DNG"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_command_file_looks_where_it_lies(shell, folder):
    lay(folder, "IMG_1.CR3")
    script = folder / "copy.command"
    script.write_bytes(exported("macos/copy-macos", photos("IMG_1.JPG")).data)
    subprocess.run([shell, str(script)], cwd="/", check=True, capture_output=True)
    assert copied(folder) == ["IMG_1.CR3"]


@pytest.mark.parametrize("shell", SHELLS)
def test_only_pictures_are_taken_where_only_they_are_wanted(shell, folder, tmp_path):
    """M-20: a lab prints no RAW file."""
    lay(folder, "IMG_1.CR3", "IMG_1.JPG", "IMG_1.tiff", "IMG_1.xmp", "IMG_1.JPG.xmp")
    stems = {"odbitki/15x23/x2": ["IMG_1"], "odbitki/$(touch ran)/x1": ["IMG_1"]}
    script = tmp_path / "prints.sh"
    script.write_text(shell_script(stems, ScriptWords(), only=PICTURES))
    subprocess.run([shell, str(script), str(folder)], check=True, capture_output=True)
    for into in stems:
        assert copied(folder, into) == ["IMG_1.JPG", "IMG_1.tiff"]


def test_two_hundred_are_copied_out_of_a_thousand_in_seconds(folder, tmp_path):
    lay(folder, *(f"IMG_{n:04}.CR3" for n in range(1000)))
    script = tmp_path / "copy.sh"
    names = [f"IMG_{n:04}.JPG" for n in range(0, 1000, 5)]
    script.write_bytes(exported("macos/copy-macos", photos(*names)).data)
    started_at = time.perf_counter()
    subprocess.run(["sh", str(script), str(folder)], check=True, capture_output=True)
    assert time.perf_counter() - started_at < 15
    assert copied(folder) == [f"{stem(name)}.CR3" for name in names]


def is_file_name(name):
    refused = any("\x80" <= sign <= "\x9f" for sign in name)
    long = len(name.encode()) > 255
    return not refused and not long and name not in (".", "..") and not {"/", "\0"} & set(name)
