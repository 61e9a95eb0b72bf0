"""How shops count, as it was read lately, so that a backlog does not ask for each of its orders."""

import time

from connectors.woocommerce.api import Api
from connectors.woocommerce.taxes import Taxes

# Seconds; whatever a shop refuses or reckons otherwise is read afresh at once.
KEPT_S = 60.0
LIMIT = 500
_kept: dict[tuple[str, str], tuple[float, Taxes]] = {}


def keep_taxes(api: Api, taxes: Taxes) -> None:
    if len(_kept) >= LIMIT:
        _kept.clear()
    _kept[_key(api)] = (time.monotonic() + KEPT_S, taxes)


def lately_read(api: Api) -> Taxes | None:
    """None when it was not, or is too long ago."""
    ends_at, taxes = _kept.get(_key(api), (0.0, None))
    return taxes if time.monotonic() < ends_at else None


def forget_taxes(api: Api) -> None:
    _kept.pop(_key(api), None)


def forget_all() -> None:
    _kept.clear()


def _key(api: Api) -> tuple[str, str]:
    return api.line.base_url, api.key
