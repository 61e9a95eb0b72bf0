"""Passwords of whoever signs in: kept as Argon2 hashes, checked in equal time."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import lazy_gettext

from services.refusals import Refused

SHORTEST = 10
_hasher = PasswordHasher(parallelism=1)


class PasswordTooShort(Refused):
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


def check_length(password: str) -> None:
    """Raises PasswordTooShort."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(lazy_gettext("Use at least %(count)s characters.", count=SHORTEST))


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
