"""Who keeps a promise, by its kind. A keeper may return the id that the outside gave."""

from collections.abc import Callable

from models.outbox import OutboxEntry
from services import (
    alarm_mails,
    buyer_mails,
    catalogue_reading,
    document_rendering,
    document_settings,
    mails,
    order_mails,
    partner_mails,
    partner_news,
    shop_mails,
    shop_pushes,
    shop_tellings,
)

KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    **mails.KEEPERS,
    **alarm_mails.KEEPERS,
    **order_mails.KEEPERS,
    **partner_mails.KEEPERS,
    **buyer_mails.KEEPERS,
    **document_rendering.KEEPERS,
    **document_settings.KEEPERS,
    **partner_news.KEEPERS,
    **shop_mails.KEEPERS,
    **shop_pushes.KEEPERS,
    **shop_tellings.KEEPERS,
    **catalogue_reading.KEEPERS,
}
