"""What somebody of a partner sees when they sign in: their orders, and their offer's addresses."""

from flask import Blueprint

bp = Blueprint("partner_site", __name__, url_prefix="/partner")

from blueprints.partner_site import account, check, offer, orders  # noqa: E402, F401 - they hang routes
