"""Studios with mail servers of their own, and what becomes of their mails."""

from datetime import timedelta

from sqlalchemy import func, select

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import outbox, vault
from services.transaction import promise, transaction


def studio_at(make, server, **values):
    """A studio with mails of its own server."""
    studio = make.make_studio()
    account = studio.mail_account
    account.host, account.port, account.uses_tls = server.host, server.port, False
    account.sender_address = f"foto-{studio.id}@example.com"
    account.login, account.password_sealed = "foto", vault.seal("secret")
    for name, value in values.items():
        setattr(account, name, value)
    db.session.commit()
    return studio


def promise_links(make, studio, count=1):
    """So many mails to clients; returns the ids of the promises."""
    gallery = make.make_gallery(studio)
    people = [make.make_invitation(gallery) for _ in range(count)]
    kind = "mail.gallery_ready"
    with transaction():
        promised = [promise(kind, one.id, studio.id, recipient=one.email) for one in people]
    return [entry.id for entry in promised]


def keep_all(ids):
    for entry_id in ids:
        outbox.keep(entry_id)
    db.session.expire_all()


def states(studio):
    counted = (
        select(OutboxEntry.state, func.count())
        .where(OutboxEntry.studio_id == studio.id, OutboxEntry.kind == "mail.gallery_ready")
        .group_by(OutboxEntry.state)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def let_pass(studio):
    """The time of the pause is over."""
    past = utc_now() - timedelta(seconds=1)
    studio.mail_account.paused_until = past
    for entry in db.session.scalars(OutboxEntry.of_studio(studio.id)):
        if entry.state == "retry":
            entry.next_at = past
    db.session.commit()


def events(server, name):
    return [one for one in server.events if one["event"] == name]
