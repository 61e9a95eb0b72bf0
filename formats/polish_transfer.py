"""A bank transfer as the QR code that Polish banking apps read.

Związek Banków Polskich, "Rekomendacja ZBP dotycząca kodu dwuwymiarowego (2D)" of 3 December 2013:
`NIP|country|account|grosze|holder|title|||`, UTF-8, at most 160 characters.
"""

import re

HOLDER_LIMIT = 20
TITLE_LIMIT = 32
AMOUNT_LIMIT_CENTS = 999_999
_ACCOUNT = re.compile(r"\d{26}")


def transfer_text(
    account: str, amount_cents: int, holder: str, title: str, tax_id: str = ""
) -> str | None:
    """The content of the code; None when the standard cannot say it.

    It knows accounts of 26 digits (a leading "PL" and spaces may stand) and amounts of 1 to 999999
    grosze. Holder and title are cut to 20 and 32 characters; "|" parts fields and becomes a space.
    """
    digits = account_digits(account)
    if not _ACCOUNT.fullmatch(digits) or not 0 < amount_cents <= AMOUNT_LIMIT_CENTS:
        return None
    fields = [
        tax_id,
        "PL",
        digits,
        f"{amount_cents:06}",
        _cut(holder, HOLDER_LIMIT),
        _cut(title, TITLE_LIMIT),
    ]
    return "|".join([*fields, "", "", ""])


def account_digits(account: str) -> str:
    """The account without spaces and, when it is Polish, without its country."""
    return "".join(account.split()).upper().removeprefix("PL")


def grouped_account(account: str) -> str:
    """ "61 1090 1014 0000 0712 1981 2874": two check digits, then fours, as banks print it."""
    sign = account_digits(account)
    first = 2 if _ACCOUNT.fullmatch(sign) else 0
    groups = [sign[:first], *(sign[at : at + 4] for at in range(first, len(sign), 4))]
    return " ".join(group for group in groups if group)


def _cut(text: str, limit: int) -> str:
    return " ".join(text.replace("|", " ").split())[:limit].rstrip()
