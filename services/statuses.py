"""The names of statuses: those a studio begins with, and what a client reads."""

from flask_babel import force_locale, get_locale, gettext

from models.order_status import OrderStatus
from models.studio import Studio

ICONS = ("circle-dashed", "pencil", "check", "package")


def first_names(locale: str) -> tuple[str, ...]:
    """What the statuses of a new studio are called, in their order."""
    with force_locale(locale):
        return gettext("New"), gettext("In editing"), gettext("Ready"), gettext("Handed out")


def first_statuses(locale: str) -> list[OrderStatus]:
    """What a new studio begins with."""
    named = zip(first_names(locale), ICONS, strict=True)
    return [
        OrderStatus(position=place, internal_name=name, public_name=name, icon=icon)
        for place, (name, icon) in enumerate(named)
    ]


def translate(studio: Studio, locale: str) -> None:
    """Statuses that nobody has named are called as in `locale`; a step of a verb."""
    names = in_language(locale, of=studio.locale)
    for status in studio.order_statuses:
        status.internal_name = names.get(status.internal_name, status.internal_name)
        status.public_name = names.get(status.public_name, status.public_name)


def in_language(locale: str, of: str) -> dict[str, str]:
    """The first names of language `of`, each with its word in `locale`."""
    return dict(zip(first_names(of), first_names(locale), strict=True))


def public_name(status: OrderStatus) -> str:
    """The studio's own words as they are; a name that it never changed in the reader's language."""
    known = in_language(str(get_locale()), of=status.studio.locale)
    return known.get(status.public_name, status.public_name)
