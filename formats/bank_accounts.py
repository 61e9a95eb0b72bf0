"""Numbers of bank accounts."""

import re

from stdnum import iban
from stdnum.exceptions import ValidationError


def clean_account(typed: str) -> str:
    """The number without spaces and dashes; a Polish one is its 26 digits, another an IBAN.

    Raises ValueError when the number cannot be right: its length or its check digits are wrong.
    """
    number = re.sub(r"[\s-]", "", typed).upper()
    if re.fullmatch(r"[0-9]{26}", number):
        number = f"PL{number}"
    try:
        return str(iban.validate(number)).removeprefix("PL")
    except ValidationError as error:
        raise ValueError("This is not the number of a bank account.") from error
