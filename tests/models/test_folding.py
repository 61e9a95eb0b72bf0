"""Letters as they are looked for."""

import pytest

from models.folding import digits, folded, same_name

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "found_by"),
    [
        ("ŻÓŁĆ gęślą  JAŹŃ", "zolc gesla jazn"),
        ("Straße Øster", "strasse oster"),
        ("Łucja\tWójcik ", "lucja wojcik"),
        ("ﬁn", "fin"),
        ("Zażo\N{COMBINING ACUTE ACCENT}łć", "zazolc"),
    ],
)
def test_letters_lose_case_and_marks(typed, found_by):
    assert folded(typed) == found_by


def test_the_order_of_a_name_does_not_matter():
    assert same_name("Żurek  Hanna") == same_name("hanna zurek")


def test_a_telephone_number_is_its_last_nine_digits():
    assert digits("+48 600-100-200") == digits("600100200") == "600100200"
