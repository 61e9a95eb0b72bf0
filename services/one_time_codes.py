"""Codes that a telephone shows for half a minute: RFC 6238 with SHA-1 and six digits, which is
what every authenticator program understands.
"""

import base64
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS = 6
STEP_S = 30
# A clock may be half a minute wrong in either direction (RFC 6238, 5.2).
DRIFT = (0, -1, 1)
SECRET_BYTES = 20
ISSUER = "Kadr"


def new_secret() -> str:
    """160 random bits in base32, 32 characters, as one types them into a telephone."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address_of(secret: str, account: str) -> str:
    """The otpauth:// address that goes into the QR code."""
    return _generator(secret).get_provisioning_uri(account, ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which half minute since 1970 a code belongs to; None when it is not of these moments."""
    current = int(now.timestamp()) // STEP_S
    for step in (current + drift for drift in DRIFT):
        if hmac.compare_digest(code_at(secret, step), code):
            return step
    return None


def code_at(secret: str, step: int) -> str:
    return _generator(secret).generate(step * STEP_S).decode()


def _generator(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_S)  # noqa: S303 - RFC 6238
