"""Private addresses of documents that end by themselves, for whoever has no way to sign in."""

from dataclasses import replace
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from connectors.values import Paper
from extensions import db
from models.document import Document
from models.order import Order
from models.types import utc_now
from services.sale_documents import sale_of

LIFE = timedelta(days=365)


def linked(paper: Paper, order: Order) -> Paper:
    """The same paper with an address that anybody can open who was given it."""
    document = sale_of(order)
    if document is None:
        return paper
    token = _serializer().dumps([document.id, document.pdf_key])
    address = f"{current_app.config['PUBLIC_BASE_URL']}/papers/{token}"
    return replace(paper, link=address, link_until=utc_now() + LIFE)


def document_of(token: str) -> Document | None:
    """None for an address that was made up, has ended, or whose document was replaced."""
    try:
        document_id, key = _serializer().loads(token, max_age=int(LIFE.total_seconds()))
    except BadSignature:
        return None
    document = db.session.get(Document, document_id)
    return document if document and document.pdf_key == key else None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="document-link")
