"""Speaking to one of the studio's shops: what kind it is, and the line to it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import current_app
from flask_babel import lazy_gettext

import connectors.known  # noqa: F401 - makes every kind of shop known
from connectors import (
    PLATFORMS,
    Capability,
    Connector,
    ConnectorError,
    Platform,
    UnknownPlatform,
    platform,
    platforms_that,
)
from connectors.line import Line
from connectors.network import Guard
from connectors.pace import pace_of
from extensions import db
from formats.public_addresses import is_public
from models.shop import Shop
from services import crash_points, vault
from services.delivery_errors import NotDelivered
from services.refusals import Refused


class ShopUnreachable(Refused):
    """The shop did not answer, or refused; the message says which."""

    status = 502


class ShopCannot(Refused):
    """This kind of shop does not do that, or has no such thing."""

    status = 400


def kinds() -> Mapping[str, Platform]:
    """Every kind of shop that Kadr speaks to, by its code."""
    return PLATFORMS


def kind_of(shop: Shop) -> Platform | None:
    """None for a kind that nobody speaks to."""
    return PLATFORMS.get(shop.platform)


def demand(shop: Shop, capability: Capability) -> None:
    """Raises ShopCannot."""
    if not can(shop, capability):
        raise ShopCannot(lazy_gettext("Your shop does not support this."))


def can(shop: Shop, capability: Capability) -> bool:
    """Does this kind of shop do that?"""
    return shop.platform in platforms_that(capability)


@contextmanager
def connected(shop: Shop) -> Iterator[Connector]:
    """The shop to speak to; no transaction is open meanwhile. Raises UnknownPlatform."""
    kind = platform(shop.platform)
    access = json.loads(vault.unseal(shop.access_sealed)) if shop.access_sealed else {}
    secrets = [access.get(one.name, "") for one in kind.fields if one.is_secret]
    address, ca_pem, shop_platform = kind.address or shop.base_url, shop.ca_pem, shop.platform
    db.session.rollback()
    guard = Guard(is_public, current_app.config["SHOPS_ALLOW_PRIVATE"])
    options = {
        "secrets": secrets,
        "ca_pem": ca_pem,
        "trace": _trace,
        "pace": pace_of("".join([shop_platform, address, *secrets]), kind.budget_per_minute),
        "total_s": current_app.config["SHOP_TIMEOUT_S"],
    }
    with Line(address, guard, **options) as line:
        yield kind.connect(line, access)


@contextmanager
def told(shop: Shop) -> Iterator[Connector]:
    """The same for keeping a promise: raises NotDelivered, whatever went wrong."""
    try:
        with connected(shop) as connector:
            yield connector
    except UnknownPlatform as error:
        raise NotDelivered(f"no connector for {error}", code="platform", permanent=True) from error
    except ConnectorError as error:
        raise NotDelivered(
            str(error),
            code=error.code,
            permanent=error.permanent,
            uncertain=error.uncertain,
            of_server=error.of_shop,
            retry_after_s=error.retry_after_s,
        ) from error


@contextmanager
def asked(shop: Shop) -> Iterator[Connector]:
    """The same for somebody who waits for the answer. Raises ShopUnreachable."""
    try:
        with connected(shop) as connector:
            yield connector
    except (ConnectorError, UnknownPlatform) as error:
        raise unreachable(error) from error


def unreachable(error: Exception) -> ShopUnreachable:
    """What somebody is told who waited for the shop."""
    return ShopUnreachable(lazy_gettext("The shop does not answer: %(reason)s", reason=str(error)))


def _trace(name: str) -> None:
    """When the whole request has left and no answer has come."""
    if name == "http11.send_request_body.complete":
        crash_points.here("shop:after_send")
