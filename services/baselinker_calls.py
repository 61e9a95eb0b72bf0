"""Kadr as BaseLinker sees it: a shop that lists, tells and takes; one function for each action."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from extensions import db
from formats import baselinker_file
from models.delivery_method import DeliveryKind
from models.order_status import OrderStatus
from models.payment_method import PaymentKind
from models.studio import Studio
from services import baselinker_orders, baselinker_products

Sent = Mapping[str, str]
Action = Callable[[Studio, Sent], dict[str, Any]]


def answer(studio: Studio, action: str, sent: Sent) -> dict[str, Any]:
    """What the shop says. Raises KeyError for an action it does not know, BadArgument."""
    return ACTIONS[action](studio, sent)


def _version(_studio: Studio, _sent: Sent) -> dict[str, Any]:
    return dict(baselinker_file.VERSION)


def _methods(_studio: Studio, _sent: Sent) -> list[str]:
    return list(ACTIONS)


def _statuses(studio: Studio, _sent: Sent) -> dict[str, Any]:
    found = db.session.scalars(OrderStatus.of_studio(studio.id))
    return {str(one.id): one.internal_name for one in found}


def _deliveries(_studio: Studio, _sent: Sent) -> dict[str, Any]:
    return {
        DeliveryKind.PICKUP: _("Personal pickup"),
        DeliveryKind.COURIER: _("Courier"),
        DeliveryKind.LOCKER: _("Parcel locker"),
        DeliveryKind.ONLINE: _("Online"),
    }


def _payments(_studio: Studio, _sent: Sent) -> dict[str, Any]:
    return {PaymentKind.TRANSFER: _("Bank transfer"), PaymentKind.CASH: _("Cash")}


ACTIONS: dict[str, Any] = {
    "FileVersion": _version,
    "SupportedMethods": _methods,
    "StatusesList": _statuses,
    "DeliveryMethodsList": _deliveries,
    "PaymentMethodsList": _payments,
    "ProductsCategories": baselinker_products.categories,
    "ProductsList": baselinker_products.listed,
    "ProductsData": baselinker_products.data,
    "ProductsQuantity": baselinker_products.quantities,
    "OrdersGet": baselinker_orders.fetched,
    "OrderUpdate": baselinker_orders.updated,
}
