"""M-17, M-19: the copy script for Windows, by its bytes and by a grammar of PowerShell.

No PowerShell runs here; the help page says that nobody has tried it yet.
"""

from formats.exports.picked import ScriptWords
from formats.powershell_script import powershell_script, quoted
from formats.shell_script import PICTURES
from tests.formats.exports import readers
from tests.formats.exports.picked import exported, photos


def script(*filenames, path="windows/copy-windows"):
    return exported(path, photos(*filenames)).data.decode("utf-8-sig")


def test_the_file_begins_with_the_mark_and_its_lines_end_the_windows_way():
    data = exported("windows/copy-windows", photos("Łódź.JPG")).data
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 40


def test_what_is_pasted_has_no_mark():
    assert exported("windows/copy-windows", photos("Łódź.JPG")).text.startswith("& {")


def test_every_shape_of_quote_is_doubled():
    """PowerShell ends a literal at a typographic quote, too."""
    assert quoted("a'b\u2018c\u2019d\u201ae\u201bf") == (
        "'a''b\u2018\u2018c\u2019\u2019d\u201a\u201ae\u201b\u201bf'"
    )


def test_nothing_of_a_name_stands_outside_a_literal():
    """M-20: the grammar finds the same commands with harmless names and with harmful ones."""
    harmful = ["a & calc", "$(calc)", "`n`$env:PATH", "'; calc; '", "\u2019; calc; \u2018", "@args"]
    tame = commands(script(*(f"IMG_{n}.JPG" for n in range(len(harmful)))))
    assert commands(script(*(f"{name}.JPG" for name in harmful))) == tame
    assert "Copy-Item" in tame
    assert "calc" not in tame


def commands(text):
    root = readers.powershell_tree(text.encode())
    return [node.text.decode() for node in readers.nodes(root, "command_name")]


def test_names_are_compared_as_they_are_and_nothing_is_written_over():
    text = script("IMG_1.JPG")
    assert "-LiteralPath $file.FullName" in text
    assert "-Filter" not in text
    assert "-Force:" not in text
    assert text.index("Test-Path -LiteralPath ([IO.Path]") < text.index("Copy-Item")


def test_names_that_windows_cannot_have_are_left_out():
    assert readers.powershell_script(
        exported("windows/copy-windows", photos("a*b.JPG", "a\nb.JPG", "IMG_1.JPG")).data
    ) == ["IMG_1"]


def test_a_capture_one_session_gets_its_selects():
    text = script("IMG_1.JPG", path="capture-one/selects-windows")
    assert "[IO.Path]::Combine($Folder, 'Capture')" in text
    assert "'Selects' = @(" in text


def test_only_pictures_are_taken_where_only_they_are_wanted():
    text = powershell_script({"odbitki": ["IMG_1"]}, ScriptWords(), only=PICTURES)
    assert "$kinds = @('.jpg', '.jpeg', '.tif', '.tiff', '.png')" in text
