"""What a partner has sent to be printed, for whoever prints it."""

from flask import abort
from sqlalchemy import select

from blueprints.access import order_of_studio
from blueprints.files import send_stored
from blueprints.studio import bp
from extensions import db
from models.order_line import OrderLine
from models.partner_file import PartnerFile


@bp.get("/orders/<int:order_id>/partner-files/<public_id>")
def download_partner_file(order_id: int, public_id: str):
    """The file of one of the order's lines, under the name the partner gave it."""
    order = order_of_studio(order_id)
    wanted = select(PartnerFile).join(OrderLine, OrderLine.partner_file_id == PartnerFile.id)
    own = wanted.where(OrderLine.order_id == order.id, PartnerFile.public_id == public_id)
    file = db.session.scalar(own.limit(1)) or abort(404)
    return send_stored(file.storage_key, file.media_type, download_name=file.filename)
