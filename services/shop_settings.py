"""What is exchanged with a shop, and how: its switches, and what they must not be set to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext

from connectors import Capability
from extensions import db
from models.order_status import OrderStatus
from models.shop import Shop
from models.types import utc_now
from services import shops
from services.shops import ShopCannot
from services.transaction import transaction

SWITCHES = {
    "fetches_orders": Capability.FETCH_ORDERS,
    "pushes_orders": Capability.CREATE_ORDER,
    "passes_statuses": Capability.SET_STATUS,
    "passes_payments": Capability.SET_PAID,
    "passes_tracking": Capability.SET_TRACKING,
}
OF_FETCHING = (
    *("fetched_statuses", "fetched_status_id", "withdrawn_statuses"),
    *("skips_free_lines", "thanks_for_orders"),
)
OF_PUSHING = ("passes_login", "passes_session", "passes_note", "frees_unknown_products")


@dataclass(frozen=True)
class OrderTerms:
    """As the columns of `Shop`. `fetches_from_at` None: from the moment it is turned on."""

    fetches_orders: bool = False
    fetches_from_at: datetime | None = None
    fetched_statuses: tuple[str, ...] = ()
    fetched_status_id: int | None = None
    withdrawn_statuses: tuple[str, ...] = ()
    skips_free_lines: bool = False
    thanks_for_orders: bool = False
    pushes_orders: bool = False
    passes_login: bool = False
    passes_session: bool = False
    passes_note: bool = False
    frees_unknown_products: bool = True


def is_on(shop: Shop, name: str) -> bool:
    """How one of `SWITCHES` stands."""
    if name == "passes_tracking":
        return shop.passes_tracking_since_at is not None
    return bool(getattr(shop, name))


def switch(shop: Shop, name: str, *, on: bool) -> None:
    """Turn one of `SWITCHES`; what is older is never sent or fetched by it. Raises ShopCannot."""
    if on:
        shops.demand(shop, SWITCHES[name])
    with transaction():
        _turn(shop, name, on)


def change_orders(shop: Shop, terms: OrderTerms) -> None:
    """What is fetched and passed on. Raises ShopCannot, and changes nothing then.

    What the shop cannot do keeps its settings.
    """
    with transaction():
        for name in ("fetches_orders", "pushes_orders"):
            if getattr(terms, name):
                shops.demand(shop, SWITCHES[name])
        if shops.can(shop, Capability.FETCH_ORDERS):
            _change_fetching(shop, terms)
        if shops.can(shop, Capability.CREATE_ORDER):
            for name in ("pushes_orders", *OF_PUSHING):
                setattr(shop, name, getattr(terms, name))


def _change_fetching(shop: Shop, terms: OrderTerms) -> None:
    known = {*shop.fetched_statuses, *shop.withdrawn_statuses}
    _demand_statuses(shop, (*terms.fetched_statuses, *terms.withdrawn_statuses), known)
    _demand_own_status(shop, terms.fetched_status_id)
    _turn(shop, "fetches_orders", terms.fetches_orders)
    if terms.fetches_from_at and terms.fetches_from_at != _to_the_minute(shop.fetches_from_at):
        shop.fetches_from_at, shop.fetched_until_at = terms.fetches_from_at, None
    for name in OF_FETCHING:
        value = getattr(terms, name)
        setattr(shop, name, list(value) if isinstance(value, tuple) else value)


def _turn(shop: Shop, name: str, on: bool) -> None:
    if on == is_on(shop, name):
        return
    if name == "passes_tracking":
        shop.passes_tracking_since_at = utc_now() if on else None
        return
    setattr(shop, name, on)
    if name == "fetches_orders" and on:
        shop.fetches_from_at, shop.fetched_until_at = utc_now(), None


def _to_the_minute(moment: datetime | None) -> datetime | None:
    """As a form shows it: saving that again is no other beginning."""
    return moment and moment.replace(second=0, microsecond=0)


def _demand_statuses(shop: Shop, codes: Iterable[str], known: set[str]) -> None:
    if any(code not in known and not shop.knows_status(code) for code in codes):
        raise ShopCannot(lazy_gettext("The shop has no such status."))


def _demand_own_status(shop: Shop, status_id: int | None) -> None:
    if status_id is None:
        return
    status = db.session.get(OrderStatus, status_id)
    if status is None or status.studio_id != shop.studio_id:
        raise ShopCannot(lazy_gettext("There is no such status."))
