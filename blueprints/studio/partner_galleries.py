"""The sessions whose photos a partner may order prints of (D25)."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Row, select

from blueprints import access
from blueprints.numbers import number
from blueprints.offer_access import partner_of_client
from blueprints.studio import bp
from extensions import db
from models.gallery import Gallery
from models.gallery_share import GalleryShare
from models.partner import Partner
from services import partners

LISTED = 200


def choices_of(partner: Partner) -> Sequence[Row]:
    """(session, when it was shared or None): the shared ones first, then the newest."""
    shared_at = (
        select(GalleryShare.shared_at)
        .where(GalleryShare.gallery_id == Gallery.id, GalleryShare.partner_id == partner.id)
        .correlate(Gallery)
        .scalar_subquery()
    )
    own = select(Gallery, shared_at).where(
        Gallery.studio_id == partner.studio_id, Gallery.deleted_at.is_(None)
    )
    order = (shared_at.is_(None), Gallery.id.desc())
    return db.session.execute(own.order_by(*order).limit(LISTED)).all()


@bp.post("/clients/<int:client_id>/offer/sessions")
def share_with_partner(client_id: int):
    """`gallery=<id>`, and `withdraw=1` to take it back."""
    partner = partner_of_client(client_id)
    gallery = access.gallery_of_studio(request.form.get("gallery", 0, type=number))
    if "withdraw" in request.form:
        partners.withdraw_gallery(partner, gallery)
        flash(_("No prints of this session can be ordered by the partner any more."))
    else:
        partners.share_gallery(partner, gallery)
        flash(_("The partner may order prints of this session."))
    return redirect(url_for(".show_partner_offer", client_id=client_id, _anchor="sessions"), 303)
