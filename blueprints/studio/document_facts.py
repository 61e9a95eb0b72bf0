"""Facts about documents in the timeline of an order."""

from typing import Any

from flask_babel import lazy_gettext

from models.document import DocumentKind

ICONS = {
    "document.issued": "receipt",
    "document.cancelled": "circle-x",
    "document.attached": "link",
}
TITLES = {
    "document.issued": lazy_gettext("Document %(number)s issued"),
    "document.cancelled": lazy_gettext("Document %(number)s cancelled"),
    "document.attached": lazy_gettext("Document %(number)s attached"),
}
KINDS: dict[str, Any] = {
    DocumentKind.RO: lazy_gettext("Order confirmation (reservation)"),
    DocumentKind.PF: lazy_gettext("Pro forma invoice"),
    DocumentKind.FS: lazy_gettext("Invoice"),
    DocumentKind.PA: lazy_gettext("Confirmation of sale"),
    DocumentKind.KFS: lazy_gettext("Correcting invoice"),
}
NAMES = {
    "document.render": lazy_gettext("PDF of a document"),
    "document.sample": lazy_gettext("Sample of a document"),
}
