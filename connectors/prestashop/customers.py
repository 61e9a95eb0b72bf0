"""The client and where they live, as PrestaShop keeps them."""

import secrets
from dataclasses import dataclass

from connectors import ConnectorError
from connectors.prestashop.lists import Lists
from connectors.prestashop.places import address_fields, person_name, postcode
from connectors.prestashop.wire import Wire
from connectors.values import Address, Draft

ALIAS = 32


@dataclass(frozen=True)
class Customers:
    """Those of one order."""

    wire: Wire
    lists: Lists
    draft: Draft

    @property
    def email(self) -> str:
        return self.draft.billing.email or self.draft.delivery.email

    def check(self) -> None:
        """Raises ConnectorError, code "address", for what the shop would refuse."""
        if not self.email:
            raise ConnectorError("e-mail", code="address", permanent=True)
        for address in (self.draft.billing, self.draft.delivery):
            self._postcode(address)

    def find(self) -> str:
        """Who has this e-mail address; empty when nobody has."""
        found = self.wire.rows("customers", email=f"[{self.email}]")
        same = (row for row in found if str(row["email"]).casefold() == self.email.casefold())
        return next((str(row["id"]) for row in same), "")

    def make(self) -> str:
        """A guest: nobody gets an account behind their back."""
        person = self.draft.billing
        fields = {
            "lastname": person_name(person.last_name or person.company),
            "firstname": person_name(person.first_name),
            "email": self.email,
            "passwd": secrets.token_urlsafe(24),
            "is_guest": 1,
            "active": 1,
            "newsletter": 0,
            "optin": 0,
            "id_lang": self.lists.language(self.draft.locale),
        }
        return self.wire.create("customers", "customer", fields)

    def find_address(self, customer: str, alias: str) -> str:
        found = self.wire.rows("addresses", id_customer=[customer], alias=f"[{alias}]")
        return next((str(row["id"]) for row in found if row["alias"] == alias), "")

    def make_address(self, address: Address, customer: str, alias: str) -> str:
        fields = {
            "id_customer": customer,
            "id_country": str(self.lists.country(address.country)["id"]),
            "alias": alias,
            **address_fields(address, self._postcode(address)),
        }
        return self.wire.create("addresses", "address", fields)

    def _postcode(self, address: Address) -> str:
        """As its country writes it."""
        country = self.lists.country(address.country)
        pattern = str(country.get("zip_code_format") or "")
        if not address.postcode and str(country.get("need_zip_code", "1")) != "1":
            return ""
        code = postcode(address.postcode, pattern, address.country)
        if code is None:
            wanted = f"{address.postcode!r} {address.country} {pattern}"
            raise ConnectorError(wanted, code="address", permanent=True)
        return code
