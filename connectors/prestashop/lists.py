"""What a PrestaShop is set up with; each list is read once for a connection."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors import ConnectorError
from connectors.prestashop.wire import Row, Wire, words
from connectors.values import TaxClass

SETTINGS = (
    "PS_TIMEZONE",
    "PS_COUNTRY_DEFAULT",
    "PS_CURRENCY_DEFAULT",
    "PS_SHOP_NAME",
    "PS_VERSION_DB",
    "PS_TAX",
    "PS_OS_WS_PAYMENT",
)
STAMP = "%Y-%m-%d %H:%M:%S"
EXEMPT = "zw"


@dataclass(frozen=True)
class State:
    """Whether an order is paid says its state, in PrestaShop. `module` is the way of paying that
    it waits for."""

    id: str
    name: str
    is_paid: bool
    is_sent: bool
    module: str


class Lists:
    def __init__(self, wire: Wire):
        self._wire = wire

    @cached_property
    def states(self) -> dict[str, State]:
        found = self._wire.page("order_states", {}, sort="[id_ASC]")
        return {str(row["id"]): _state(row) for row in found if not _is_on(row, "deleted")}

    @cached_property
    def currencies(self) -> dict[str, Row]:
        """By their id; their codes and rates are in the rows."""
        return {str(row["id"]): row for row in self._wire.rows("currencies")}

    @cached_property
    def countries(self) -> dict[str, Row]:
        return {str(row["id"]): row for row in self._wire.rows("countries")}

    @cached_property
    def settings(self) -> dict[str, str]:
        found = self._wire.rows("configurations", name=SETTINGS)
        return {str(row["name"]): str(row["value"] or "") for row in found}

    @cached_property
    def carriers(self) -> list[Row]:
        """Those in use. A carrier gets another id with every change, and keeps its reference."""
        found = self._wire.rows("carriers", deleted=["0"])
        return [row for row in found if _is_on(row, "active")]

    @cached_property
    def taxes(self) -> list[TaxClass]:
        """Tax rules as they are charged in the shop's own country."""
        groups = self._wire.rows("tax_rule_groups")
        used = [row for row in groups if not _is_on(row, "deleted") and _is_on(row, "active")]
        return [_tax_class(row, self.percent(str(row["id"]))) for row in used]

    @cached_property
    def _rates(self) -> dict[tuple[str, str], str]:
        """What a tax rule charges in a country: (rule, id of the country)."""
        rates = {str(row["id"]): str(row["rate"]) for row in self._wire.rows("taxes")}
        return {
            (str(rule["id_tax_rules_group"]), str(rule["id_country"])): rates[str(rule["id_tax"])]
            for rule in self._wire.rows("tax_rules")
            if str(rule["id_tax"]) in rates
        }

    @cached_property
    def zone(self) -> ZoneInfo:
        """Of the shop's clock; all its times are written in it."""
        try:
            return ZoneInfo(self.settings.get("PS_TIMEZONE") or "Europe/Warsaw")
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("Europe/Warsaw")

    def currency(self, code: str) -> Row:
        """Raises ConnectorError for one that the shop does not know: nothing is converted."""
        for row in self.currencies.values():
            if str(row["iso_code"]).upper() == code.upper() and not _is_on(row, "deleted"):
                return row
        raise ConnectorError(code, code="currency", permanent=True)

    def country(self, code: str) -> Row:
        for row in self.countries.values():
            if str(row["iso_code"]).upper() == code.upper() and _is_on(row, "active"):
                return row
        raise ConnectorError(code, code="address", permanent=True)

    def language(self, code: str) -> str:
        """Its id, or that of the first one where the shop does not speak it."""
        found = [row for row in self._wire.rows("languages") if _is_on(row, "active")]
        spoken = [row for row in found if str(row["iso_code"]).lower() == code.lower()]
        return str((spoken or found)[0]["id"])

    def carrier(self, reference: str) -> str:
        """The id it has now. Raises ConnectorError when it is no longer in use."""
        for row in self.carriers:
            if str(row["id_reference"]) == reference:
                return str(row["id"])
        raise ConnectorError(reference, code="shipping", permanent=True)

    def is_free(self, reference: str) -> bool:
        """Does this carrier cost nothing in the shop?"""
        found = (row for row in self.carriers if str(row["id_reference"]) == reference)
        return any(_is_on(row, "is_free") for row in found)

    def percent(self, tax_code: str, country: str = "") -> str:
        """What is charged in the country of this id, or at home; "0" where there is no rule, or
        the shop charges nothing at all."""
        if self.settings.get("PS_TAX", "1") != "1":
            return "0"
        where = country or self.settings.get("PS_COUNTRY_DEFAULT", "")
        return f"{float(self._rates.get((tax_code, where), 0)):g}"

    def paid_state(self) -> str:
        """The first that says paid and nothing of a parcel."""
        found = (one.id for one in self.states.values() if one.is_paid and not one.is_sent)
        return next(found, "")

    def unpaid_state(self, module: str) -> str:
        """The one that waits for this way of paying, else for any."""
        waiting = [one for one in self.states.values() if one.module and not one.is_paid]
        fitting = [one for one in waiting if one.module == module]
        return next((one.id for one in (*fitting, *waiting)), "")

    def is_paid(self, row: Row) -> bool:
        """False for an order of ours that is still in the state of all orders of the webservice:
        the shop says paid of them, and nobody has."""
        state = self.states.get(str(row["current_state"]))
        if state is None or not state.is_paid:
            return False
        is_presumed = state.id == self.settings.get("PS_OS_WS_PAYMENT")
        return not (is_presumed and reference_of(row))

    def local(self, moment: datetime) -> str:
        """As the shop would have written it; while its clocks are set back, an hour earlier, for
        the same time comes twice then."""
        here, soon = (one.astimezone(self.zone) for one in (moment, moment + timedelta(hours=1)))
        is_set_back = here.utcoffset() != soon.utcoffset() and here.dst()
        return (here - timedelta(hours=1) if is_set_back else here).strftime(STAMP)

    def moment(self, written: object) -> datetime | None:
        try:
            naive = datetime.strptime(str(written), STAMP)
        except ValueError:
            return None
        return naive.replace(tzinfo=self.zone).astimezone(UTC)


def reference_of(row: Row) -> str:
    """Ours, of a cart or an order: the message of a gift that is none. Empty for all others."""
    return "" if _is_on(row, "gift") else str(row.get("gift_message") or "")


def _state(row: Row) -> State:
    is_sent = _is_on(row, "shipped") or _is_on(row, "delivery")
    module = str(row.get("module_name") or "")
    return State(str(row["id"]), words(row["name"]), _is_on(row, "paid"), is_sent, module)


def _tax_class(row: Row, percent: str) -> TaxClass:
    return TaxClass(str(row["id"]), words(row["name"]), percent)


def _is_on(row: Row, name: str) -> bool:
    return str(row.get(name, "0")) in ("1", "True")
