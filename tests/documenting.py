"""Rows for tests about documents: who sells, what was sold, and orders without any paper."""

from extensions import db
from models import Document, DocumentKind, DocumentSeries, Event, OutboxEntry, Studio
from services import documents_by_hand
from services.files import storage


def undocumented(order):
    """As if no document had been issued when it came in."""
    ids = [document.id for document in order.documents]
    waits = OutboxEntry.subject_id.in_(ids)
    db.session.query(OutboxEntry).filter(waits, OutboxEntry.kind == "document.render").delete()
    db.session.query(Document).filter_by(order_id=order.id).delete()
    db.session.query(DocumentSeries).filter_by(studio_id=order.studio_id).delete()
    db.session.query(Event).filter_by(order_id=order.id, kind="document.issued").delete()
    db.session.commit()
    db.session.expire_all()
    return order


def sells(studio: Studio, **values) -> Studio:
    """With everything an invoice must say of the seller."""
    settings = studio.document_settings
    seller = {"seller_name": "Hanna Żurek Fotografia", "street": "Długa 5", "postcode": "31-147"}
    seller |= {"city": "Kraków", "tax_id": "6762451135"}
    for name, value in {**seller, **values}.items():
        setattr(settings, name, value)
    db.session.commit()
    return studio


def sold(order, kind=DocumentKind.FS):
    """The document of its sale, with a PDF that nobody has laid out."""
    document = documents_by_hand.issue(order, kind, "Hanna")
    document.pdf_key = f"studios/{order.studio_id}/documents/{document.id}.pdf"
    document.pdf_bytes, document.pdf_sha256 = 8, "0" * 64
    storage().put(document.pdf_key, b"%PDF-1.7")
    db.session.commit()
    return document
