"""What a partner sends, filled in."""

from dataclasses import replace

from models import DeliveryMethod, ProductSize
from services.partner_terms import PartnerTerms, Recipient, Wanted

ANNA = Recipient("Anna Kowal", "Prosta 1", "00-001", "Warszawa", email="a@example.org")


def wanted(size: ProductSize, quantity: int = 1, **values) -> Wanted:
    return Wanted(values.pop("code", size.code), quantity, **values)


def terms_for(method: DeliveryMethod, *lines: Wanted, **values) -> PartnerTerms:
    """An order of Anna's, called PL-1."""
    recipient = replace(ANNA, **values.pop("recipient", {}))
    return PartnerTerms(values.pop("reference", "PL-1"), lines, recipient, method.id, **values)
