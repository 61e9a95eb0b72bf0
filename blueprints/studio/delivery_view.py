"""What the tab "Photo delivery" shows, read once."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.delivery import Download, DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.photo import Folder, Photo
from models.types import utc_now
from services import deliveries, downloads, letters, return_check, web_choice
from services.return_check import ReturnCheck

MAIL_KIND = "mail.delivery_ready"
SHOWN = 12
SHOWN_DOWNLOADS = 50


@dataclass(frozen=True)
class FolderCard:
    """One folder: figures of all its photos, and the first of them to look at."""

    name: str
    photos: list[Photo]
    failed: list[Photo]
    total: int
    ready: int
    size_bytes: int
    formats: list[str]
    longest_px: int

    @property
    def waiting(self) -> int:
        return self.total - self.ready - len(self.failed)

    @property
    def hidden(self) -> int:
        return self.total - len(self.photos)

    @property
    def format_names(self) -> str:
        return ", ".join(sorted(name.upper().replace("JPEG", "JPG") for name in self.formats))


@dataclass(frozen=True)
class Told:
    """One invited person and the newest mail about the finished photos, if there was any."""

    invitation: Invitation
    mail: OutboxEntry | None


@dataclass(frozen=True)
class View:
    """`shows` is the folder of which all photos are shown, or empty."""

    gallery: Gallery
    shows: str
    full: FolderCard
    web: FolderCard
    check: ReturnCheck
    fresh_count: int
    people: list[Told]
    downloads: list[Download]
    unpaid: list[Order]
    web_made_count: int
    web_asked_count: int

    @property
    def folders(self) -> list[FolderCard]:
        return [self.full, self.web]

    @property
    def has_files(self) -> bool:
        return any(one.total > len(one.failed) for one in self.folders)

    @property
    def is_busy(self) -> bool:
        """Previews or web versions are being made, or a mail is about to leave."""
        leaving = any(one.mail and one.mail.state in ("pending", "leased") for one in self.people)
        return leaving or self.web_asked_count > 0 or any(one.waiting for one in self.folders)

    @property
    def web_waiting(self) -> int:
        """Web versions that Kadr is still to make, for the first time or again."""
        if not self.gallery.delivery.makes_web_version:
            return 0
        return self.full.waiting + self.web_asked_count

    @property
    def is_over(self) -> bool:
        """Has the link's time passed for everybody who was given no more?"""
        ends_at = self.gallery.delivery.expires_at
        return ends_at is not None and utc_now() > ends_at

    @property
    def recipients(self) -> list[Invitation]:
        return [one.invitation for one in self.people if not one.invitation.is_revoked]

    @cached_property
    def subject(self) -> str:
        news = self.fresh_count if self.gallery.delivery.is_handed_over else 0
        return letters.subject_of("delivery_ready", self.gallery.locale, new_count=news)

    @cached_property
    def allowed_counts(self) -> list[int]:
        """How many full-resolution photos each recipient could take today, different ones once."""
        found = (len(downloads.permitted(one, Folder.FULL)) for one in self.recipients[:SHOWN])
        return sorted(set(found))


def of(gallery: Gallery, shows: str) -> View:
    return View(
        gallery=gallery,
        shows=shows,
        full=_card(gallery, Folder.FULL, shows),
        web=_card(gallery, Folder.WEB, shows),
        check=return_check.of(gallery),
        fresh_count=deliveries.fresh_count(gallery),
        people=_people(gallery),
        downloads=_downloads(gallery),
        unpaid=_unpaid(gallery),
        web_made_count=web_choice.made_count(gallery),
        web_asked_count=web_choice.asked_count(gallery),
    )


def _card(gallery: Gallery, folder: Folder, shows: str) -> FolderCard:
    photos = Photo.in_folder(gallery.id, folder)
    place = (Photo.gallery_id == gallery.id, Photo.folder == folder)
    figures = select(
        func.count(),
        func.count(Photo.rendered_at),
        func.coalesce(func.sum(Photo.size_bytes), 0),
        func.max(Photo.width_px),
        func.max(Photo.height_px),
    ).where(*place)
    total, ready, size_bytes, width_px, height_px = db.session.execute(figures).one()
    shown = photos if shows == folder else photos.limit(SHOWN)
    return FolderCard(
        name=folder.value,
        photos=list(db.session.scalars(shown)),
        failed=list(db.session.scalars(photos.where(Photo.failed_at.is_not(None)))),
        total=total,
        ready=ready,
        size_bytes=int(size_bytes),
        formats=list(db.session.scalars(select(Photo.format).where(*place).distinct())),
        longest_px=max(width_px or 0, height_px or 0),
    )


def _people(gallery: Gallery) -> list[Told]:
    told = {one.id for one in deliveries.recipients(gallery)}
    people = [one for one in gallery.invitations if not one.is_visitor or one.id in told]
    ids = [person.id for person in people]
    newest: dict[int, OutboxEntry] = {}
    for entry in db.session.scalars(OutboxEntry.about_any([MAIL_KIND], ids)):
        if entry.subject_id not in newest or newest[entry.subject_id].id < entry.id:
            newest[entry.subject_id] = entry
    return [Told(person, newest.get(person.id)) for person in people]


def _downloads(gallery: Gallery) -> list[Download]:
    recent = select(Download).where(Download.delivery_id == gallery.delivery.id)
    recent = recent.options(joinedload(Download.invitation), joinedload(Download.photo))
    newest = recent.order_by(Download.id.desc()).limit(SHOWN_DOWNLOADS)
    return list(db.session.scalars(newest))


def _unpaid(gallery: Gallery) -> list[Order]:
    if gallery.delivery.download_right != DownloadRight.PAID:
        return []
    return [one for one in gallery.orders if one.is_standing and not one.is_settled]
