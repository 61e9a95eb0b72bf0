"""Tax numbers on invoices."""

import re

from stdnum.pl import nip

_FOREIGN = re.compile(r"(?!PL)[A-Z]{2}[0-9A-Z]{2,13}")
NIP_DIGITS = 10


def clean_tax_id(typed: str) -> str:
    """Without spaces, dashes and the country of Poland: "PL 676-245-11-35" as "6762451135"."""
    return re.sub(r"[\s.-]", "", typed).upper().removeprefix("PL")


def is_nip(tax_id: str) -> bool:
    """Ten digits, the last of which is the weighted sum of the others modulo 11."""
    return bool(re.fullmatch(r"[0-9]{10}", tax_id)) and nip.is_valid(tax_id)


def is_foreign_tax_id(tax_id: str) -> bool:
    """Two letters of another country and its number, which is not checked any further."""
    return _FOREIGN.fullmatch(tax_id) is not None
