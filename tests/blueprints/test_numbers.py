"""Numbers that somebody sent."""

import re

import pytest

from blueprints.numbers import number
from models.types import utc_now
from tests.conftest import enter, sign_in


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("17", 17), (" 7 ", 7), ("999999999", 999999999)]
)
def test_digits_are_a_number(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "1e9", "٣", "9" * 30, "0x10", "\N{SUPERSCRIPT TWO}"]
)
def test_what_no_row_can_have_is_none(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        number(text)


@pytest.mark.parametrize("page", ["photos", "cart", "compare"])
def test_a_preview_of_an_impossible_person_leads_nowhere(app, make, page):
    """A10: 404 and no fault, on every database."""
    owner = make.make_user()
    code = make.make_gallery(owner.studio).code
    browser = sign_in(app, owner)
    assert browser.get(f"/g/{code}/{page}?preview={'9' * 30}").status_code == 404


def test_a_press_on_an_impossible_version_is_no_fault(app, make):
    invitation = make.make_gallery(sent_at=utc_now()).invitations[0]
    photo = make.make_photo(invitation.gallery)
    make.make_cart(invitation, [photo])
    browser = enter(app, invitation)
    address = f"/g/{invitation.gallery.code}/photos/{photo.id}/note"
    answer = browser.post(address, data={"note": "cieplej", "version": "9" * 30})
    assert answer.status_code == 303
