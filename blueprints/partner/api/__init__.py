"""CustomerAPI: partners look up what they may order, order it, and read what became of it.

Every address is an operation of `registry`, which the document of the interface is made from.
"""

from flask import Blueprint

PREFIX = "/customer-api/v1"

bp = Blueprint("customer_api", __name__, url_prefix=PREFIX)

from blueprints.partner.api import (  # noqa: E402, F401 - they hang their routes on bp
    baskets,
    document,
    files,
    orders,
    problems,
    webhook,
)
