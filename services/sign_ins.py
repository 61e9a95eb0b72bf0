"""Signing in: one row for every sign-in, which can be ended by itself and at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import CursorResult, delete, func, select, update

from extensions import db
from models.second_factor import SecondFactor
from models.sign_in import SignIn
from models.token import new_token, token_hash
from models.types import utc_now
from models.user import User
from services import audit, passwords, second_factors
from services.devices import Caller
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction

SEEN_EVERY = timedelta(minutes=5)
WRONG_CODES = 10
CODES_COUNT_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """What goes into the cookie; with `needs_code` it opens nothing but the page that asks."""

    token: str
    needs_code: bool = False


class CodeMustWait(Refused):
    """Too many wrong codes within the hour."""

    status = 429


def sign_in(email: str, password: str, caller: Caller) -> Entry | None:
    """Begin a sign-in with this address and password; None when they do not fit.

    Takes equally long for an address that nobody has. Of a sign-in and a change of the password
    at the same time, one is refused.
    """
    user = db.session.scalar(User.by_email(email))
    known = user.password_hash if user else None
    if not passwords.fits(known, password) or user is None or known is None:
        if user is not None:
            audit.record(user.studio_id, "sign_in.failed", user.name, caller)
        return None
    hashed = passwords.hash_of(password) if passwords.is_outdated(known) else known
    still = update(User).where(User.id == user.id, User.password_hash == known)
    with transaction():
        if changed_rows(still.values(last_signed_in_at=utc_now(), password_hash=hashed)) != 1:
            return None
        return _begin(user, caller)


def prove(half: SignIn, code: str, now: datetime | None = None) -> Entry:
    """Let in whoever knows the second factor, too: under another token. Wrong codes are counted
    in the database, for the person, however often they begin again.

    Raises CodeMustWait, or CodeWrong.
    """
    now, token = now or utc_now(), new_token()
    with transaction():
        factor = _held_factor(half.user)
        if _wrong_codes(half.user, now) >= WRONG_CODES:
            raise CodeMustWait(lazy_gettext("Too many wrong codes. Try again in an hour."))
        if is_right := second_factors.takes(factor, code, now):
            half.token_hash, half.proven_at = token_hash(token), now
            _tell_of(half)
        else:
            half.code_tries += 1
            audit.note(half.user, "sign_in.wrong_code", half)
    if not is_right:
        raise second_factors.wrong_code()
    return Entry(token)


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
    """One device is signed out."""
    with transaction():
        sign_in.ended_at = utc_now()


def sign_out(here: SignIn) -> None:
    with transaction():
        here.ended_at = utc_now()
        audit.note(here.user, "sign_in.out", here)


def end_others(sign_in: SignIn) -> None:
    """Every sign-in of the user but this one."""
    with transaction():
        db.session.execute(SignIn.ending(sign_in.user_id, but=sign_in))


def end_everywhere(user: User) -> None:
    """Every sign-in of somebody, by whoever looks after the installation."""
    with transaction():
        db.session.execute(SignIn.ending(user.id))
        audit.note(user, "operator.signed_out")


def sweep(now: datetime) -> int:
    """Forget sign-ins that nobody has used for SIGN_IN_DAYS; returns how many."""
    old = now - timedelta(days=current_app.config["SIGN_IN_DAYS"])
    with transaction():
        gone = db.session.execute(delete(SignIn).where(SignIn.seen_at < old))
    return cast(CursorResult, gone).rowcount


def _begin(user: User, caller: Caller) -> Entry:
    token, needs_code = new_token(), user.has_second_factor
    row = SignIn(
        user_id=user.id,
        token_hash=token_hash(token),
        device=caller.device,
        device_hash=token_hash(caller.device_token),
        address=caller.address,
        proven_at=None if needs_code else utc_now(),
    )
    db.session.add(row)
    db.session.flush()
    if not needs_code:
        _tell_of(row)
    return Entry(token, needs_code)


def _tell_of(row: SignIn) -> None:
    """The access log; by mail, too, when the person has signed in before, and never with this
    device.
    """
    user = db.session.get_one(User, row.user_id)
    audit.note(user, "sign_in.begun", row)
    earlier = select(SignIn.device_hash).where(
        SignIn.user_id == row.user_id, SignIn.proven_at.is_not(None), SignIn.id != row.id
    )
    known = db.session.scalars(earlier).all()
    if known and row.device_hash not in known:
        promise("mail.new_device", row.id, user.studio_id, recipient=user.email)


def _held_factor(user: User) -> SecondFactor:
    """Codes of one person are judged one after the other, however many come at once."""
    own = SecondFactor.user_id == user.id
    db.session.execute(update(SecondFactor).where(own).values(last_step=SecondFactor.last_step))
    factor = db.session.get(SecondFactor, user.id, populate_existing=True)
    if factor is None:
        raise second_factors.wrong_code()
    return factor


def _wrong_codes(user: User, now: datetime) -> int:
    lately = select(func.coalesce(func.sum(SignIn.code_tries), 0))
    own = lately.where(SignIn.user_id == user.id, SignIn.begun_at > now - CODES_COUNT_FOR)
    return db.session.scalar(own) or 0
