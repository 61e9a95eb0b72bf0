"""How orders of a partner are sent: the ways of delivery of the partner's shop."""

from flask_babel import lazy_gettext as _

from models.delivery_method import DeliveryMethod
from models.offer_price import partner_cents
from models.partner import Partner
from models.partner_shop import PartnerShop
from services.partner_terms import Fault, PartnerTerms, TermsWrong


def method_of(shop: PartnerShop, terms: PartnerTerms) -> DeliveryMethod:
    """The one that was chosen, with all that it needs. Raises TermsWrong."""
    for method in shop.price_list.delivery_methods:
        if method.id == terms.method:
            _check_place(method, terms)
            return method
    message = _("This shop does not deliver in this way.")
    raise TermsWrong(Fault("unknown_method", "delivery.method", message))


def price_of(partner: Partner, method: DeliveryMethod, goods_cents: int) -> int:
    """Gross, in the partner's currency. The discount is one for goods."""
    free_from = method.free_from_cents
    if free_from is not None and goods_cents >= partner_cents(free_from, rate_e4=partner.rate_e4):
        return 0
    return partner_cents(method.price_cents, rate_e4=partner.rate_e4)


def _check_place(method: DeliveryMethod, terms: PartnerTerms) -> None:
    to = terms.recipient
    typed = {"street": to.street, "zip": to.postcode, "city": to.city}
    missing = [name for name, text in typed.items() if not text and method.needs_address]
    if missing:
        message = _("The courier needs it.")
        raise TermsWrong(*(Fault("address", f"recipient.{name}", message) for name in missing))
    if method.needs_point and not terms.point:
        message = _("Say the code of the parcel locker.")
        raise TermsWrong(Fault("address", "delivery.point", message))
