"""A new session that is set like another one."""

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.price_list import PriceList
from services import events, galleries, price_lists
from services.accounts import clean_email
from services.galleries import Terms
from services.transaction import transaction

# How it looks, what may be chosen and what happens by itself. People, photos, days, links, PIN and
# orders belong to one session only.
OF_GALLERY = (
    "watermark_kind",
    "watermark_text",
    "watermark_place",
    "watermark_opacity_percent",
    "scheme",
    "accent_color",
    "welcome_text",
    "min_photo_count",
    "max_photo_count",
    "forbids_free_orders",
    "needs_print_of_each",
    "lets_download_proofs",
    "extension_cents",
    "sends_reminders",
)
OF_DELIVERY = ("download_right", "makes_web_version", "link_days")


def copy_gallery(template: Gallery, terms: Terms, actor: str) -> Gallery:
    """A draft with the settings, rules, look and prices of `template`, for the client of `terms`.

    Raises EmailWrong.
    """
    email = clean_email(terms.client_email)
    studio = template.studio
    with transaction():
        prices = PriceList(studio=studio)
        price_lists.apply_terms(prices, price_lists.terms_of(template.prices))
        gallery = Gallery(studio=studio, prices=prices, delivery=Delivery())
        _take_over(gallery, template, OF_GALLERY)
        _take_over(gallery.delivery, template.delivery, OF_DELIVERY)
        galleries.fill(gallery, terms, email)
        db.session.add(gallery)
        db.session.flush()
        events.note_of_gallery(gallery, "gallery.copied", actor, title=template.title)
    return gallery


def _take_over(row: Gallery | Delivery, template: Gallery | Delivery, names: tuple) -> None:
    for name in names:
        setattr(row, name, getattr(template, name))
