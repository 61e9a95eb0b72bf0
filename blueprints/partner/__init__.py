"""Other systems that come to Kadr with a key of their own."""

from flask import Blueprint

bp = Blueprint("partner", __name__)

from blueprints.partner import baselinker, feed  # noqa: E402, F401 - they hang their routes on bp
