"""Mails to partners: the way in, and a new password."""

from collections.abc import Callable

from flask import current_app

from extensions import db
from models.outbox import OutboxEntry
from models.partner_login import PartnerLogin
from services import vault
from services.letters import send


def invitation(entry: OutboxEntry) -> None:
    """The link with which somebody of a partner sets a first password."""
    _with_link(entry, "partner_invitation")


def password(entry: OutboxEntry) -> None:
    """The link with which they set another one."""
    _with_link(entry, "partner_password")


def _with_link(entry: OutboxEntry, name: str) -> None:
    """What is over by now, or was used, is not mailed any more."""
    login = db.session.get(PartnerLogin, entry.subject_id)
    if login is None or login.invite_sealed is None or login.email != entry.recipient:
        return
    partner = login.partner
    base = current_app.config["PUBLIC_BASE_URL"]
    send(
        entry,
        name,
        partner.language,
        studio=partner.studio,
        partner=partner,
        login=login,
        link=f"{base}/partner/password/{vault.unseal(login.invite_sealed)}",
    )


KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    "mail.partner_invitation": invitation,
    "mail.partner_password": password,
}
