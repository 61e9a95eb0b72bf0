"""Partners who come to an edition from another one, of other prices or rules.

Their program goes by the newest time it was told, and that was told by the edition they have left:
slices that are older would look as if they had been read. So the whole comes out anew, later than
all that was told elsewhere, and without slices before it; who was here before reads it once more.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from extensions import db
from models.edition import Edition
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from services.feed_addresses import GATEWAY


def know(edition: Edition, shops: Sequence[PartnerShop]) -> datetime | None:
    """The newest time that newcomers among these may have been told, in the studio's local time;
    None when there is none: the last gateway that each was written was this edition's."""
    newest = select(func.max(FeedFile.id)).where(
        FeedFile.name == GATEWAY,
        FeedFile.partner_shop_id.in_([shop.id for shop in shops]),
        ~FeedFile.is_draft,
    )
    elsewhere = select(FeedFile.id).where(
        FeedFile.id.in_(newest.group_by(FeedFile.partner_shop_id)),
        FeedFile.edition_id != edition.id,
    )
    if db.session.scalar(elsewhere.limit(1)) is None:
        return None
    told = select(func.max(Edition.stamped)).where(Edition.price_list_id == edition.price_list_id)
    return db.session.scalar(told)
