"""How many mails strangers can have us send to somebody's address."""

from datetime import timedelta

from sqlalchemy import func, select

from extensions import db
from models.outbox import OutboxEntry
from models.types import utc_now

PER_HOUR = 5
# Asked for by people who are not signed in, for an address that they type.
BY_ANYBODY = ("mail.visitor_link", "mail.password_reset", "mail.partner_password")


def may_write_to(email: str) -> bool:
    """Fewer than five such mails have been promised to the address within the hour."""
    lately = select(func.count()).where(
        OutboxEntry.kind.in_(BY_ANYBODY),
        OutboxEntry.recipient == email,
        OutboxEntry.created_at > utc_now() - timedelta(hours=1),
    )
    return (db.session.scalar(lately) or 0) < PER_HOUR
