"""The photographer's pages. Everybody here is signed in; every getter asks for the studio."""

from flask import Blueprint
from flask_login import login_required

bp = Blueprint("studio", __name__, url_prefix="/studio")


@bp.before_request
@login_required
def _signed_in() -> None:
    """Send everybody else to the sign-in page."""


from blueprints.studio import (  # noqa: E402, F401 - they hang their routes on bp
    activity,
    archive,
    changes,
    chapters,
    client_data,
    client_merge,
    clients,
    completion,
    consents,
    deadlines,
    deliveries,
    document_list,
    document_settings,
    documents,
    download_rights,
    exports,
    feedback,
    finished_names,
    galleries,
    gallery_access,
    invitations,
    logo,
    mail_account,
    mail_templates,
    order_edit,
    order_list,
    order_merge,
    orders,
    payments,
    photos,
    price_lists,
    prices,
    prints,
    promises,
    rail,
    replacements,
    rules,
    search,
    selection,
    settings,
    start,
    statuses,
    uploads,
    watermark,
)
