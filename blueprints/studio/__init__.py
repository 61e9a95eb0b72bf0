"""The photographer's pages. Everybody here is signed in; every getter asks for the studio."""

from flask import Blueprint, request
from flask_login import login_required

from blueprints import audited, signing

bp = Blueprint("studio", __name__, url_prefix="/studio")


bp.after_request(audited.note_answer)


@bp.before_request
@login_required
def _signed_in():
    """Send everybody else to the sign-in page."""
    signing.note_use()
    return None if request.endpoint in security.PAGES else signing.ask_for_second_factor()


from blueprints.studio import (  # noqa: E402, F401 - they hang their routes on bp
    activity,
    archive,
    baselinker,
    catalogue_file,
    catalogue_words,
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
    live_links,
    logo,
    mail_account,
    mail_templates,
    new_order,
    offer_settings,
    order_edit,
    order_list,
    order_merge,
    order_shops,
    orders,
    parcels,
    partner_check,
    partner_feeds,
    partner_galleries,
    partner_logins,
    partner_offer,
    partner_pictures,
    partner_prices,
    partner_shops,
    payments,
    photos,
    price_lists,
    prices,
    prints,
    product_list,
    product_pictures,
    products,
    promises,
    rail,
    replacements,
    rules,
    search,
    second_factor,
    security,
    selection,
    settings,
    shop_connection,
    shop_mappings,
    shop_orders,
    shop_products,
    shop_tabs,
    shops,
    start,
    statuses,
    uploads,
    watermark,
)
