"""The buyer's page of an order that comes from no gallery, opened by its link."""

from flask import Blueprint

bp = Blueprint("buyer", __name__, url_prefix="/o")

from blueprints.buyer import form, order  # noqa: E402, F401 - they hang their routes on bp
