"""Which requests are written into the access log, and what about.

Signing in and passwords are written by their services, in one transaction with the fact.
"""

from typing import Any

from flask import request
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from werkzeug.wrappers import Response

from blueprints import signing
from extensions import db
from models.client import Client
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.shop import Shop
from services import audit

LINKS = {
    "revoke_live_link": "revoked",
    "invite": "made",
    "send_gallery": "mailed",
    "mail_invitation": "mailed",
    "show_link": "seen",
    "renew_link": "renewed",
    "revoke_link": "revoked",
    "change_public_link": "public",
    "change_pin": "pin",
    "change_visibility": "visibility",
    "make_partner_key": "key",
    "renew_partner_addresses": "addresses",
    "revoke_partner_token": "revoked",
    "share_with_partner": "shared",
    "invite_partner": "made",
    "end_partner_login": "revoked",
    "change_baselinker": "baselinker",
    "take_baselinker_password": "baselinker",
}
DATA = {
    "download_gallery_export": "exported",
    "download_order_export": "exported",
    "record_gallery_export": "exported",
    "record_order_export": "exported",
    "download_gallery_prints": "exported",
    "download_order_prints": "exported",
    "download_catalogue": "catalogue",
    "download_document_list": "documents",
    "download_documents": "documents",
    "download_partner_file": "file",
    "download_client_data": "client_exported",
    "erase_client": "client_erased",
    "merge_client": "client_merged",
    "delete_gallery": "session_deleted",
}
SETTINGS = {
    "change_settings": "studio",
    "change_mail_account": "mail",
    "end_test_mode": "mail",
    "change_template": "templates",
    "restore_template": "templates",
    "change_payment_terms": "payments",
    "change_document_settings": "documents",
    "change_offer_settings": "offer",
    "change_partner_offer": "offer",
    "change_feedback": "feedback",
    "change_download_right": "downloads",
    "change_download_right_of": "downloads",
    "connect_shop": "shop",
    "change_connection": "shop",
    "remove_shop": "shop",
    "add_consent": "consents",
    "change_consent": "consents",
    "remove_consent": "consents",
}
FACTOR = {
    "turn_second_factor_on": "on",
    "turn_second_factor_off": "off",
    "renew_recovery_codes": "codes",
}
SIGN_IN = {"end_sign_in": "ended", "end_other_sign_ins": "others_ended"}
GROUPS = {
    "link": LINKS,
    "data": DATA,
    "settings": SETTINGS,
    "factor": FACTOR,
    "sign_in": SIGN_IN,
}
KINDS = {
    f"studio.{name}": f"{group}.{what}"
    for group, known in GROUPS.items()
    for name, what in known.items()
}
# A page that only asks before it removes shares its endpoint with the removal.
SEEN_BY_GET = {"studio.show_link"} | {f"studio.{name}" for name in DATA if "download" in name}
NAMES: dict[str, ColumnElement[Any] | Any] = {
    "gallery_id": Gallery.title,
    "invitation_id": Invitation.name,
    "client_id": Client.name,
    "order_id": Order.number,
    "shop_id": Shop.name,
}


def note_answer(response: Response) -> Response:
    """Of a request that did what it was for; a refusal is no access."""
    kind = KINDS.get(request.endpoint or "")
    is_counted = request.method not in ("GET", "HEAD") or request.endpoint in SEEN_BY_GET
    if kind and is_counted and response.status_code < 400 and current_user.is_authenticated:
        user = current_user
        audit.record(user.studio_id, kind, user.name, signing.caller(), _about())
    return response


def _about() -> str:
    """What the address names, as a person calls it."""
    for name, number in (request.view_args or {}).items():
        if name in NAMES:
            column = NAMES[name]
            found = db.session.scalar(select(column).where(column.class_.id == number))
            return f"#{found}" if name == "order_id" else str(found or "")
    return ""
