"""Text as it is looked for: the same on every database, whatever letters a keyboard has."""

import re
import unicodedata

# Letters of their own, which no normal form takes apart.
_ALONE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Lower case, no marks, single spaces: "Łucja  ŻUREK" is found by "lucja zurek".

    Databases fold the case of other letters each in a way of its own, so what is looked for is
    stored folded, and what was typed is folded before it is compared.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ALONE))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", letters).strip()


def same_name(text: str) -> str:
    """What two spellings of one name have in common: "Żurek Hanna" and "Hanna Zurek"."""
    return " ".join(sorted(folded(text).split()))


def digits(phone: str) -> str:
    """The last nine digits of a telephone number, without the prefix of a country."""
    return re.sub(r"\D", "", phone)[-9:]
