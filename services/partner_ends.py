"""What an erased client leaves of a partner: orders that name nobody, and nothing that opens."""

from collections.abc import Iterator

from sqlalchemy import delete

from extensions import db
from models.client import Client
from models.event import Event
from models.feed_download import FeedDownload
from models.gallery_share import GalleryShare
from models.order_delivery import HOME_COUNTRY
from models.partner import Partner
from models.person_partner import companies_of, logins_of
from services import recipients

BLANK = ("contact_name", "tax_id", "street", "postcode", "city", "webhook_url")


def names_of(client: Client) -> set[str]:
    """Names and addresses that the person has as a partner."""
    companies = {one.contact_name for one in companies_of(client)}
    return companies | {one.email for one in logins_of(client)}


def end(client: Client, nobody: str) -> None:
    """A step: addresses, keys and sign-ins are gone, so is the company; parcels of other partners
    name them no longer. What was told of them names `nobody`.

    The row stays for the orders: a reference of the partner is used once for ever.
    """
    recipients.forget(client)
    for login in logins_of(client):
        if login.partner.contact_name == client.name:
            login.partner.contact_name = ""
        login.partner.login = None
    for event in _told_of(client):
        kept = {name: told for name, told in event.detail.items() if name != "email"}
        event.detail = kept | {"name": nobody}
    for partner in companies_of(client):
        _end(partner)


def _told_of(client: Client) -> Iterator[Event]:
    """The partner's facts in the studio's activity; few, whatever else the studio does."""
    known = Event.of_studio(client.studio_id).where(Event.kind.startswith("partner."))
    return (one for one in db.session.scalars(known) if one.detail.get("client") == client.id)


def _end(partner: Partner) -> None:
    partner.is_sharing = partner.may_order = False
    partner.shops, partner.tokens, partner.login = [], [], None
    for name in BLANK:
        setattr(partner, name, "")
    partner.country, partner.webhook_secret_sealed = HOME_COUNTRY, None
    for table in (GalleryShare, FeedDownload):
        db.session.execute(delete(table).where(table.partner_id == partner.id))
