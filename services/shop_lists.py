"""What a shop lists of its own: statuses, ways of shipping and paying, tax classes, its facts."""

from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from connectors import Capability, Connector, ConnectorError
from models.shop import Shop
from models.types import utc_now
from services import shops
from services.transaction import transaction


class Listing(StrEnum):
    """Named like the column of `Shop` that keeps it."""

    FACTS = "facts"
    STATUSES = "statuses"
    SHIPPING = "shipping"
    PAYMENTS = "payments"
    TAXES = "taxes"


NEEDS = {
    Listing.STATUSES: Capability.LIST_STATUSES,
    Listing.SHIPPING: Capability.LIST_SHIPPING,
    Listing.PAYMENTS: Capability.LIST_PAYMENTS,
    Listing.TAXES: Capability.LIST_TAXES,
}


def listed(shop: Shop) -> list[Listing]:
    """What this kind of shop can be asked for."""
    return [one for one in Listing if one not in NEEDS or shops.can(shop, NEEDS[one])]


def refresh(shop: Shop, listing: Listing) -> None:
    """Read one list again. Raises ShopCannot, ShopUnreachable; what was read before stays then."""
    if listing in NEEDS:
        shops.demand(shop, NEEDS[listing])
    with shops.asked(shop) as connector:
        found = _read(connector, listing)
    _keep(shop, {listing: found})


def refresh_all(shop: Shop) -> list[Listing]:
    """Read all lists by one connection; returns those that could not be read."""
    wanted, found = listed(shop), {}
    with shops.connected(shop) as connector:
        for listing in wanted:
            try:
                found[listing] = _read(connector, listing)
            except ConnectorError as error:
                if error.of_shop:
                    break
    _keep(shop, found)
    return [one for one in wanted if one not in found]


def _read(connector: Connector, listing: Listing) -> Any:
    match listing:
        case Listing.FACTS:
            return asdict(connector.read_facts())
        case Listing.STATUSES:
            return _rows(connector.list_statuses())
        case Listing.SHIPPING:
            return _rows(connector.list_shipping())
        case Listing.PAYMENTS:
            return _rows(connector.list_payments())
    return _rows(connector.list_taxes())


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


def _keep(shop: Shop, found: dict[Listing, Any]) -> None:
    now = utc_now()
    with transaction():
        for listing, value in found.items():
            setattr(shop, listing.value, value)
        read_at = {listing.value: now.isoformat() for listing in found}
        shop.lists_read_at = shop.lists_read_at | read_at
        if Listing.STATUSES in found:
            shop.statuses_read_at = now
