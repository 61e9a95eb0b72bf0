"""The people a studio works for: who they are, and what the studio writes about them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from extensions import db
from models.client import Client, keys_of
from models.invitation import Invitation
from models.types import utc_now
from services.accounts import clean_email
from services.refusals import Refused
from services.transaction import transaction

_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class EmailOfAnother(Refused):
    """Another client of the studio has this address: they may be one person."""

    def __init__(self, message: object, other: Client):
        super().__init__(message)
        self.other_id = other.id


@dataclass(frozen=True)
class ClientTerms:
    """What the photographer types about somebody."""

    name: str
    email: str
    phone: str = ""
    note: str = ""


def client_of(studio_id: int, name: str, email: str) -> Client:
    """The studio's client with this address, a new one when there is none; a step of a verb.

    Two who order at once with one new address get the same client.
    """
    known = Client.by_email(studio_id, email)
    if found := db.session.scalar(known):
        return found
    email = email.strip().lower()
    columns = {"studio_id": studio_id, "name": name, "email": email, "phone": "", "note": ""}
    insert = _INSERTS[db.engine.dialect.name](Client)
    new = insert.values(created_at=utc_now(), **columns, **keys_of(name, email))
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.scalars(known).one()


def change_client(client: Client, terms: ClientTerms) -> None:
    """Other data of a person; their links are mailed to the new address from now on.

    Somebody who ordered by telephone may have no address. Orders keep what was typed into them.
    Raises EmailWrong, EmailOfAnother.
    """
    email = clean_email(terms.email) if terms.email or client.email else ""
    with transaction():
        other = db.session.scalar(Client.by_email(client.studio_id, email)) if email else None
        if other and other.id != client.id:
            raise EmailOfAnother(
                lazy_gettext("%(name)s has this address already.", name=other.name), other
            )
        _rename_invitations(client, terms.name, email)
        client.name, client.email = terms.name, email
        client.phone, client.note = terms.phone, terms.note


def _rename_invitations(client: Client, name: str, email: str) -> None:
    """Where somebody else of a session has the new address, the old one stays."""
    own = select(Invitation).where(
        Invitation.client_id == client.id, Invitation.email == client.email
    )
    for invitation in db.session.scalars(own):
        others = (one for one in invitation.gallery.invitations if one.id != invitation.id)
        if all(one.email != email for one in others):
            invitation.name, invitation.email = name, email
