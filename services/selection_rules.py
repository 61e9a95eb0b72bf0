"""What a gallery asks of a choice before it can be ordered."""

from flask_babel import lazy_gettext, lazy_ngettext

from models.cart import Cart
from models.quote import Quote
from services.refusals import Refused


class SelectionIncomplete(Refused):
    """A rule of the gallery is not kept; the sentence says which and what to do."""

    status = 422


def broken_rules(cart: Cart, quote: Quote) -> list[str]:
    """A sentence for each rule of the gallery that this choice does not keep."""
    return [str(sentence) for sentence in _sentences(cart, quote)]


def check_selection(cart: Cart, quote: Quote) -> None:
    """A step of a verb. Raises SelectionIncomplete."""
    for sentence in _sentences(cart, quote):
        raise SelectionIncomplete(sentence)


def _sentences(cart: Cart, quote: Quote):
    gallery = cart.invitation.gallery
    count = quote.photo_count
    if gallery.min_photo_count > 0 and count < gallery.min_photo_count:
        yield lazy_ngettext(
            "Choose at least %(num)s photo.",
            "Choose at least %(num)s photos.",
            gallery.min_photo_count,
        )
    if 0 < gallery.max_photo_count < count:
        yield lazy_ngettext(
            "Choose at most %(num)s photo.",
            "Choose at most %(num)s photos.",
            gallery.max_photo_count,
        )
    if gallery.forbids_free_orders and quote.is_free:
        yield lazy_gettext("Add a print or a product: this studio takes no orders without a price.")
    if gallery.needs_print_of_each and (without := _photos_without_print(cart)):
        yield lazy_ngettext(
            "Choose a print of every photo: %(num)s photo has none.",
            "Choose a print of every photo: %(num)s photos have none.",
            without,
        )
    for item in cart.products:
        if len(item.photos) < item.price_item.photo_min:
            yield lazy_ngettext(
                "Choose at least %(num)s photo for: %(name)s.",
                "Choose at least %(num)s photos for: %(name)s.",
                item.price_item.photo_min,
                name=item.price_item.name,
            )


def _photos_without_print(cart: Cart) -> int:
    printed = {item.photo_id for item in cart.items if item.price_item.is_print}
    return sum(line.photo_id not in printed for line in cart.lines)
