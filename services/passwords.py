"""Passwords of whoever signs in: kept as Argon2 hashes, checked in equal time."""

import re
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import lazy_gettext

from services.refusals import Refused

SHORTEST = 10
FEWEST_GUESSES = 10**6
# zxcvbn takes no more.
LONGEST_ESTIMATED = 72
LETTERS = re.compile(r"[^\W\d_]{3,}")
# What everybody thinks of here; the dictionaries are English.
PLACE_WORDS = {"foto", "fotograf", "fotografia", "haslo", "hasło", "kadr", "zdjecia", "zdjęcia"}
_hasher = PasswordHasher(parallelism=1)


class PasswordUnfit(Refused):
    """Too short, or among the first that somebody would try."""

    status = 422


def hash_of(password: str) -> str:
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Without a hash nothing fits, and finding that out takes as long."""
    try:
        return _hasher.verify(password_hash or _hash_of_nobody(), password) and bool(password_hash)
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Was it made cheaper than they are made today?"""
    return _hasher.check_needs_rehash(password_hash)


def check(password: str, *own: str) -> None:
    """`own` is what others know of the person: names, the address. Raises PasswordUnfit.

    Common passwords, keys in a row, dates, repetitions and own words are what is tried first
    (ASVS 6.2.4, 6.2.11). zxcvbn estimates in which guess a password is found; before the
    millionth no limit of tries protects it.
    """
    if len(password) < SHORTEST:
        raise PasswordUnfit(lazy_gettext("Use at least %(count)s characters.", count=SHORTEST))
    if _guesses(password, own) < FEWEST_GUESSES:
        raise PasswordUnfit(
            lazy_gettext("This one would be guessed soon. Take a few words that you can remember.")
        )


def _guesses(password: str, own: Iterable[str]) -> float:
    # Its dictionaries take 15 MB and are needed a few times a year.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    parts = [(text, LETTERS.findall(text)) for text in own]
    words = {word for text, found in parts for word in (text, "".join(found), *found)}
    begun = password[:LONGEST_ESTIMATED]
    return float(zxcvbn(begun, user_inputs=sorted(words | PLACE_WORDS))["guesses"])


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
