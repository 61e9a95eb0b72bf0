"""Correcting an invoice: another document says what was, what is, and the difference."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from formats.amount_in_words import amount_in_words
from models.document import Document, DocumentKind
from services import documents
from services.document_content import buyer_of
from services.document_lines import priced, rates_of, total_of
from services.document_numbers import take_number
from services.document_refusals import CorrectionWrong
from services.transaction import transaction

QUANTITY_LIMIT = 9_999


@dataclass(frozen=True)
class Correction:
    """What is right, by the place of a line: pieces and gross cents of one; the buyer's data.

    `corrections` is how many had been issued when the form was shown.
    """

    reason: str
    quantities: Mapping[int, int] = field(default_factory=dict)
    unit_cents: Mapping[int, int] = field(default_factory=dict)
    buyer: Mapping[str, str] = field(default_factory=dict)
    corrections: int = 0


def is_correctable(document: Document) -> bool:
    """An invoice of ours; one made elsewhere is corrected there."""
    return document.kind == DocumentKind.FS and not document.is_own


def content_now(document: Document) -> dict[str, Any]:
    """What the invoice says after its corrections."""
    newest = db.session.scalars(Document.corrections_of(document.id)).first()
    return (newest or document).content


def correction_count(document: Document) -> int:
    return len(db.session.scalars(Document.corrections_of(document.id)).all())


def is_behind(invoice: Document) -> bool:
    """Has the order been changed or cancelled since, so that the invoice wants a correction?"""
    order, content = invoice.order, content_now(invoice)
    cents = content["total"]["gross_cents"]
    if order.is_cancelled:
        return cents != 0
    return cents != order.total_cents or content["buyer"] != buyer_of(order)


def correct(invoice: Document, correction: Correction, actor: str) -> Document:
    """Issue the next correction of an invoice, which itself stays as it is. Raises CorrectionWrong.

    Prices keep their sign: a discount stays one, and is left out by a quantity of nothing.
    """
    if not is_correctable(invoice):
        raise CorrectionWrong(lazy_gettext("Only an invoice made here is corrected here."))
    if not correction.reason.strip():
        raise CorrectionWrong(lazy_gettext("Write why the invoice is corrected."))
    with transaction():
        # Two corrections of one invoice are issued one after the other.
        lock = update(Document).where(Document.id == invoice.id)
        db.session.execute(lock.values(kind=Document.kind))
        if correction_count(invoice) != correction.corrections:
            raise CorrectionWrong(
                lazy_gettext("Another correction was issued meanwhile. Look at it, then go on.")
            )
        before = content_now(invoice)
        lines = [_line(place, one, correction) for place, one in enumerate(before["lines"])]
        buyer = before["buyer"] | dict(correction.buyer)
        if lines == before["lines"] and buyer == before["buyer"]:
            raise CorrectionWrong(lazy_gettext("Nothing is different. Change what was wrong."))
        document = _correcting(invoice, actor)
        document.content = _content(invoice, before, lines, buyer, correction.reason.strip())
        document.total_cents = document.content["difference"]["total"]["gross_cents"]
        documents.record(invoice.order, document, actor)
    return document


def _line(place: int, line: dict[str, Any], correction: Correction) -> dict[str, Any]:
    quantity = correction.quantities.get(place, line["quantity"])
    cents = correction.unit_cents.get(place, abs(line["unit_cents"]))
    if not 0 <= quantity <= QUANTITY_LIMIT or cents < 0:
        raise CorrectionWrong(lazy_gettext("Write a number from 0 to %(max)s.", max=QUANTITY_LIMIT))
    unit_cents = -cents if line["unit_cents"] < 0 else cents
    if (quantity, unit_cents) == (line["quantity"], line["unit_cents"]):
        return deepcopy(line)
    return priced(line["name"], line["unit"], quantity, unit_cents, line["rate"])


def _correcting(invoice: Document, actor: str) -> Document:
    number, day = take_number(invoice.order.studio, DocumentKind.KFS)
    return Document.begin(
        invoice.order,
        DocumentKind.KFS,
        day,
        slot=None,
        number=number,
        locale=invoice.locale,
        currency=invoice.currency,
        corrects_id=invoice.id,
        actor=actor,
    )


def _content(
    invoice: Document,
    before: dict[str, Any],
    lines: list[dict[str, Any]],
    buyer: dict[str, str],
    reason: str,
) -> dict[str, Any]:
    kept = ("seller", "logo_key", "is_exempt", "order", "sold_on", "recipient", "basis")
    difference = _difference(before["lines"], lines)
    cents = difference["total"]["gross_cents"]
    words = amount_in_words(cents, invoice.currency, invoice.locale)
    return {
        **{name: deepcopy(before.get(name)) for name in kept},
        "buyer": buyer,
        "buyer_before": deepcopy(before["buyer"]) if buyer != before["buyer"] else None,
        "lines": lines,
        "rates": rates_of(lines),
        "total": total_of(lines),
        "before": {name: deepcopy(before[name]) for name in ("lines", "rates", "total")},
        "difference": difference,
        "words": words if invoice.content.get("words") else "",
        "reason": reason,
        "corrects": {"number": invoice.full_number, "issued_on": invoice.issued_on.isoformat()},
        "payment": None,
        "remark": "",
    }


def _difference(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, Any]:
    """Of each rate that is different, and of all."""
    amounts = ("net_cents", "vat_cents", "gross_cents")
    changes = [
        {**new, **{name: new[name] - old[name] for name in amounts}}
        for old, new in zip(before, after, strict=True)
    ]
    rates = [one for one in rates_of(changes) if one["gross_cents"] or one["vat_cents"]]
    return {"rates": rates, "total": total_of(changes)}
