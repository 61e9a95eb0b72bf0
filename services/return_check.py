"""The return check: what was ordered, beside the finished files, before they are handed over."""

import hashlib
from dataclasses import dataclass, field

from sqlalchemy import select

from extensions import db
from formats.returns import Differences, compare
from formats.stems import matching_key, stem
from models.gallery import Gallery
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from services.refusals import Refused


class ReturnCheckFailed(Refused):
    """Something differs, and nobody has said that it may; `check` tells what."""

    status = 422

    def __init__(self, message: str, check: "ReturnCheck"):
        super().__init__(message)
        self.check = check


@dataclass(frozen=True)
class ReturnCheck:
    """Every ordered photo once, in sheet order. `missing` are those without a full file; the
    other differences are names of files. `waived` tells what was let pass before."""

    ordered_count: int = 0
    full_count: int = 0
    missing: list[OrderedPhoto] = field(default_factory=list)
    differences: Differences = Differences()
    waived: str = ""

    @property
    def here_count(self) -> int:
        return self.ordered_count - len(self.missing)

    @property
    def surplus(self) -> tuple[str, ...]:
        return self.differences.surplus

    @property
    def is_started(self) -> bool:
        return self.full_count > 0

    @property
    def differs(self) -> bool:
        return self.differences != Differences()

    @property
    def fingerprint(self) -> str:
        """Names exactly these differences; "" when there is none."""
        return hashlib.sha256(repr(self.differences).encode()).hexdigest() if self.differs else ""

    @property
    def is_waived(self) -> bool:
        return self.differs and self.fingerprint == self.waived


def of(gallery: Gallery) -> ReturnCheck:
    """Ordered photos against the full-resolution folder, and that against the web folder.

    Names are compared without ending and suffix: IMG_1044-Edit.jpg counts as IMG_1044.
    """
    ordered = _ordered_photos(gallery)
    names = _names(gallery)
    differences = compare(
        [one.filename for one in ordered],
        names[Folder.PROOFS],
        names[Folder.FULL],
        [] if _web_is_being_made(gallery) else names[Folder.WEB],
        gallery.studio.finished_suffix,
    )
    missing = set(differences.missing)
    return ReturnCheck(
        len({matching_key(stem(one.filename)) for one in ordered}),
        len(names[Folder.FULL]),
        [one for one in ordered if one.filename in missing],
        differences,
        gallery.delivery.waived,
    )


def _names(gallery: Gallery) -> dict[str, list[str]]:
    """File names of each folder. A finished photo that is hidden reaches nobody, so it is not here;
    the original of one may be hidden."""
    names: dict[str, list[str]] = {folder.value: [] for folder in Folder}
    is_here = (Photo.folder == Folder.PROOFS) | Photo.hidden_at.is_(None)
    here = select(Photo.folder, Photo.filename).where(Photo.gallery_id == gallery.id, is_here)
    for folder, filename in db.session.execute(here.order_by(Photo.sort_key, Photo.id)):
        names[folder].append(filename)
    return names


def _web_is_being_made(gallery: Gallery) -> bool:
    """While Kadr makes web versions, a lack of them is no fault."""
    if not gallery.delivery.makes_web_version:
        return False
    undone = Photo.rendered_at.is_(None) | Photo.web_asked_at.is_not(None)
    waiting = select(Photo.id).where(
        Photo.gallery_id == gallery.id,
        Photo.folder == Folder.FULL,
        Photo.failed_at.is_(None),
        undone,
    )
    return db.session.scalar(waiting.limit(1)) is not None


def _ordered_photos(gallery: Gallery) -> list[OrderedPhoto]:
    """What the finished photos are made of: every photo of the standing orders, in sheet order."""
    standing = (Order.gallery_id == gallery.id) & Order.cancelled_at.is_(None)
    orders = db.session.scalars(Order.with_photos(standing)).all()
    photos = OrderedPhoto.group(line for order in orders for line in order.lines)
    return sorted(photos, key=lambda one: (one.number is None, one.number or 0))
