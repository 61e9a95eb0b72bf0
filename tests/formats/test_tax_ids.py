"""Tax numbers on invoices."""

import pytest

from formats.tax_ids import clean_tax_id, is_foreign_tax_id, is_nip


@pytest.mark.parametrize("nip", ["5260250274", "1234563218", "7740001454"])
def test_a_nip_with_the_right_check_digit_is_one(nip):
    assert is_nip(nip)


@pytest.mark.parametrize(
    "wrong", ["5260250275", "526025027", "52602502744", "", "526025027X", "٥" * 10]
)
def test_a_wrong_digit_or_length_is_none(wrong):
    assert not is_nip(wrong)


def test_a_sum_of_ten_is_no_check_digit():
    assert not any(is_nip(f"130000000{last}") for last in "0123456789")


def test_what_people_write_around_the_digits_is_taken_off():
    assert clean_tax_id(" PL 676-245-11 35") == "6762451135"


def test_numbers_of_other_countries_are_taken_as_they_are():
    assert is_foreign_tax_id("DE123456789")
    assert not is_foreign_tax_id("1234563218")
    assert not is_foreign_tax_id("PL1234563218")
