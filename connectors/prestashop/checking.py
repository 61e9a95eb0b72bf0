"""Whether a key opens what is needed of a PrestaShop."""

from collections.abc import Iterator

from connectors import ConnectorError
from connectors.prestashop.lists import Lists
from connectors.prestashop.wire import Wire

STEPS = ("address", "api", "key", "rights", "write")
READ, MAKE = {"GET"}, {"GET", "POST"}
NEEDED = {
    "addresses": MAKE,
    "carriers": READ,
    "carts": MAKE,
    "configurations": READ,
    "countries": READ,
    "currencies": READ,
    "customer_messages": MAKE,
    "customer_threads": MAKE,
    "customers": MAKE,
    "languages": READ,
    "messages": MAKE,
    "order_carriers": {"GET", "PUT"},
    "order_histories": {"POST"},
    "order_payments": MAKE,
    "order_states": READ,
    "orders": MAKE,
    "products": READ,
    "specific_prices": MAKE,
    "stock_availables": READ,
    "tax_rule_groups": READ,
    "tax_rules": READ,
    "taxes": READ,
}
# Answers that only something behind the address can give, by the step that they fail.
_ANSWERED = {"auth": 2, "nonsense": 1, "gone": 1, "refused": 1, "rights": 1, "503": 1, "500": 1}


def steps(wire: Wire, lists: Lists) -> Iterator[str]:
    """The steps, each once it has passed. A shop whose webservice is off answers 503."""
    try:
        rights = wire.rights()
    except ConnectorError as error:
        yield from STEPS[: _ANSWERED.get(error.code, 0)]
        raise
    yield from STEPS[:3]
    lacking = {name: needed - rights.get(name, set()) for name, needed in NEEDED.items()}
    if named := [f"{name}: {', '.join(sorted(one))}" for name, one in lacking.items() if one]:
        raise ConnectorError("; ".join(named), code="rights", of_shop=True)
    yield "rights"
    _write(wire, lists)
    yield "write"


def _write(wire: Wire, lists: Lists) -> None:
    """An empty cart, and away with it: firewalls let readers pass more often than writers."""
    currency = next(iter(lists.currencies), "1")
    fields = {"id_currency": currency, "id_lang": lists.language("pl")}
    cart = wire.create("carts", "cart", fields)
    try:
        wire.delete("carts", cart)
    except ConnectorError as error:
        if error.code != "rights":
            raise
