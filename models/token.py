"""Secrets that travel in links: only their hash is looked up."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, 43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """SHA-256, 64 hex digits. No salt is needed: the token has 256 bits of its own."""
    return hashlib.sha256(token.encode()).hexdigest()
