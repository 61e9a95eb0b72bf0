"""What an erased client leaves of a partner: orders that name nobody, and nothing that opens."""

from sqlalchemy import delete, select

from extensions import db
from models.client import Client
from models.feed_download import FeedDownload
from models.gallery_share import GalleryShare
from models.order_delivery import HOME_COUNTRY
from models.partner import Partner

BLANK = ("contact_name", "tax_id", "street", "postcode", "city", "webhook_url")


def end(client: Client) -> None:
    """A step: addresses, keys and the sign-in are gone, so is the company.

    The row stays for the orders: a reference of the partner is used once for ever.
    """
    partner = db.session.scalar(select(Partner).where(Partner.client_id == client.id))
    if partner is None:
        return
    partner.is_sharing = partner.may_order = False
    partner.shops, partner.tokens, partner.login = [], [], None
    for name in BLANK:
        setattr(partner, name, "")
    partner.country, partner.webhook_secret_sealed = HOME_COUNTRY, None
    for table in (GalleryShare, FeedDownload):
        db.session.execute(delete(table).where(table.partner_id == partner.id))
