"""How somebody of a partner signs in: invited by mail, with a password of their own."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext
from sqlalchemy import Select, select, update

from extensions import db
from models.partner import Partner
from models.partner_login import PartnerLogin, new_session_stamp
from models.token import new_token, token_hash
from models.types import utc_now
from services import mail_limits, partners, passwords, vault
from services.accounts import ResetLinkUsed, clean_email
from services.transaction import promise, transaction

INVITED_FOR = timedelta(days=7)
RESET_FOR = timedelta(hours=24)


def invite(partner: Partner, email: str, actor: str) -> PartnerLogin:
    """Mail a link to set a password; one mailed before ends. Another address is another person:
    whoever signed in before cannot any more. Raises EmailWrong.
    """
    email = clean_email(email)
    with transaction():
        login = partner.login
        if login is None or login.email != email:
            login = PartnerLogin(email=email, session_stamp=new_session_stamp())
            partner.login = None
            db.session.flush()
            partner.login = login
        _promise_link(login, "mail.partner_invitation", INVITED_FOR)
        partners.note(partner, "partner.invited", actor, email=email)
    return login


def end_login(partner: Partner) -> None:
    """Nobody signs in for this partner any more; keys and addresses work on."""
    with transaction():
        partner.login = None


def remove(login: PartnerLogin) -> None:
    """The same for one that was found by itself."""
    end_login(login.partner)


def sign_in(email: str, password: str) -> list[PartnerLogin]:
    """Every login of this address whose password it is; one person may be at several studios.

    Takes as long for an address that nobody has.
    """
    known = db.session.scalars(PartnerLogin.by_email(email)).all()
    if not known:
        passwords.fits(None, password)
    return [login for login in known if passwords.fits(login.password_hash, password)]


def note_sign_in(login: PartnerLogin) -> None:
    with transaction():
        login.last_signed_in_at = utc_now()


def request_reset(email: str) -> None:
    """Mail a link for each login of the address; the caller learns nothing."""
    email = email.strip().lower()
    known = db.session.scalars(PartnerLogin.by_email(email)).all()
    if not known or not mail_limits.may_write_to(email):
        return
    with transaction():
        for login in known:
            _promise_link(login, "mail.partner_password", RESET_FOR)


def by_link(token: str, now: datetime | None = None) -> Select[PartnerLogin]:
    """The login that a mailed link is for, while it is good."""
    return select(PartnerLogin).where(
        PartnerLogin.invite_hash == token_hash(token),
        PartnerLogin.invite_ends_at > (now or utc_now()),
    )


def set_password(token: str, password: str) -> PartnerLogin:
    """Set a password by a mailed link, once; every sign-in before it ends.

    Raises PasswordUnfit or ResetLinkUsed.
    """
    claim = (
        update(PartnerLogin)
        .where(
            PartnerLogin.invite_hash == token_hash(token),
            PartnerLogin.invite_ends_at > utc_now(),
        )
        .values(invite_hash=None, invite_sealed=None, invite_ends_at=None)
        .returning(PartnerLogin.partner_id)
    )
    with transaction():
        partner_id = db.session.scalar(claim)
        if partner_id is None:
            raise ResetLinkUsed(
                lazy_gettext("This link has been used or has ended. Ask for a new one.")
            )
        login = db.session.get_one(PartnerLogin, partner_id)
        passwords.check(password, login.email, login.partner.name)
        login.password_hash = passwords.hash_of(password)
        login.session_stamp = new_session_stamp()
    return login


def _promise_link(login: PartnerLogin, kind: str, life: timedelta) -> None:
    token = new_token()
    login.invite_hash, login.invite_sealed = token_hash(token), vault.seal(token)
    login.invite_ends_at = utc_now() + life
    db.session.flush()
    promise(
        kind,
        login.partner_id,
        login.partner.studio_id,
        dedupe=token_hash(token)[:16],
        recipient=login.email,
    )
