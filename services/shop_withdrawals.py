"""Orders that were cancelled in the shop: the one case in which its status does something here.

Off unless the photographer has listed statuses that mean it; the order itself stays (D12, N-10).
"""

from connectors.values import Standing
from models.document import Slot
from models.shop_link import Finding, ShopLink
from services import documents_by_hand, sale_documents, shop_following


def withdraw(link: ShopLink, standing: Standing) -> bool:
    """Take back a confirmation or pro forma; an invoice needs a correction, which a person makes.

    A step. True when it was not known before.
    """
    if link.order.is_cancelled:
        return False
    facts = {"status": standing.status, "sold": sale_documents.sale_of(link.order) is not None}
    is_new = shop_following.note_finding(link, Finding.WITHDRAWN, facts)
    if is_new:
        _take_back_documents(link)
    return is_new


def _take_back_documents(link: ShopLink) -> None:
    standing = (one for one in link.order.documents if one.cancelled_at is None)
    for document in [one for one in standing if one.slot == Slot.ORDER]:
        documents_by_hand.take_back(document, "")
