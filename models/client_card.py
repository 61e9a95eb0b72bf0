"""Everything a studio has about one person, each kind of it by one statement."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from models.client import Client
from models.consent import OrderConsent
from models.delivery import Delivery
from models.extension import Extension
from models.gallery import Gallery
from models.gallery_list import state_on
from models.invitation import Invitation
from models.order import Order
from models.order_list import STATUS
from models.outbox import TO_BUYERS, TO_PARTNERS, OutboxEntry
from models.partner import Partner

ABOUT_INVITATIONS = (
    "mail.gallery_ready",
    "mail.deadline_near",
    "mail.delivery_ready",
    "mail.visitor_link",
)
ABOUT_EXTENSIONS = ("mail.extension_answered",)


def sessions_of(client: Client) -> Select[Invitation, str]:
    """(invitation, state of its session), the newest first."""
    state = state_on(client.studio.today()).label("state")
    return (
        select(Invitation, state)
        .join(Invitation.gallery)
        .outerjoin(Delivery, Delivery.gallery_id == Gallery.id)
        .options(contains_eager(Invitation.gallery))
        .where(Invitation.client_id == client.id)
        .order_by(Invitation.id.desc())
    )


def orders_of(client: Client) -> Select[Order]:
    placed = select(Order).where(Order.client_id == client.id).order_by(Order.number.desc())
    return placed.options(STATUS, joinedload(Order.gallery))


def consents_of(client: Client) -> Select[OrderConsent]:
    """What they were asked with their orders, the newest answer first."""
    return (
        select(OrderConsent)
        .join(OrderConsent.order)
        .options(contains_eager(OrderConsent.order))
        .where(Order.client_id == client.id)
        .order_by(Order.placed_at.desc(), OrderConsent.id)
    )


def mails_to(client: Client) -> Select[OutboxEntry]:
    """What was written to them, the newest first."""
    invitations = select(Invitation.id).where(Invitation.client_id == client.id)
    extensions = select(Extension.id).where(Extension.invitation_id.in_(invitations))
    orders = select(Order.id).where(Order.client_id == client.id)
    partners = select(Partner.id).where(Partner.client_id == client.id)
    groups = (
        (TO_PARTNERS, partners),
        (ABOUT_INVITATIONS, invitations),
        (ABOUT_EXTENSIONS, extensions),
        (TO_BUYERS, orders),
    )
    about = (
        and_(OutboxEntry.kind.in_(kinds), OutboxEntry.subject_id.in_(rows))
        for kinds, rows in groups
    )
    return OutboxEntry.of_studio(client.studio_id).where(or_(*about))
