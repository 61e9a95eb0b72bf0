"""The suffix that a studio gives to its finished files."""

import pytest

from models.delivery import DownloadRight
from models.photo import Folder
from services import download_rights, downloads, return_check
from tests.blueprints.studio.looking import get

SETTINGS = "/studio/settings"


@pytest.fixture
def gallery(make, studio_web):
    """IMG_1 and IMG_2 are ordered; finished are IMG_1_hż and IMG_2-HŻ2."""
    gallery = make.make_gallery(studio_web.user.studio)
    proofs = [make.make_photo(gallery, f"IMG_{number}.JPG") for number in (1, 2, 3)]
    make.make_order(make.make_cart(gallery.invitations[0], proofs[:2]))
    for name in ("IMG_1_hż.jpg", "IMG_2-HŻ2.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    return gallery


def write(web, suffix):
    answer = web.post(f"{SETTINGS}/suffix", data={"suffix": suffix})
    assert answer.status_code == 303
    return get(web, SETTINGS)


@pytest.mark.parametrize("suffix", ["_hż", "hż", " -HŻ "])
def test_a_suffix_of_ones_own_is_known_to_the_return_check(studio_web, gallery, suffix):
    """D27."""
    before = return_check.of(gallery)
    assert len(before.missing) == len(before.surplus) == 2
    assert f'value="{suffix.strip()}"' in write(studio_web, suffix)
    assert not return_check.of(gallery).differs


def test_and_to_the_right_to_download(studio_web, gallery):
    """M-27: a client who has only what was ordered gets it under the studio's names."""
    download_rights.change_right(gallery, DownloadRight.ORDERED, "Hanna")
    assert downloads.permitted(gallery.invitations[0], Folder.FULL) == []
    write(studio_web, "_hż")
    assert len(downloads.permitted(gallery.invitations[0], Folder.FULL)) == 2


def test_a_suffix_of_figures_is_refused_because_cameras_count_with_them(studio_web, gallery):
    assert "Dopisek musi mieć literę" in write(studio_web, "_2026")
    assert "najwyżej 30 znaków" in write(studio_web, "_" + "x" * 30)
    assert studio_web.user.studio.finished_suffix == ""


def test_it_is_of_this_studio_alone(make, studio_web, gallery):
    write(studio_web, "_hż")
    assert make.make_studio().finished_suffix == ""
