"""What a studio holds about one person as a partner, or as somebody a partner has to do with."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.client import Client
from models.feed_download import FeedDownload
from models.order import Order
from models.partner import Partner
from models.partner_file import PartnerFile
from models.partner_login import PartnerLogin


def companies_of(client: Client) -> Sequence[Partner]:
    """The one that the client is, if any."""
    return db.session.scalars(select(Partner).where(Partner.client_id == client.id)).all()


def logins_of(client: Client) -> Sequence[PartnerLogin]:
    """Those of the client's own company, and of any other that they sign in for."""
    theirs = (PartnerLogin.email == client.email.lower()) & (PartnerLogin.email != "")
    own = or_(Partner.client_id == client.id, theirs)
    found = select(PartnerLogin).join(PartnerLogin.partner).where(own)
    in_studio = found.where(Partner.studio_id == client.studio_id)
    whose = joinedload(PartnerLogin.partner).joinedload(Partner.client)
    return db.session.scalars(in_studio.order_by(PartnerLogin.partner_id).options(whose)).all()


def received_by(client: Client) -> Select[Order]:
    """Orders of partners that went to the address of this person."""
    to_them = func.lower(Order.recipient_email) == client.email.lower()
    own = Order.of_studio(client.studio_id).where(Order.recipient_email != "", to_them)
    return own.order_by(None).order_by(Order.number)


def files_of(client: Client) -> Sequence[PartnerFile]:
    sent = select(PartnerFile).join(PartnerFile.partner).where(Partner.client_id == client.id)
    return db.session.scalars(sent.order_by(PartnerFile.id)).all()


def fetches_of(client: Client) -> Sequence[FeedDownload]:
    """With the network address that asked."""
    own = select(FeedDownload).join(Partner, Partner.id == FeedDownload.partner_id)
    asked = own.where(Partner.client_id == client.id)
    return db.session.scalars(asked.order_by(FeedDownload.id)).all()
