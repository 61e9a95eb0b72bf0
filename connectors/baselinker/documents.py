"""A document at an order of BaseLinker: a private link by default, the file only when asked for."""

import base64
from collections.abc import Mapping
from typing import Any

from connectors import ConnectorError
from connectors.baselinker.wire import Wire
from connectors.baselinker.writing import COMMENT
from connectors.texts import plain
from connectors.values import Paper


def note(wire: Wire, row: Mapping[str, Any], paper: Paper, field: str) -> None:
    """Number and link, once: in the extra field of this id, else under the seller's comments.

    Raises ConnectorError when there is no room; half a link would lead nowhere.
    """
    said = plain(f"{paper.number}: {paper.link}")
    order_id = int(row["order_id"])
    if field:
        wire.call("setOrderFields", order_id=order_id, custom_extra_fields={field: said})
        return
    before = str(row.get("admin_comments") or "").strip()
    if paper.number in before:
        return
    comments = f"{before}\n{said}".strip()
    if len(comments) > COMMENT and _is_ours(before, row):
        comments = said
    if len(comments) > COMMENT:
        raise ConnectorError(f"> {COMMENT}", code="too_long", permanent=True)
    wire.call("setOrderFields", order_id=order_id, admin_comments=comments)


def attach(wire: Wire, order_id: int, paper: Paper, series: str) -> None:
    """The file at the order's invoice, which is issued in this series when there is none.

    That makes a second numbered document in BaseLinker's own books. Raises ConnectorError when
    the invoice stands for another document already.
    """
    invoices = wire.call("getInvoices", order_id=order_id)["invoices"]
    number = paper.number[:30]
    if any(str(one.get("external_invoice_number") or "") == number for one in invoices):
        return
    if any(one.get("external_invoice_number") for one in invoices):
        raise ConnectorError("external_invoice_number", code="document", permanent=True)
    if invoices:
        invoice_id = invoices[0]["invoice_id"]
    else:
        terms = {"order_id": order_id, "series_id": int(series), "vat_rate": "DEFAULT"}
        invoice_id = wire.call("addInvoice", **terms)["invoice_id"]
    data = base64.b64encode(paper.data).decode()
    wire.call(
        "addOrderInvoiceFile",
        invoice_id=invoice_id,
        file=f"data:{data}",
        external_invoice_number=number,
    )


def _is_ours(comments: str, row: Mapping[str, Any]) -> bool:
    """Did we write them with the order, and nobody since? What they say stands in fields of its
    own, too."""
    reference = str(row.get("extra_field_1") or "")
    return bool(reference) and comments.endswith(reference)
