"""The order form: what was typed, kept letter for letter, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from flask_babel import gettext as _

from blueprints import locale
from blueprints.proofing import bp
from blueprints.proofing.invoice_fields import Invoice
from extensions import db
from models.consent import Consent
from models.delivery_method import DeliveryMethod
from models.invitation import Invitation
from models.payment_method import PaymentMethod
from services.accounts import EmailWrong, clean_email
from services.checkout import Checkout

LIMITS = {
    "name": 200,
    "email": 254,
    "phone": 40,
    "note": 2000,
    "point": 200,
    "street": 200,
    "postcode": 20,
    "city": 100,
    "company": 200,
    "tax_id": 40,
    "invoice_street": 200,
    "invoice_postcode": 20,
    "invoice_city": 100,
    "invoice_email": 254,
}
OF_METHOD = ("point", "street", "postcode", "city")
PHONE_DIGITS = 7
POINT_SIGNS = 4


@dataclass
class CheckoutForm:
    """`typed` has every field as it came; `errors` a sentence for each that is wrong.

    Fields of a delivery method carry its id, so that each has boxes of its own.
    """

    method: DeliveryMethod | None
    must_choose: bool
    payment: PaymentMethod | None
    must_pay: bool
    consents: Sequence[Consent]
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, invitation: Invitation, sent: Mapping[str, str]) -> "CheckoutForm":
        """What was sent; on the first look the invited person's own name and address."""
        known = {"name": invitation.name, "email": invitation.email}
        prices = invitation.gallery.prices
        methods, payments = prices.delivery_methods, prices.payment_methods
        return cls(
            method=_chosen(methods, sent.get("method")),
            must_choose=bool(methods),
            payment=_chosen(payments, sent.get("payment")),
            must_pay=bool(payments),
            consents=db.session.scalars(Consent.of_studio(invitation.gallery.studio_id)).all(),
            typed=known | dict(sent.items()),
        )

    def value(self, name: str) -> str:
        return self.typed.get(name, "")

    def of_method(self, name: str) -> str:
        """A field of the chosen method: point, street, postcode or city."""
        return self.value(f"{name}-{self.method.id}").strip() if self.method else ""

    @property
    def first_error(self) -> str | None:
        """The field that the page puts the cursor in: the first one from the top."""
        return next(iter(self.errors), None)

    @property
    def needs_phone(self) -> bool:
        return self.method is not None and (self.method.needs_address or self.method.needs_point)

    @property
    def seen_total_cents(self) -> int:
        """What the page showed; -1, which is never right, when it was tampered with."""
        seen = self.value("seen_total")
        return int(seen) if seen.isdecimal() and len(seen) < 12 else -1

    @property
    def invoice(self) -> Invoice | None:
        """Asked for, and there is something to pay."""
        if "invoice" not in self.typed or self.seen_total_cents <= 0:
            return None
        return Invoice.read(self.value, same_as=self._address())

    def is_given(self, consent: Consent) -> bool:
        """Ticked beside the very words that are asked now."""
        return self.value(f"consent-{consent.id}") == mark_of(consent)

    def check(self) -> bool:
        """Fill `errors` in the order of the page; True when there are none."""
        self._check_method()
        if self.must_pay and self.seen_total_cents > 0 and self.payment is None:
            self.errors["payment"] = _("Choose how you want to pay.")
        if not self.value("name").strip():
            self.errors["name"] = _("Type in your name.")
        self._check_email()
        self._check_phone()
        if self.invoice:
            self.errors |= self.invoice.errors()
        for name, limit in LIMITS.items():
            key = f"{name}-{self.method.id}" if name in OF_METHOD and self.method else name
            if len(self.value(key)) > limit:
                self.errors[key] = _("Use at most %(count)s characters.", count=limit)
        self._check_consents()
        return not self.errors

    def checkout(self) -> Checkout:
        invoice = self.invoice
        return Checkout(
            method=self.method,
            payment=self.payment,
            seen_total_cents=self.seen_total_cents,
            seen=self.typed.get("seen"),
            name=self.value("name").strip(),
            email=clean_email(self.value("email")),
            phone=self.value("phone").strip() if self.needs_phone else "",
            delivery_point=self._point(),
            **self._address(),
            company=invoice.company if invoice else "",
            tax_id=invoice.tax_id if invoice else "",
            invoice_street=invoice.street if invoice else "",
            invoice_postcode=invoice.postcode if invoice else "",
            invoice_city=invoice.city if invoice else "",
            invoice_email=clean_email(invoice.email) if invoice and invoice.email else "",
            note=self.value("note").strip(),
            consent_ids=frozenset(one.id for one in self.consents if self.is_given(one)),
            locale=locale.select(),
        )

    def _address(self) -> dict[str, str]:
        return {name: self.of_method(name) for name in ("street", "postcode", "city")}

    def _point(self) -> str:
        """Codes of lockers are told in capitals: "kra012" is KRA012; what follows stays."""
        code, space, rest = self.of_method("point").partition(" ")
        return f"{code.upper()}{space}{rest}"

    def _check_email(self) -> None:
        try:
            clean_email(self.value("email"))
        except EmailWrong as error:
            self.errors["email"] = str(error)

    def _check_phone(self) -> None:
        digits = sum(sign.isdigit() for sign in self.value("phone"))
        if self.needs_phone and digits < PHONE_DIGITS:
            self.errors["phone"] = _("Type in a telephone number for the delivery.")

    def _check_method(self) -> None:
        if self.method is None:
            if self.must_choose:
                self.errors["method"] = _("Choose how you want to receive the order.")
            return
        if self.method.needs_point:
            self._check_point()
        if not self.method.needs_address:
            return
        wanted = {
            "street": _("Type in the street and number."),
            "postcode": _("Type in the postcode."),
            "city": _("Type in the town."),
        }
        for name, sentence in wanted.items():
            if not self.of_method(name):
                self.errors[f"{name}-{self.method.id}"] = sentence

    def _check_point(self) -> None:
        """A code begins the field, letters and digits; an address may follow it."""
        code = self.of_method("point").partition(" ")[0].strip(",;–-")
        key = f"point-{self.method.id if self.method else 0}"
        if not code:
            self.errors[key] = _("Type in the code of the parcel locker.")
        elif len(code) < POINT_SIGNS or not any(sign.isdigit() for sign in code):
            self.errors[key] = _(
                "This does not look like the code of a parcel locker. It has letters and digits, "
                "for example KRA012."
            )

    def _check_consents(self) -> None:
        for one in self.consents:
            key = f"consent-{one.id}"
            if self.value(key) and not self.is_given(one):
                self.errors[key] = _("These words have changed meanwhile. Read them once more.")
            elif one.is_required and not self.value(key):
                self.errors[key] = _("Without this consent the order cannot be placed.")


@bp.app_template_filter("mark_of")
def mark_of(consent: Consent) -> str:
    """The words of a consent in short, so that nobody agrees to words they have not read."""
    return sha256(consent.text(locale.select()).encode()).hexdigest()[:16]


def _chosen(offered: list, sent: str | None):
    """The one that was chosen, or the only one there is."""
    chosen = next((one for one in offered if str(one.id) == sent), None)
    return offered[0] if chosen is None and len(offered) == 1 else chosen
