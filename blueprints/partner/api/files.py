"""What is printed: files that are sent first, and photos of sessions that the studio shares."""

from flask import abort, request
from flask_babel import lazy_gettext as _

from blueprints.partner.api import bp, reading
from blueprints.partner.api.asked import FileAsked, PhotosAsked
from blueprints.partner.api.problems import NotUnderstood
from blueprints.partner.api.registry import FORM, operation
from blueprints.partner.api.told import FileTold, PhotosTold, PhotoTold, SessionTold
from extensions import db
from models.gallery import Gallery
from models.partner import Partner
from models.photo import Folder, Photo
from services import partner_files, partner_pictures, uploads
from services.partner_terms import Fault

RAW = (
    *("application/octet-stream", "image/jpeg", "image/png", "image/tiff"),
    *("image/webp", "image/heic", "image/heif"),
)


@operation(
    "POST",
    "/files",
    summary=_("Send a file to be printed"),
    description=_(
        "The bytes themselves, with ?name=, or a form with the field file. JPEG, PNG, TIFF, WebP "
        "or HEIC. The answer's id goes into the line of an order; the same bytes are kept once. "
        "A file that no order names is forgotten after a while."
    ),
    query=FileAsked,
    answer=FileTold,
    statuses=(201, 200),
    problems=(413, 415, 422, 507),
    media_types=(*RAW, FORM),
)
def receive_file(partner: Partner, query: FileAsked):
    stream, name = _sent()
    file, is_new = partner_files.receive(partner, query.name or name, stream)
    return FileTold.of(file), 201 if is_new else 200


@operation(
    "GET",
    "/photos",
    summary=_("Photos you may have printed"),
    description=_("The sessions that are shared with you; with session, its photos by number."),
    query=PhotosAsked,
    answer=PhotosTold,
    problems=(404, 422),
)
def list_photos(partner: Partner, query: PhotosAsked):
    shared = partner_pictures.shared_with(partner)
    if not query.session:
        return PhotosTold(sessions=list(map(SessionTold.of, db.session.scalars(shared))))
    session = db.session.scalar(shared.where(Gallery.code == query.session)) or abort(404)
    shown = Photo.shown_in_folder(session.id, Folder.PROOFS).where(
        Photo.number.is_not(None), Photo.number > (query.cursor or 0)
    )
    found = db.session.scalars(shown.order_by(None).order_by(Photo.number).limit(query.limit + 1))
    photos = list(found)
    page = photos[: query.limit]
    return PhotosTold(
        sessions=[SessionTold.of(session)],
        photos=[PhotoTold.of(photo) for photo in page],
        next_cursor=page[-1].number if len(photos) > query.limit else None,
    )


@bp.url_value_preprocessor
def _limit_what_is_read(_endpoint: str | None, _values: dict | None) -> None:
    """Before anything else, the key included, looks at the form: none is larger than its file."""
    request.max_content_length = uploads.limit_bytes() + reading.BODY_BYTES


def _sent():
    """The bytes, and the name that a form gives them. Raises NotUnderstood."""
    if request.mimetype == FORM:
        file = request.files.get("file")
        if file is None:
            raise NotUnderstood(422, Fault("missing", "file", _("This field is missing.")))
        return file.stream, file.filename or ""
    if request.mimetype not in RAW:
        message = _("Send the file itself, or a form with it.")
        raise NotUnderstood(415, Fault("media_type", "Content-Type", message))
    return request.stream, ""
