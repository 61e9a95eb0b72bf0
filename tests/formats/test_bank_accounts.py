"""Numbers of bank accounts, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.bank_accounts import clean_account

NRB = "61109010140000071219812874"


@pytest.mark.parametrize(
    "typed",
    [
        NRB,
        "61 1090 1014 0000 0712 1981 2874",
        "PL61 1090 1014 0000 0712 1981 2874",
        "pl61-1090-1014-0000-0712-1981-2874",
        "61\N{NO-BREAK SPACE}1090 1014 0000 0712 1981 2874 ",
    ],
)
def test_a_polish_account_is_its_twenty_six_digits_however_it_was_typed(typed):
    """N-02."""
    assert clean_account(typed) == NRB


def test_an_account_of_another_country_keeps_it():
    assert clean_account("de89 3704 0044 0532 0130 00") == "DE89370400440532013000"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "61",
        NRB[:-1],
        NRB + "0",
        "60" + NRB[2:],
        "DE" + NRB,
        "ＰＬ" + NRB,
        "٦" + NRB[1:],
        "konto",
    ],
)
def test_what_cannot_be_an_account_is_refused(typed):
    with pytest.raises(ValueError, match="bank account"):
        clean_account(typed)


@given(st.integers(0, 25), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, shift):
    """What a hand does most often: the check digits are there for it."""
    wrong = str((int(NRB[place]) + shift) % 10)
    with pytest.raises(ValueError, match="bank account"):
        clean_account(NRB[:place] + wrong + NRB[place + 1 :])
