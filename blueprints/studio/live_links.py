"""Every live link of the studio in one place: what it opens, for whom, and its end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from blueprints.studio import bp
from blueprints.studio.paging import page_of
from extensions import db
from models.baselinker_access import BaseLinkerAccess
from models.gallery import Gallery
from models.invitation import Invitation
from models.order_link import OrderLink
from models.partner_login import PartnerLogin
from models.partner_token import PartnerToken, TokenKind
from models.password_reset import PasswordReset
from models.shop import Shop
from services.live_links import KINDS, counts

WORDS = {
    "invitations": lazy_gettext("Sessions"),
    "public": lazy_gettext("Public sessions"),
    "orders": lazy_gettext("Pages of orders"),
    "keys": lazy_gettext("Partners' addresses and keys"),
    "logins": lazy_gettext("Partners' sign-ins"),
    "baselinker": lazy_gettext("BaseLinker"),
    "news": lazy_gettext("News of shops"),
    "passwords": lazy_gettext("New passwords"),
}


@dataclass(frozen=True)
class Line:
    opens: str
    whom: str
    used_at: datetime | None
    ends_at: datetime | None = None


@bp.get("/settings/links")
def list_live_links():
    chosen = request.args.get("kind", "invitations")
    kind = KINDS.get(chosen) or abort(404)
    return render_template(
        "studio/live_links.html",
        chosen=chosen,
        words=WORDS,
        counts=counts(current_user.studio_id),
        found=page_of(kind.rows(current_user.studio_id)),
        line=_line,
        key=kind.key.key,
        place="settings",
        part="links",
    )


@bp.post("/settings/links/<way>/<int:way_id>/revocation")
def revoke_live_link(way: str, way_id: int):
    """The address and whatever was opened with it are dead with the next request."""
    known = KINDS.get(way) or abort(404)
    own = known.rows(current_user.studio_id).where(known.key == way_id)
    known.revoke(db.session.scalar(own) or abort(404))
    flash(_("The link is dead."))
    return redirect(url_for(".list_live_links", kind=way), 303)


def _line(row: Any) -> Line:
    match row:
        case Invitation():
            whom = " · ".join(filter(None, (row.name, row.email))) or _("Visitor")
            return Line(row.gallery.title, whom, row.last_used_at)
        case Gallery():
            return Line(row.title, _("Everybody who has the link"), None)
        case OrderLink():
            opens = _("Photo order #%(number)s", number=row.order.number)
            return Line(opens, row.order.client_email or row.order.client_name, row.last_used_at)
        case PartnerToken():
            is_feed = row.kind == TokenKind.FEED
            opens = _("Offer") if is_feed else _("Ordering by CustomerAPI")
            whom = f"{row.partner.name} · …{row.hint}"
            return Line(opens, whom, row.last_used_at, row.ends_at)
        case PartnerLogin():
            whom = f"{row.partner.name} · {row.email}"
            return Line(_("Page for partners"), whom, row.last_signed_in_at, row.invite_ends_at)
        case BaseLinkerAccess():
            return Line(_("Orders and products"), _("BaseLinker"), row.last_called_at)
        case Shop():
            return Line(_("Calls that an order has changed"), row.name, None)
        case PasswordReset():
            return Line(_("Set a password"), row.user.email, None, row.expires_at)
    raise TypeError(type(row).__name__)
