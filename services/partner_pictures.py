"""What is printed: a file that the partner has sent, or a photo of a session that is shared."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select

from extensions import db
from models.gallery import Gallery
from models.gallery_share import GalleryShare
from models.line_kind import LineKind
from models.partner import Partner
from models.partner_file import PartnerFile
from models.photo import Folder, Photo
from services.partner_baskets import Found
from services.partner_terms import Fault, TermsWrong, Wanted


def shared_with(partner: Partner) -> Select[Gallery]:
    """The sessions that the studio has shared, the newest first; none that is deleted."""
    return (
        select(Gallery)
        .join(GalleryShare, GalleryShare.gallery_id == Gallery.id)
        .where(GalleryShare.partner_id == partner.id, Gallery.deleted_at.is_(None))
        .order_by(Gallery.id.desc())
    )


def of_line(partner: Partner, place: int, one: Found) -> dict[str, Any]:
    """The columns of a line that say what kind it is and what is printed. Raises TermsWrong."""
    wanted = one.wanted
    has_picture = bool(wanted.file or wanted.session)
    if not one.takes_picture and has_picture:
        field, message = "file" if wanted.file else "photo", _("This product takes no picture.")
        raise TermsWrong(Fault("picture_not_wanted", f"lines[{place}].{field}", message))
    if not one.takes_picture:
        return {"kind": LineKind.PRODUCT}
    if bool(wanted.file) == bool(wanted.session):
        message = _("Say which file or which photo is printed: one of the two.")
        raise TermsWrong(Fault("picture_missing", f"lines[{place}].file", message))
    if wanted.file:
        return _of_file(partner, place, wanted)
    return _of_photo(partner, place, wanted)


def _of_file(partner: Partner, place: int, wanted: Wanted) -> dict[str, Any]:
    mine = PartnerFile.of_partner(partner.id).where(PartnerFile.public_id == wanted.file)
    file = db.session.scalar(mine)
    if file is None:
        message = _("There is no such file. Send it first.")
        raise TermsWrong(Fault("file_unknown", f"lines[{place}].file", message))
    return {"kind": LineKind.PRINT, "partner_file_id": file.id, "filename": file.filename}


def _of_photo(partner: Partner, place: int, wanted: Wanted) -> dict[str, Any]:
    session = db.session.scalar(shared_with(partner).where(Gallery.code == wanted.session))
    photo = None
    if session is not None:
        shown = Photo.shown_in_folder(session.id, Folder.PROOFS)
        photo = db.session.scalar(shown.where(Photo.number == wanted.number).limit(1))
    if photo is None:
        message = _("No photo of this number is shared with you.")
        raise TermsWrong(Fault("photo_unknown", f"lines[{place}].photo", message))
    return {
        "kind": LineKind.PRINT,
        "photo_id": photo.id,
        "filename": photo.filename,
        "photo_number": photo.number,
    }
