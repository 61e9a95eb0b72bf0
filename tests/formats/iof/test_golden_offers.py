"""Every file of an offer, byte for byte."""

import pytest

from tests.formats.iof.golden import FOLDER, written

FILES = written()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_the_one_in_the_golden_folder(name):
    """I-02: IOF 3.0, XML and CSV."""
    assert FILES[name] == (FOLDER / name).read_bytes()


def test_no_golden_file_is_left_over():
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(FILES)
