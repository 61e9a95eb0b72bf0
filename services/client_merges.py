"""Two cards of one person become one."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from extensions import db
from models.client import Client
from models.event import Event
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.partner import Partner
from services.refusals import Refused
from services.transaction import transaction

# What a person has one of: either card's may stay.
CHOSEN = ("name", "email", "phone")
REPOINTED = (Invitation, Order, Gallery)


class NotToBeMerged(Refused):
    """The two are one card already, or one of them is gone."""


def merge_clients(kept: Client, gone: Client, choices: Mapping[str, str], actor: str) -> None:
    """Everything of the one belongs to the other; every link keeps working.

    `choices` says of name, email and phone whether the one that is `gone` gives it. Raises
    NotToBeMerged when somebody else was quicker, and of two partners.
    """
    with transaction():
        _hold(kept, gone)
        _move_partner(kept, gone)
        for table in REPOINTED:
            own = update(table).where(table.client_id == gone.id)
            db.session.execute(own.values(client_id=kept.id))
        given = {name: getattr(gone, name) for name in CHOSEN if choices.get(name) == "gone"}
        if not kept.phone:
            given.setdefault("phone", gone.phone)
        given["note"] = "\n".join(note for note in (kept.note, gone.note) if note)
        kept.created_at = min(kept.created_at, gone.created_at)
        told = {"number": gone.id, "kept": kept.id}
        fact = Event(studio_id=kept.studio_id, kind="client.merged", actor=actor, detail=told)
        db.session.add(fact)
        # The address is free only when the other row is gone.
        db.session.delete(gone)
        db.session.flush()
        for name, value in given.items():
            setattr(kept, name, value)


def _move_partner(kept: Client, gone: Client) -> None:
    """Whoever stays has the offer, the addresses and the key of the other, unchanged."""
    either = select(Partner).where(Partner.client_id.in_([kept.id, gone.id]))
    partners = db.session.scalars(either).all()
    if len(partners) > 1:
        raise NotToBeMerged(
            lazy_gettext(
                "Both are partners with addresses and keys of their own. "
                "Two partners cannot be put together."
            )
        )
    for partner in partners:
        partner.client_id = kept.id


def _hold(kept: Client, gone: Client) -> None:
    """Both rows, read anew behind a lock, always in the same order."""
    both = select(Client).where(Client.id.in_([kept.id, gone.id]), Client.erased_at.is_(None))
    rows = both.order_by(Client.id).with_for_update()
    held = db.session.scalars(rows, execution_options={"populate_existing": True}).all()
    if len(held) != 2 or kept.studio_id != gone.studio_id:
        raise NotToBeMerged(
            lazy_gettext("These two cannot be put together: one of them is not there any more.")
        )
