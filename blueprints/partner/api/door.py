"""Who asks: the key of a partner, the rights of this moment, and how often."""

import hashlib
from functools import wraps

from flask import abort, current_app, g, request
from flask_limiter.util import get_remote_address

from blueprints.partner.api import problems
from extensions import limiter
from models.partner import Partner
from models.partner_token import TokenKind
from services import partner_rights, partner_tokens

SCHEME = "bearer "
KEY_BYTES = 200


def partner() -> Partner:
    """Whose key it is. Aborts 401 when it is nobody's, 403 while orders are switched off."""
    found = partner_tokens.partner_by(TokenKind.API, _key())
    if found is None:
        g.is_stranger = True
        abort(401)
    if not partner_rights.may_order(found):
        abort(403)
    return found


def limited(view):
    """Each key has its own number of requests; an address that guesses keys has few."""

    @limiter.limit(_requests, key_func=_bucket, on_breach=problems.too_many)
    @limiter.limit(
        _guesses,
        key_func=_address,
        on_breach=problems.too_many,
        deduct_when=lambda _answer: "is_stranger" in g,
    )
    @wraps(view)
    def answer(**arguments):
        return view(**arguments)

    return answer


def _key() -> str:
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(SCHEME) or len(said) > KEY_BYTES:
        return ""
    return said[len(SCHEME) :].strip()


def _bucket() -> str:
    key = _key()
    return f"api:{hashlib.sha256(key.encode()).hexdigest()}" if key else _address()


def _address() -> str:
    return f"api-address:{get_remote_address()}"


def _requests() -> str:
    return current_app.config["CUSTOMER_API_LIMIT"]


def _guesses() -> str:
    return current_app.config["CUSTOMER_API_GUESSES"]
