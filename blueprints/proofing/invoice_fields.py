"""What an invoice needs to know, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from formats.tax_ids import NIP_DIGITS, clean_tax_id, is_foreign_tax_id, is_nip
from services.accounts import EmailWrong, clean_email


@dataclass(frozen=True)
class Invoice:
    """For a company, or for the person when both its name and its tax number are empty."""

    company: str
    tax_id: str
    street: str
    postcode: str
    city: str
    email: str = ""

    @classmethod
    def read(cls, value: Callable[[str], str], same_as: Mapping[str, str]) -> "Invoice":
        """From the fields of the form; an address left empty is `same_as` that of the delivery."""
        address = {name: value(f"invoice_{name}").strip() for name in same_as}
        if not any(address.values()):
            address = dict(same_as)
        return cls(
            value("company").strip(),
            clean_tax_id(value("tax_id")),
            email=value("invoice_email").strip(),
            **address,
        )

    def errors(self) -> dict[str, str]:
        """Sentences by field, in the order of the page."""
        wanted = {
            "tax_id": self._tax_id_error(),
            "company": self._company_error(),
            "invoice_street": "" if self.street else _("Type in the street and number."),
            "invoice_postcode": "" if self.postcode else _("Type in the postcode."),
            "invoice_city": "" if self.city else _("Type in the town."),
            "invoice_email": self._email_error(),
        }
        return {name: sentence for name, sentence in wanted.items() if sentence}

    @property
    def _is_personal(self) -> bool:
        return not (self.company or self.tax_id)

    def _company_error(self) -> str:
        is_known = self.company or self._is_personal
        return "" if is_known else _("Type in the name of the company.")

    def _email_error(self) -> str:
        try:
            clean_email(self.email or "nobody@example.com")
        except EmailWrong as error:
            return str(error)
        return ""

    def _tax_id_error(self) -> str:
        if self._is_personal or is_nip(self.tax_id) or is_foreign_tax_id(self.tax_id):
            return ""
        if not self.tax_id:
            return _("Type in the tax number.")
        if not self.tax_id.isdigit():
            return _("A Polish tax number has digits only. Check it.")
        if (count := len(self.tax_id)) != NIP_DIGITS:
            return ngettext(
                "A Polish tax number has 10 digits, and here is %(num)s. Check it.",
                "A Polish tax number has 10 digits, and here are %(num)s. Check it.",
                count,
            )
        return _("The last digit does not match the others. Check the number once more.")
