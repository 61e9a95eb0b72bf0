"""The QR code of a bank transfer in the standard of the Polish banks (N-06)."""

import pytest

from formats.polish_transfer import grouped_account, transfer_text

ACCOUNT = "61109010140000071219812874"


def test_the_fields_stand_in_the_order_of_the_recommendation():
    told = transfer_text(ACCOUNT, 11890, "Hanna Żurek", "Zamówienie 1001")
    assert told == f"|PL|{ACCOUNT}|011890|Hanna Żurek|Zamówienie 1001|||"


def test_a_company_can_be_named_by_its_tax_number():
    assert transfer_text(ACCOUNT, 1, "H", "T", tax_id="6762451135").startswith("6762451135|PL|")


@pytest.mark.parametrize("account", ["PL61 1090 1014 0000 0712 1981 2874", f"pl{ACCOUNT}"])
def test_an_account_may_be_written_with_spaces_and_its_country(account):
    assert f"|{ACCOUNT}|" in transfer_text(account, 100, "H", "T")


def test_long_names_and_titles_are_cut_to_what_banks_take():
    told = transfer_text(ACCOUNT, 100, "Pracownia Światłoczuła Hanna", "Zamówienie " * 5).split("|")
    assert told[4] == "Pracownia Światłoczu"
    assert len(told[5]) <= 32
    assert not told[5].endswith(" ")


def test_the_longest_code_keeps_the_limit_of_160_characters():
    told = transfer_text(ACCOUNT, 999_999, "Ż" * 99, "ą" * 99, tax_id="6762451135")
    assert len(told) <= 160


def test_a_bar_in_a_name_does_not_shift_the_fields():
    assert transfer_text(ACCOUNT, 100, "A|B", "C|D").split("|")[4:6] == ["A B", "C D"]


@pytest.mark.parametrize("cents", [0, -1, 1_000_000])
def test_an_amount_the_standard_cannot_say_gives_no_code(cents):
    assert transfer_text(ACCOUNT, cents, "H", "T") is None


@pytest.mark.parametrize("account", ["", "123", "DE89370400440532013000", ACCOUNT + "1"])
def test_an_account_that_is_not_polish_gives_no_code(account):
    assert transfer_text(account, 100, "H", "T") is None


def test_an_account_is_grouped_as_banks_print_it():
    assert grouped_account(ACCOUNT) == "61 1090 1014 0000 0712 1981 2874"
    assert grouped_account("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"
    assert grouped_account("") == ""
