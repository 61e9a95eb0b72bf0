"""What is guessed first is no password here (ASVS 6.2.4, 6.2.11)."""

import pytest

from services import passwords

PERSON = ("anna.nowak@example.com", "Anna Nowak", "Studio Światło")


@pytest.mark.parametrize(
    "password",
    [
        "password12",
        "1234567890",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "iloveyou123",
        "haslo12345",
        "fotografia2024",
        "anna.nowak@example.com",
        "annanowak1",
        "Studio Światło",
        "światło2024",
        "abcabcabcabc" * 80,
    ],
)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(passwords.PasswordUnfit):
        passwords.check(password, *PERSON)


@pytest.mark.parametrize(
    "password",
    ["zielone krzesło w deszczu", "correct horse battery", "v7#Qm!x2Lp", "żółw 📷 śpi do południa"],
)
def test_a_few_words_or_a_program_s_password_will_do(password):
    passwords.check(password, *PERSON)
