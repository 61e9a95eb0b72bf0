"""Offers in tests: written as the worker would, read as a partner would, an hour later or a day."""

import re
from datetime import timedelta

from extensions import db
from models import PartnerShop
from models.edition import Edition, EditionProduct
from models.feed_file import FeedFile
from models.types import utc_now
from services import editions, feeds, offer_versions, partner_tokens
from services.feed_files import current
from services.files import storage

ROW_TIMES = {
    Edition: (
        "full_at",
        "sliced_at",
        "asked_at",
        "created_at",
        "rests_until",
        "stamped",
        "issue_at",
    ),
    EditionProduct: ("changed_at", "removed_at"),
    FeedFile: ("changed_at", "written_at", "expires_at", "dropped_at", "stamp"),
}


def write(*partners) -> None:
    """All that is to be written, now."""
    for partner in partners:
        for shop in partner.shops:
            feeds.run(editions.ensure(shop).id)
    db.session.expire_all()


def tick() -> int:
    """What the clock does, and then the workers; returns how many editions were due."""
    due = feeds.due(utc_now())
    feeds.offer_due(utc_now())
    for edition_id in due:
        feeds.run(edition_id)
    db.session.expire_all()
    return len(due)


def pass_time(**kwargs) -> None:
    """Everything that has been written was written so much earlier."""
    ago = timedelta(**kwargs)
    for model, names in ROW_TIMES.items():
        for row in db.session.scalars(db.select(model)):
            for name in names:
                if (value := getattr(row, name)) is not None:
                    setattr(row, name, value - ago)
    for row in db.session.scalars(db.select(FeedFile)):
        if row.name.startswith("full_change"):
            row.name = "full_change" + row.stamp.strftime("%Y-%m-%dT%H-%M-%S")
    db.session.commit()


def address(shop: PartnerShop, name: str = "", token: str | None = None) -> str:
    """The path of a file; with the newest secret unless another is given."""
    newest = partner_tokens.current_tokens(shop.partner, "feed")[-1]
    secret = partner_tokens.text_of(newest) if token is None else token
    return f"/offers/{secret}/{shop.code}/{name}".rstrip("/")


def stored(shop: PartnerShop) -> dict[str, bytes]:
    """What is shown now: the bytes by their names; of light files those of the partner."""
    found = {}
    for file in db.session.scalars(current(editions.edition_of(shop).id)):
        is_own = file.partner_shop_id in (None, shop.id)
        if is_own and file.discount_bp in (None, shop.partner.discount_bp):
            with storage().open(file.key) as bytes_:
                found[file.name] = bytes_.read()
    return found


def fetch(web, path: str, **values):
    """As a program does that reads all of an answer."""
    return web.open(path, buffered=True, **values)


def change(product, **values):
    """As the catalogue does it."""
    for name, value in values.items():
        setattr(product, name, value)
    offer_versions.note_change(product.studio_id, [product.id])
    db.session.commit()


def sell(size, pieces=1):
    size.stock_count -= pieces
    db.session.commit()


def hashes(shop):
    files = db.session.scalars(current(editions.edition_of(shop).id))
    return {file.name: file.md5 for file in files}


def slices(shop):
    return sorted(name for name in stored(shop) if name.startswith("full_change"))


def codes(body: bytes) -> list[str]:
    return re.findall(r' code="([^"]+)"', body.decode())


def links_in(gateway: str) -> list[tuple[str, str]]:
    return re.findall(r'url="([^"]+)" hash="([^"]+)"', gateway)
