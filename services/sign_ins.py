"""Signing in: one row for every sign-in, which can be ended by itself and at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, delete, select, update

from extensions import db
from models.sign_in import SignIn
from models.token import new_token, token_hash
from models.types import utc_now
from models.user import User
from services import passwords
from services.devices import Caller
from services.transaction import changed_rows, promise, transaction

SEEN_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Entry:
    """What goes into the cookie."""

    token: str


def sign_in(email: str, password: str, caller: Caller) -> Entry | None:
    """Begin a sign-in with this address and password; None when they do not fit.

    Takes equally long for an address that nobody has. Of a sign-in and a change of the password
    at the same time, one is refused.
    """
    user = db.session.scalar(User.by_email(email))
    known = user.password_hash if user else None
    if not passwords.fits(known, password) or user is None or known is None:
        return None
    hashed = passwords.hash_of(password) if passwords.is_outdated(known) else known
    still = update(User).where(User.id == user.id, User.password_hash == known)
    with transaction():
        if changed_rows(still.values(last_signed_in_at=utc_now(), password_hash=hashed)) != 1:
            return None
        return _begin(user, caller)


def renew(sign_in: SignIn) -> Entry:
    """Another token for the same device, after all sign-ins of the user have ended."""
    token = new_token()
    fields = {name: getattr(sign_in, name) for name in ("user_id", "device", "address")}
    now = utc_now()
    with transaction():
        row = SignIn(**fields, device_hash=sign_in.device_hash, proven_at=now)
        row.token_hash = token_hash(token)
        db.session.add(row)
    return Entry(token)


def seen(sign_in: SignIn, address: str) -> None:
    """Remember that it was used; told to the database now and then only."""
    now = utc_now()
    if now - sign_in.seen_at < SEEN_EVERY:
        return
    good = update(SignIn).where(SignIn.id == sign_in.id, SignIn.ended_at.is_(None))
    with transaction(reread=False):
        db.session.execute(good.values(seen_at=now, address=address))


def end(sign_in: SignIn) -> None:
    with transaction():
        sign_in.ended_at = utc_now()


def end_others(sign_in: SignIn) -> None:
    """Every sign-in of the user but this one."""
    with transaction():
        end_all(sign_in.user, but=sign_in)


def end_all(user: User, but: SignIn | None = None) -> None:
    """A step."""
    open_ones = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if but is not None:
        open_ones = open_ones.where(SignIn.id != but.id)
    db.session.execute(open_ones.values(ended_at=utc_now()))


def sweep(now: datetime) -> int:
    """Forget sign-ins that nobody has used for a year; returns how many."""
    with transaction():
        gone = db.session.execute(delete(SignIn).where(SignIn.seen_at < now - KEPT))
    return cast(CursorResult, gone).rowcount


def _begin(user: User, caller: Caller) -> Entry:
    now, token = utc_now(), new_token()
    is_news = _is_new_device(user, caller)
    row = SignIn(
        user_id=user.id,
        token_hash=token_hash(token),
        device=caller.device,
        device_hash=token_hash(caller.device_token),
        address=caller.address,
        proven_at=now,
    )
    db.session.add(row)
    db.session.flush()
    if is_news:
        promise("mail.new_device", row.id, user.studio_id, recipient=user.email)
    return Entry(token)


def _is_new_device(user: User, caller: Caller) -> bool:
    """Has the person signed in before, and never with this one?"""
    known = db.session.scalars(
        select(SignIn.device_hash).where(SignIn.user_id == user.id, SignIn.proven_at.is_not(None))
    ).all()
    return bool(known) and token_hash(caller.device_token) not in known
