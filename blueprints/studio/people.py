"""The people of a session: the invited, with their mails, and visitors who came by themselves."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from extensions import db
from models.cart import Cart
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from services import delivery_reasons

VISITORS_SHOWN = 50
LINK_MAIL = "mail.gallery_ready"


@dataclass(frozen=True)
class Person:
    """`mail` is the newest mail with the link, or None when none was ever promised."""

    invitation: Invitation
    mail: OutboxEntry | None

    @property
    def mail_state(self) -> str:
        """none, waiting, sent or failed."""
        if self.mail is None or self.mail.state == "cancelled":
            return "none"
        return {"sent": "sent", "dead": "failed"}.get(self.mail.state, "waiting")

    @property
    def mail_reason(self) -> str:
        return delivery_reasons.sentence(self.mail) if self.mail else ""


@dataclass(frozen=True)
class CameIn:
    """A named visitor of a public session, with what is in the cart and what was ordered."""

    invitation: Invitation
    picked_count: int
    order_count: int


@dataclass(frozen=True)
class Visitors:
    """`shown` are the newest; `named_count` gave their name, `nameless_count` only looked."""

    shown: list[CameIn]
    named_count: int
    nameless_count: int

    @property
    def hidden_count(self) -> int:
        return self.named_count - len(self.shown)


def visitors_of(gallery: Gallery, is_whole: bool = False) -> Visitors:
    """The newest visitors, or the whole list; a fixed number of queries."""
    named = [one for one in gallery.visitors if one.is_named]
    shown = named[::-1] if is_whole else named[: -VISITORS_SHOWN - 1 : -1]
    picked = {row[0]: row[1] for row in db.session.execute(Cart.counts_in(gallery.id))}
    ordered = {row[0]: row[1] for row in db.session.execute(_order_counts(gallery))}
    return Visitors(
        [CameIn(one, picked.get(one.id, 0), ordered.get(one.id, 0)) for one in shown],
        len(named),
        len(gallery.visitors) - len(named),
    )


def people_of(gallery: Gallery) -> list[Person]:
    """Everybody ever invited, in the order they were; two queries however many there are."""
    ids = [invitation.id for invitation in gallery.people]
    newest = (
        select(func.max(OutboxEntry.id))
        .where(OutboxEntry.kind == LINK_MAIL, OutboxEntry.subject_id.in_(ids))
        .group_by(OutboxEntry.subject_id)
    )
    entries = db.session.scalars(select(OutboxEntry).where(OutboxEntry.id.in_(newest)))
    mails = {entry.subject_id: entry for entry in entries}
    return [Person(invitation, mails.get(invitation.id)) for invitation in gallery.people]


def _order_counts(gallery: Gallery) -> Select[int | None, int]:
    return (
        select(Order.invitation_id, func.count())
        .where(Order.gallery_id == gallery.id, Order.cancelled_at.is_(None))
        .group_by(Order.invitation_id)
    )
