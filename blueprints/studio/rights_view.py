"""What each person's link gives now, read by the very verb that the client's page asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from models.delivery import DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo
from models.types import utc_now
from services import deliveries, downloads
from services.downloads import Hindrance, Offered

NAMED = 12


@dataclass(frozen=True)
class Withheld:
    """Photos that a person does not get for one reason; `orders` wait for payment."""

    hindrance: Hindrance
    photos: list[Photo]
    orders: list[Order]

    @property
    def reason(self) -> str:
        return sentence(self.hindrance)

    @property
    def named(self) -> list[Photo]:
        return self.photos[:NAMED]


@dataclass(frozen=True)
class FolderNow:
    """`given` is exactly what the link gives; together with `withheld` it is the whole folder."""

    name: str
    given: list[Photo]
    withheld: list[Withheld]

    @property
    def total(self) -> int:
        return len(self.given) + sum(len(one.photos) for one in self.withheld)

    @property
    def size_bytes(self) -> int:
        return sum(photo.size_bytes for photo in self.given)


@dataclass(frozen=True)
class PersonNow:
    """`closed` keeps everything from this person, whatever the right says."""

    person: Invitation
    closed: Hindrance | None
    right: DownloadRight
    ends_at: datetime | None
    folders: list[FolderNow]

    @property
    def reason(self) -> str:
        return sentence(self.closed) if self.closed else ""

    @property
    def given_count(self) -> int:
        return sum(len(folder.given) for folder in self.folders)


def people_of(gallery: Gallery) -> list[PersonNow]:
    """Everybody who was invited, and the visitors who have ordered."""
    told = {one.id for one in deliveries.recipients(gallery)}
    now = utc_now()
    return [
        _person(one, now) for one in gallery.invitations if not one.is_visitor or one.id in told
    ]


def sentence(hindrance: Hindrance) -> str:
    match hindrance:
        case Hindrance.REVOKED:
            return _("The link was revoked.")
        case Hindrance.NOT_HANDED_OVER:
            return _("The photos have not been handed over.")
        case Hindrance.ENDED:
            return _("The time for downloading has passed.")
        case Hindrance.HIDDEN:
            return _("Hidden by the studio.")
        case Hindrance.NOT_ORDERED:
            return _("Not ordered by this person.")
        case Hindrance.NO_FILE_ORDERED:
            return _("Ordered as a print or in a product only, not as a file.")
        case Hindrance.UNPAID:
            return _("The order has not been paid.")


def _person(person: Invitation, now: datetime) -> PersonNow:
    delivery = person.gallery.delivery
    return PersonNow(
        person,
        downloads.closed(person, now),
        delivery.right_of(person),
        delivery.expires_at_for(person),
        [_folder(person, folder, now) for folder in deliveries.FINISHED],
    )


def _folder(person: Invitation, folder: Folder, now: datetime) -> FolderNow:
    offered = downloads.offered(person, folder, now)
    kept = [one for one in offered if one.hindrance]
    return FolderNow(
        folder.value, downloads.downloadable(person, folder, now), list(_grouped(kept))
    )


def _grouped(kept: list[Offered]) -> Iterable[Withheld]:
    for hindrance in dict.fromkeys(one.hindrance for one in kept):
        same = [one for one in kept if one.hindrance == hindrance]
        orders = list(dict.fromkeys(order for one in same for order in one.unpaid))
        if hindrance:
            yield Withheld(hindrance, [one.photo for one in same], orders)
