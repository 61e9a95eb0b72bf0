"""The document of an order's sale, as others look for it and send it on."""

from connectors.values import Paper
from extensions import db
from models.document import Document, Slot
from models.order import Order
from services.delivery_errors import NotDelivered
from services.files import storage


def sale_of(order: Order) -> Document | None:
    """The document of the sale that stands, if there is one."""
    sales = Document.of_studio(order.studio_id).where(
        Document.order_id == order.id,
        Document.slot == Slot.SALE,
        Document.cancelled_at.is_(None),
    )
    return db.session.scalar(sales)


def paper_of(order: Order) -> Paper:
    """That document as a file. Raises NotDelivered while it is not rendered."""
    document = sale_of(order)
    if document is None or document.pdf_key is None:
        raise NotDelivered("the document is not rendered yet", code="document")
    with storage().open(document.pdf_key) as file:
        return Paper(document.full_number, document.file_name, file.read(), kind=document.kind)
