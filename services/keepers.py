"""Who keeps a promise, by its kind. A keeper may return the id that the outside gave."""

from collections.abc import Callable

from models.outbox import OutboxEntry
from services import document_rendering, document_settings, mails, order_mails, shops

KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    **mails.KEEPERS,
    **order_mails.KEEPERS,
    **document_rendering.KEEPERS,
    **document_settings.KEEPERS,
    **shops.KEEPERS,
}
