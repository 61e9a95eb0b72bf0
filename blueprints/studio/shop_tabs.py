"""What every page of one shop shows: its state, its tabs, and which of them it cannot have."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask_babel import LazyString, lazy_gettext

from blueprints.studio import bp
from blueprints.studio import shop_words as words
from models.shop import Shop
from models.types import utc_now
from services import shop_mappings, shop_reasons, shop_rhythms, shops


@dataclass(frozen=True)
class Tab:
    """`needs` are capabilities of the shop, one of which is enough; none: it is for every shop."""

    name: str
    endpoint: str
    word: LazyString
    needs: tuple[str, ...] = ()


TABS = (
    Tab("overview", "studio.show_shop", lazy_gettext("Overview")),
    Tab(
        "orders",
        "studio.show_shop_orders",
        lazy_gettext("Orders"),
        ("fetch_orders", "create_order"),
    ),
    Tab(
        "statuses",
        "studio.show_shop_statuses",
        lazy_gettext("Order statuses"),
        ("list_statuses", "set_paid"),
    ),
    Tab(
        "shipping",
        "studio.show_shop_shipping",
        lazy_gettext("Shipping methods"),
        ("list_shipping", "set_tracking"),
    ),
    Tab(
        "payments",
        "studio.show_shop_payments",
        lazy_gettext("Payment methods"),
        ("list_payments",),
    ),
    Tab("taxes", "studio.show_shop_taxes", lazy_gettext("VAT rates"), ("list_taxes",)),
    Tab("products", "studio.show_shop_products", lazy_gettext("Products"), ("find_products",)),
    Tab("connection", "studio.show_connection", lazy_gettext("Connection")),
)


@bp.context_processor
def _shop_words() -> dict:
    return {
        "shop_state": state_of,
        "shop_trouble": words.trouble,
        "explain_shop": shop_reasons.explain,
        "moment_of": datetime.fromisoformat,
        "linked_statuses": shop_mappings.linked_statuses,
    }


def state_of(shop: Shop, now: datetime | None = None) -> str:
    """off, unknown, refused, waits or works."""
    if shops.kind_of(shop) is None:
        return "unknown"
    if not shop.is_active:
        return "off"
    if shop.is_paused:
        return "refused"
    return "waits" if shop.rests_at(now or utc_now()) else "works"


def can(shop: Shop, *needs: str) -> bool:
    """Does this kind of shop do one of these?"""
    kind = shops.kind_of(shop)
    return kind is not None and (not needs or any(one in kind.capabilities for one in needs))


def shop_page(shop: Shop, tab: str, **values) -> str:
    """The page of a tab; one that the shop cannot have says so."""
    needs = {one.name: one.needs for one in TABS}[tab]
    name = "cannot" if needs and not can(shop, *needs) else tab
    return render_template(
        f"studio/shop_{name}.html",
        shop=shop,
        kind=shops.kind_of(shop),
        tab=tab,
        tabs=[(one, not one.needs or can(shop, *one.needs)) for one in TABS],
        can=lambda *wanted: can(shop, *wanted),
        now=utc_now(),
        every_s=shop_rhythms.every_s,
        place="shops",
        **values,
    )
