"""Studios, the people who sign in to them, and their passwords."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.document_settings import DocumentSettings
from models.feedback_settings import FeedbackSettings
from models.mail_account import MailAccount
from models.password_reset import PasswordReset
from models.payment import PaymentTerms
from models.sign_in import SignIn
from models.studio import Studio
from models.token import new_token, token_hash
from models.types import utc_now
from models.user import User
from services import audit, mail_limits, passwords, statuses, vault
from services.refusals import Refused
from services.transaction import promise, transaction


class EmailWrong(Refused):
    status = 422


class EmailTaken(Refused):
    """Somebody signs in with this address already."""


class UserUnknown(Refused):
    status = 404


class PasswordWrong(Refused):
    """The current password, asked for before a new one is set, is another."""

    status = 422


class ResetLinkUsed(Refused):
    """The link was used, has ended, or never existed."""

    status = 404


def create_studio(
    name: str,
    email: str,
    password: str | None = None,
    locale: str = "pl",
    *,
    is_live: bool = False,
) -> User:
    """A studio with its first user. Without a password a link to set one is mailed.

    Unless `is_live`, its mails are in test mode: clients get none yet. Raises EmailWrong,
    EmailTaken or PasswordUnfit.
    """
    email = clean_email(email)
    if password is not None:
        passwords.check(password, email, name)
    with transaction():
        if db.session.scalar(User.by_email(email)):
            raise EmailTaken(f"{email} signs in to a studio already.")
        studio = Studio(name=name, contact_email=email, locale=locale)
        _furnish(studio)
        studio.mail_account.is_test_mode = not is_live
        user = User(studio=studio, email=email, name=name, password_hash=None)
        if password is not None:
            user.password_hash = passwords.hash_of(password)
        db.session.add(user)
        db.session.flush()
        if password is None:
            _promise_reset(user)
    return user


def request_password_reset(email: str) -> None:
    """Mail a link if somebody has this address; the caller learns nothing either way."""
    user = db.session.scalar(User.by_email(email))
    if user is None or not mail_limits.may_write_to(user.email):
        return
    with transaction():
        _promise_reset(user)


def set_password(token: str, password: str) -> User:
    """Set a password by a mailed link; every sign-in of the user ends.

    Raises PasswordUnfit or ResetLinkUsed.
    """
    claim = (
        update(PasswordReset)
        .where(
            PasswordReset.token_hash == token_hash(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > utc_now(),
        )
        .values(used_at=utc_now())
        .returning(PasswordReset.user_id)
    )
    with transaction():
        user_id = db.session.scalar(claim)
        if user_id is None:
            raise ResetLinkUsed(
                lazy_gettext("This link has been used or has ended. Ask for a new one.")
            )
        user = db.session.get_one(User, user_id)
        passwords.check(password, user.email, user.name, user.studio.name)
        user.password_hash = passwords.hash_of(password)
        db.session.execute(SignIn.ending(user.id))
        audit.note(user, "sign_in.reset")
    return user


def end_reset(reset: PasswordReset) -> None:
    """The mailed link leads nowhere any more."""
    with transaction():
        reset.used_at = utc_now()


def change_studio(
    studio: Studio, *, name: str, contact_email: str, locale: str, timezone: str
) -> None:
    """In another language statuses that nobody has named are called as in that one.

    Raises EmailWrong.
    """
    contact_email = clean_email(contact_email)
    with transaction():
        statuses.translate(studio, locale)
        studio.name, studio.contact_email = name, contact_email
        studio.locale, studio.timezone = locale, timezone


def change_password(user: User, old_password: str, password: str) -> None:
    """Set another password; every sign-in of the user ends.

    Raises PasswordUnfit or PasswordWrong.
    """
    passwords.check(password, user.email, user.name, user.studio.name)
    check_password(user, old_password)
    with transaction():
        user.password_hash = passwords.hash_of(password)
        db.session.execute(SignIn.ending(user.id))
        audit.note(user, "sign_in.password")


def check_password(user: User, password: str) -> None:
    """Raises PasswordWrong unless it is the current one."""
    if not passwords.fits(user.password_hash, password):
        raise PasswordWrong(lazy_gettext("This is not your current password."))


def set_operator(email: str, is_operator: bool) -> User:
    """Make a user an operator of the installation, or no longer. Raises UserUnknown."""
    user = user_of(email)
    with transaction():
        user.is_operator = is_operator
        audit.note(user, "operator.made" if is_operator else "operator.unmade")
    return user


def user_of(email: str) -> User:
    """Whoever signs in with this address. Raises UserUnknown."""
    user = db.session.scalar(User.by_email(email))
    if user is None:
        raise UserUnknown(f"Nobody signs in as {email}.")
    return user


def clean_email(text: str) -> str:
    """An address in lower case. Raises EmailWrong; asks no name server."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise EmailWrong(
            lazy_gettext("This does not look like an e-mail address, e.g. anna@example.com.")
        ) from None


def _promise_reset(user: User) -> None:
    token = new_token()
    reset = PasswordReset(user=user, token_hash=token_hash(token), token_sealed=vault.seal(token))
    db.session.add(reset)
    db.session.flush()
    promise("mail.password_reset", reset.id, user.studio_id, recipient=user.email)


def _furnish(studio: Studio) -> None:
    """The settings a studio begins with. Its mails go to itself until it turns test mode off."""
    studio.order_statuses = statuses.first_statuses(studio.locale)
    studio.mail_account = MailAccount(is_test_mode=True, test_recipient=studio.contact_email)
    studio.feedback = FeedbackSettings()
    studio.document_settings = DocumentSettings()
    studio.payment_terms = PaymentTerms()
