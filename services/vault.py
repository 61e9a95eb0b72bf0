"""Secrets at rest: link tokens and passwords of foreign systems, sealed with SECRETS_KEY."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app


class SealBroken(Exception):
    """The sealed text was made with a key that SECRETS_KEY no longer lists."""


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text behind `seal()`. Raises SealBroken when its key is gone."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken("A stored secret cannot be read: its key is not in SECRETS_KEY.") from None


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in current_app.config["SECRETS_KEY"]])
