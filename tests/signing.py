"""Sign-ins of users, as the door makes them."""

from extensions import db
from models import SignIn, User
from models.token import new_token, token_hash
from models.types import utc_now


def make_sign_in(user: User, **values) -> str:
    """Somebody who is in; returns what their cookie holds."""
    token = new_token()
    values = {"device": "Firefox, Linux", "address": "192.0.2.0/24"} | values
    values.setdefault("device_hash", token_hash(new_token()))
    values.setdefault("proven_at", utc_now())
    db.session.add(SignIn(user_id=user.id, token_hash=token_hash(token), **values))
    db.session.commit()
    return token
