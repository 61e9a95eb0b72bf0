"""The names of statuses: those a studio begins with, and what a client reads."""

from flask_babel import force_locale, get_locale, gettext

from models.order_status import OrderStatus


def first_names(locale: str) -> tuple[str, ...]:
    """What the statuses of a new studio are called, in their order."""
    with force_locale(locale):
        return gettext("New"), gettext("In editing"), gettext("Ready"), gettext("Handed out")


def public_name(status: OrderStatus) -> str:
    """The studio's own words as they are; a name that it never changed in the reader's language."""
    known = dict(
        zip(first_names(status.studio.locale), first_names(str(get_locale())), strict=True)
    )
    return known.get(status.public_name, status.public_name)
