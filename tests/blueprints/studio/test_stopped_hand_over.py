"""A hand-over that the return check stops, as its page shows it."""

import pytest

from models.photo import Folder
from services import return_check


@pytest.fixture
def lacking(make, studio_web):
    """IMG_1 and IMG_2 are ordered, IMG_1 and IMG_7 are finished."""
    gallery = make.make_gallery(studio_web.user.studio)
    photos = [make.make_photo(gallery, f"IMG_{number}.JPG") for number in (1, 2)]
    make.make_order(make.make_cart(gallery.invitations[0], photos))
    for name in ("IMG_1_retusz.jpg", "IMG_7.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    return gallery


def press(web, gallery, **form):
    return web.post(f"/studio/galleries/{gallery.id}/hand-over", data=form)


def told(answer):
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_tab_names_what_is_missing_and_what_is_too_much(studio_web, lacking):
    """D27."""
    text = told(studio_web.get(f"/studio/galleries/{lacking.id}/delivery"))
    assert "Zamówiono 2, wgrano 1, brakuje IMG_2, nadmiar 1" in text
    assert "Nikt nie zamówił: <bdi>IMG_7</bdi>" in text
    fingerprint = return_check.of(lacking).fingerprint
    assert f'name="waived" value="{fingerprint}" required' in text


def test_a_missing_photo_says_which_prints_wait_for_it(make, studio_web):
    """D27, M-20: the lab needs it as much as the client."""
    order = make.make_mixed_order(studio_web.user.studio)
    make.make_photo(order.gallery, "IMG_4.jpg", folder=Folder.FULL)
    text = told(studio_web.get(f"/studio/galleries/{order.gallery_id}/delivery"))
    assert f"#{order.number}, 3 × 15×23, mat<" in text


def test_without_the_tick_the_question_stands_open_and_the_words_are_kept(studio_web, lacking):
    """D27, M-27."""
    answer = press(studio_web, lacking, note="Do piątku! Hanna")
    assert answer.status_code == 422
    text = told(answer)
    assert "Popraw je albo zaznacz, że o tym wiesz." in text
    assert "Do piątku! Hanna</textarea>" in text
    assert 'id="hand-over" popover' not in text
    assert not lacking.delivery.is_handed_over


def test_a_tick_for_what_was_seen_is_none_for_what_came_later(make, studio_web, lacking):
    """D27."""
    seen = return_check.of(lacking).fingerprint
    make.make_photo(lacking, "IMG_8.jpg", folder=Folder.FULL)
    assert press(studio_web, lacking, waived=seen).status_code == 422
    assert press(studio_web, lacking, waived="1").status_code == 422
    now = return_check.of(lacking).fingerprint
    assert press(studio_web, lacking, waived=now, note="  Do zobaczenia  ").status_code == 303
    assert lacking.delivery.note == "Do zobaczenia"


def test_afterwards_the_tab_says_that_it_was_known(studio_web, lacking):
    press(studio_web, lacking, waived=return_check.of(lacking).fingerprint)
    text = told(studio_web.get(f"/studio/galleries/{lacking.id}/delivery"))
    assert "Przekazano z tą różnicą świadomie." in text
    assert 'name="waived"' not in text
    events = told(studio_web.get("/studio/activity?show=events"))
    assert "Przekazano mimo: brakuje IMG_2; nadmiar IMG_7" in events
