"""What a gallery asks of a choice before it can be ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_ngettext
from flask_babel.speaklater import LazyString

from models.cart import Cart
from models.gallery import Gallery
from models.quote import Quote
from services.refusals import Refused


class SelectionIncomplete(Refused):
    """A rule of the gallery is not kept; the sentence says which and what to do."""

    status = 422


class Rule(StrEnum):
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    FREE = "free"
    NO_PRINT = "no_print"
    PRODUCT = "product"
    NOTHING = "nothing"


@dataclass(frozen=True)
class BrokenRule:
    """`place` is the photo or the price item to look at, where the rule is about one of them."""

    rule: Rule
    sentence: LazyString
    place: int | None = None


def broken_rules(cart: Cart, quote: Quote) -> list[BrokenRule]:
    """Every rule of the gallery that this choice does not keep."""
    return list(_broken(cart, quote))


def check_selection(cart: Cart, quote: Quote) -> None:
    """A step of a verb. Raises SelectionIncomplete."""
    for broken in _broken(cart, quote):
        raise SelectionIncomplete(broken.sentence)


def _broken(cart: Cart, quote: Quote) -> Iterator[BrokenRule]:
    gallery = cart.invitation.gallery
    yield from _of_count(gallery, quote.photo_count)
    if gallery.forbids_free_orders and quote.is_free:
        yield BrokenRule(
            Rule.FREE,
            lazy_gettext("Add a print or a product: this studio takes no orders without a price."),
        )
    if gallery.needs_print_of_each and (without := _photos_without_print(cart)):
        sentence = lazy_ngettext(
            "Choose a print of every photo: %(num)s photo has none.",
            "Choose a print of every photo: %(num)s photos have none.",
            len(without),
        )
        yield BrokenRule(Rule.NO_PRINT, sentence, without[0])
    if nothing := _photos_without_wish(cart):
        sentence = lazy_ngettext(
            "%(num)s photo has neither retouching nor a print: choose one or take it out.",
            "%(num)s photos have neither retouching nor a print: choose one or take them out.",
            len(nothing),
        )
        yield BrokenRule(Rule.NOTHING, sentence, nothing[0])
    yield from _of_products(cart)


def _of_count(gallery: Gallery, count: int) -> Iterator[BrokenRule]:
    if gallery.min_photo_count > 0 and count < gallery.min_photo_count:
        sentence = lazy_ngettext(
            "Choose at least %(num)s photo.",
            "Choose at least %(num)s photos.",
            gallery.min_photo_count,
        )
        yield BrokenRule(Rule.TOO_FEW, sentence)
    if 0 < gallery.max_photo_count < count:
        sentence = lazy_ngettext(
            "Choose at most %(num)s photo.",
            "Choose at most %(num)s photos.",
            gallery.max_photo_count,
        )
        yield BrokenRule(Rule.TOO_MANY, sentence)


def _of_products(cart: Cart) -> Iterator[BrokenRule]:
    for item in cart.products:
        if len(item.photos) < item.price_item.photo_min:
            sentence = lazy_ngettext(
                "Choose at least %(num)s photo for: %(name)s.",
                "Choose at least %(num)s photos for: %(name)s.",
                item.price_item.photo_min,
                name=item.price_item.name,
            )
            yield BrokenRule(Rule.PRODUCT, sentence, item.price_item_id)


def _photos_without_wish(cart: Cart) -> list[int]:
    """Their ids: their prints may have left the price list since."""
    wanted = {item.photo_id for item in cart.items}
    return [
        line.photo_id
        for line in cart.lines
        if not line.is_retouched and line.photo_id not in wanted
    ]


def _photos_without_print(cart: Cart) -> list[int]:
    """Their ids, in order of picking."""
    printed = {item.photo_id for item in cart.items if item.price_item.is_print}
    return [line.photo_id for line in cart.lines if line.photo_id not in printed]
