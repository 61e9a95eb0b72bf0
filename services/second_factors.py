"""The second factor of a user: switched on, asked for, replaced by codes on paper, taken away."""

import secrets
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.second_factor import RecoveryCode, SecondFactor
from models.sign_in import SignIn
from models.types import utc_now
from models.user import User
from services import audit, one_time_codes, passwords, vault
from services.refusals import Refused
from services.transaction import changed_rows, transaction

RECOVERY_CODES = 10
# Without letters that look like others; 59 bits in a code.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP = 3, 4


class CodeWrong(Refused):
    """Wrong, used before, or too old."""

    status = 422


class FactorOn(Refused):
    """It is switched on already: a new secret is shown to nobody."""


def begin(user: User) -> SecondFactor:
    """A new secret, which counts once `turn_on` has seen a code of it. Raises FactorOn."""
    with transaction():
        factor = user.second_factor or SecondFactor(user_id=user.id)
        if factor.is_on:
            raise FactorOn(lazy_gettext("The second factor is switched on already."))
        factor.secret_sealed = vault.seal(one_time_codes.new_secret())
        db.session.add(factor)
    return factor


def turn_on(here: SignIn, code: str, now: datetime | None = None) -> list[str]:
    """Ask for codes from now on, and end what was begun without one, but for this sign-in.

    Returns the recovery codes, which nobody can read again. Raises FactorOn or CodeWrong.
    """
    with transaction():
        factor = here.user.second_factor
        if factor is None or factor.is_on:
            raise FactorOn(lazy_gettext("The second factor is switched on already."))
        if not takes(factor, code, now):
            raise wrong_code()
        factor.on_since = utc_now()
        db.session.execute(SignIn.ending(here.user_id, but=here))
        return _renew_codes(factor)


def renew_codes(user: User, code: str) -> list[str]:
    """Ten new recovery codes; the old ones end. Raises CodeWrong."""
    with transaction():
        factor = user.second_factor
        if factor is None or not takes(factor, code):
            raise wrong_code()
        return _renew_codes(factor)


def turn_off(user: User, code: str) -> None:
    """Raises CodeWrong."""
    with transaction():
        factor = user.second_factor
        if factor is None or not takes(factor, code):
            raise wrong_code()
        db.session.delete(factor)


def reset(user: User) -> bool:
    """Take it away from somebody who has lost telephone and paper, and sign them out everywhere;
    False: there was none.
    """
    with transaction():
        factor = user.second_factor
        if factor is not None:
            db.session.delete(factor)
            db.session.execute(SignIn.ending(user.id))
            audit.note(user, "operator.factor_reset")
    return factor is not None


def takes(factor: SecondFactor, typed: str, now: datetime | None = None) -> bool:
    """A step: is this a code of the telephone, or one on paper? Whichever it is, it is used up."""
    text = "".join(typed.split()).replace("-", "").lower()
    if text.isascii() and text.isdecimal() and len(text) == one_time_codes.DIGITS:
        return _takes_step(factor, text, now or utc_now())
    return len(text) == GROUPS * GROUP and _takes_recovery_code(factor, text)


def is_needed_by(user: User) -> bool:
    """Does the installation ask this user for one that is not there yet?"""
    asked = {"everybody": True, "operators": user.is_operator}
    if not asked.get(current_app.config["SECOND_FACTOR"], False):
        return False
    return not user.has_second_factor


def _takes_step(factor: SecondFactor, code: str, now: datetime) -> bool:
    step = one_time_codes.step_of(vault.unseal(factor.secret_sealed), code, now)
    if step is None:
        return False
    later = update(SecondFactor).where(
        SecondFactor.user_id == factor.user_id, SecondFactor.last_step < step
    )
    return changed_rows(later.values(last_step=step)) == 1


def _takes_recovery_code(factor: SecondFactor, text: str) -> bool:
    for known in db.session.scalars(RecoveryCode.unused(factor.user_id)).all():
        if passwords.fits(known.code_hash, text):
            unused = update(RecoveryCode).where(
                RecoveryCode.id == known.id, RecoveryCode.used_at.is_(None)
            )
            return changed_rows(unused.values(used_at=utc_now())) == 1
    return False


def _renew_codes(factor: SecondFactor) -> list[str]:
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    plain = [code.replace("-", "") for code in codes]
    factor.recovery_codes = [RecoveryCode(code_hash=passwords.hash_of(text)) for text in plain]
    return codes


def _new_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def wrong_code() -> CodeWrong:
    return CodeWrong(
        lazy_gettext("This code is not right, or it has been used. Wait for the next one.")
    )
