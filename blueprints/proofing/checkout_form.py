"""The order form: what was typed, kept letter for letter, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from models.delivery_method import DeliveryMethod
from models.invitation import Invitation
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
}
OF_METHOD = ("point", "street", "postcode", "city")
PHONE_DIGITS = 7


@dataclass
class CheckoutForm:
    """`typed` has every field as it came; `errors` a sentence for each that is wrong.

    Fields of a delivery method carry its id, so that each has boxes of its own.
    """

    method: DeliveryMethod | None
    must_choose: bool
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, invitation: Invitation, sent: Mapping[str, str]) -> "CheckoutForm":
        """What was sent; on the first look the invited person's own name and address."""
        known = {"name": invitation.name, "email": invitation.email}
        methods = invitation.gallery.prices.delivery_methods
        chosen = next((one for one in methods if str(one.id) == sent.get("method")), None)
        if chosen is None and len(methods) == 1:
            chosen = methods[0]
        return cls(chosen, bool(methods), known | dict(sent.items()))

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

    def check(self) -> bool:
        """Fill `errors` in the order of the page; True when there are none."""
        self._check_method()
        if not self.value("name").strip():
            self.errors["name"] = _("Type in your name.")
        self._check_email()
        self._check_phone()
        for name, limit in LIMITS.items():
            key = f"{name}-{self.method.id}" if name in OF_METHOD and self.method else name
            if len(self.value(key)) > limit:
                self.errors[key] = _("Use at most %(count)s characters.", count=limit)
        return not self.errors

    def checkout(self) -> Checkout:
        return Checkout(
            method=self.method,
            seen_total_cents=self.seen_total_cents,
            name=self.value("name").strip(),
            email=clean_email(self.value("email")),
            phone=self.value("phone").strip() if self.needs_phone else "",
            delivery_point=self.of_method("point"),
            street=self.of_method("street"),
            postcode=self.of_method("postcode"),
            city=self.of_method("city"),
            note=self.value("note").strip(),
        )

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
        wanted = {
            "street": _("Type in the street and number."),
            "postcode": _("Type in the postcode."),
            "city": _("Type in the town."),
        }
        if self.method.needs_point:
            wanted = {"point": _("Type in the code of the parcel locker.")}
        elif not self.method.needs_address:
            return
        for name, sentence in wanted.items():
            if not self.of_method(name):
                self.errors[f"{name}-{self.method.id}"] = sentence
