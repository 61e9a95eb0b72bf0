"""Mails about the studio's shops. They leave through the outbox, like all."""

from flask import current_app
from flask_babel import force_locale

from extensions import db
from models.outbox import OutboxEntry
from models.shop import Shop
from services import shop_reasons
from services.letters import send


def shop_refused(entry: OutboxEntry) -> None:
    """A shop refuses Kadr, and somebody has to look; by the installation's server."""
    shop = db.session.get_one(Shop, entry.subject_id)
    locale = shop.studio.locale
    with force_locale(locale):
        why = shop_reasons.explain(shop.paused_code, shop.paused_error)
    link = f"{current_app.config['PUBLIC_BASE_URL']}/studio/shops/{shop.id}"
    send(entry, "shop_refused", locale, studio=shop.studio, link=link, shop=shop, why=why)


KEEPERS = {"mail.shop_refused": shop_refused}
