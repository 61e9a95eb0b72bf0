"""Texts and amounts on their way into another system."""

import pytest

from connectors.money import in_smallest, in_units
from connectors.texts import cut, plain


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Zażółć", 6, "Zażółć"),
        ("Zażółć gęślą", 7, "Zażółć"),
        ("ge\u0328s\u0301", 2, "g"),
        ("ok 👩‍👩‍👧", 6, "ok"),
        ("ok 👍🏽", 4, "ok"),
        ("  a  ", 5, "a"),
        ("", 5, ""),
        ("\u0301\u0301\u0301", 2, ""),
    ],
)
def test_a_text_is_cut_between_characters(text, length, expected):
    """shops.md 8.12."""
    assert cut(text, length) == expected


def test_control_characters_are_left_out_and_breaks_stay():
    assert plain("a\x00b\r\nc\x1b") == "ab\nc"


@pytest.mark.parametrize(
    ("cents", "currency", "units"),
    [(2997, "PLN", "29.97"), (-5, "PLN", "-0.05"), (300, "JPY", "300")],
)
def test_amounts_go_there_and_back_exactly(cents, currency, units):
    """shops.md 8.11."""
    assert str(in_units(cents, currency)) == units
    assert in_smallest(units, currency) == cents


def test_what_is_no_amount_is_refused():
    assert in_smallest("", "PLN") == 0
    assert in_smallest(29.97, "PLN") == 2997
    with pytest.raises(ValueError, match="abc"):
        in_smallest("abc", "PLN")
