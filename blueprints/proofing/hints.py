"""What a person should know before the next press: the limits of a choice and its next price."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.formatting import money
from blueprints.proofing.choice import Choice


class Hint(NamedTuple):
    """`is_limit` says that one photo more is too many; `is_broken` that there are already."""

    text: str
    is_limit: bool = False
    is_broken: bool = False


def hint_of(choice: Choice) -> Hint | None:
    """The one thing that matters most now."""
    gallery, quote = choice.gallery, choice.quote
    most, least = gallery.max_photo_count, gallery.min_photo_count
    count = quote.photo_count
    if 0 < most < count:
        return Hint(_too_many(most, count - most), is_limit=True, is_broken=True)
    if most and most == count:
        return Hint(_enough(most), is_limit=True)
    if 0 < count < least:
        return Hint(_too_few(least, least - count))
    if quote.package_photo_count and not quote.free_count and quote.extra_photo_cents:
        return Hint(_next_price(choice))
    return None


def _too_many(most: int, over: int) -> str:
    return ngettext(
        "At most %(most)s: take out %(num)s photo",
        "At most %(most)s: take out %(num)s photos",
        over,
        most=most,
    )


def _enough(most: int) -> str:
    return ngettext(
        "%(num)s photo is the most that can be chosen",
        "%(num)s photos are the most that can be chosen",
        most,
    )


def _too_few(least: int, missing: int) -> str:
    return ngettext(
        "At least %(least)s: choose %(num)s more",
        "At least %(least)s: choose %(num)s more",
        missing,
        least=least,
    )


def _next_price(choice: Choice) -> str:
    cents = choice.quote.extra_photo_cents
    amount = money(cents, choice.gallery.studio.currency)
    return _("each further photo %(amount)s", amount=amount)
