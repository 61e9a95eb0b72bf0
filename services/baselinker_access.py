"""The address and the password by which BaseLinker reaches a studio."""

import hmac
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext

from extensions import db
from models.baselinker_access import BaseLinkerAccess
from models.studio import Studio
from models.token import new_token, token_hash
from models.types import utc_now
from services import vault
from services.refusals import Refused
from services.transaction import transaction

SHORTEST, LONGEST = 8, 200
# BaseLinker calls several times a minute; that it calls is noted less often.
NOTED_EVERY = timedelta(minutes=1)


class PasswordWrong(Refused):
    """Too short to keep anybody out, or too long to be one."""

    status = 422


def switch_on(studio: Studio) -> str:
    """Make address and password; returns the password. Switched off before, it is as it was, and
    nothing is returned."""
    with transaction():
        access = db.session.get(BaseLinkerAccess, studio.id)
        if access:
            access.is_on = True
            return ""
        token, password = new_token(), new_token()
        access = BaseLinkerAccess(
            studio_id=studio.id,
            token_hash=token_hash(token),
            token_sealed=vault.seal(token),
            password_sealed=vault.seal(password),
        )
        db.session.add(access)
    return password


def switch_off(access: BaseLinkerAccess) -> None:
    """The address leads nowhere until it is switched on again."""
    with transaction():
        access.is_on = False


def renew_address(access: BaseLinkerAccess) -> None:
    """The old one is dead at once."""
    token = new_token()
    with transaction():
        access.token_hash, access.token_sealed = token_hash(token), vault.seal(token)


def renew_password(access: BaseLinkerAccess) -> str:
    password = new_token()
    _keep(access, password)
    return password


def take_password(access: BaseLinkerAccess, password: str) -> None:
    """The one that BaseLinker has made itself. Raises PasswordWrong."""
    password = password.strip()
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordWrong(
            lazy_gettext("Copy the whole password from BaseLinker: 8 characters or more.")
        )
    _keep(access, password)


def url_of(access: BaseLinkerAccess) -> str:
    token = vault.unseal(access.token_sealed)
    return f"{current_app.config['PUBLIC_BASE_URL']}/baselinker/{token}"


def password_ends(access: BaseLinkerAccess) -> str:
    """What of the password may be shown again."""
    return vault.unseal(access.password_sealed)[-4:]


def is_right(access: BaseLinkerAccess, password: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(vault.unseal(access.password_sealed).encode(), password.encode())


def note_call(access: BaseLinkerAccess, action: str, now: datetime | None = None) -> None:
    now = now or utc_now()
    last = access.last_called_at
    if last and now - last < NOTED_EVERY and not access.is_refused:
        return
    with transaction():
        access.last_called_at, access.last_action = now, action


def note_refusal(access: BaseLinkerAccess) -> None:
    with transaction():
        access.refused_at = utc_now()


def _keep(access: BaseLinkerAccess, password: str) -> None:
    with transaction():
        access.password_sealed = vault.seal(password)
        access.refused_at = None
