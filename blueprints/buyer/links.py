"""What is behind the link of an order, and how its pages speak."""

from flask import abort
from flask_babel import gettext as _

from blueprints import errors, locale, look
from blueprints.buyer import bp
from extensions import db
from models.order import Order
from models.order_link import OrderLink
from services import order_links


def welcome(token: str) -> Order:
    """The order of this link; from here on the request speaks its language. Aborts 404."""
    link = db.session.scalar(OrderLink.by_token(token)) or abort(404)
    order_links.note_use(link)
    order = link.order
    locale.speak(order.locale)
    locale.show_times_in(order.studio.timezone)
    if order.gallery:
        look.dress(order.gallery)
    return order


@bp.after_request
def _keep_private(response):
    """The address holds a secret, so no other site may learn it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.errorhandler(404)
def _no_way_in(_error):
    return errors.answer(
        404,
        _("Nothing here"),
        _(
            "Open the link from the e-mail once more: it is the green button in it. "
            "If that does not help, reply to that message: the studio will get your words."
        ),
    )
