"""Shops that orders are passed to: what each can do, and how it fails. See README.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class Capability(StrEnum):
    """Named like the method it stands for."""

    LIST_STATUSES = "list_statuses"
    LIST_SHIPPING = "list_shipping"
    FETCH_ORDERS = "fetch_orders"
    FIND_BY_EXTERNAL_ID = "find_by_external_id"
    CREATE_ORDER = "create_order"
    SET_STATUS = "set_status"
    SET_PAID = "set_paid"
    SET_TRACKING = "set_tracking"
    PUSH_DOCUMENT = "push_document"


class ConnectorError(Exception):
    """The shop did not do what it was asked; the message is shown to the photographer.

    `permanent`: trying again cannot help. `uncertain`: the shop may have done it all the same.
    `retry_after_s` is how long the shop asks to be left alone, None when it does not say.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        code: str = "",
        uncertain: bool = False,
        retry_after_s: int | None = None,
    ):
        super().__init__(message)
        self.permanent = permanent
        self.code = code
        self.uncertain = uncertain
        self.retry_after_s = retry_after_s


class UnknownPlatform(LookupError):
    """No connector speaks to shops of this kind."""


@dataclass(frozen=True)
class Choice:
    """A status or a way of shipping, as the shop lists it."""

    code: str
    name: str


@dataclass(frozen=True)
class Paper:
    """A document as a file; `number` is the one people quote."""

    number: str
    file_name: str
    data: bytes


class Connector(Protocol):
    """One shop. Order ids are the shop's own; every method may raise ConnectorError."""

    def list_statuses(self) -> Sequence[Choice]: ...

    def list_shipping(self) -> Sequence[Choice]: ...

    def fetch_orders(self, since: datetime) -> Sequence[Mapping[str, Any]]: ...

    def find_by_external_id(self, external_id: str) -> str | None: ...

    def create_order(self, order: Mapping[str, Any]) -> str: ...

    def set_status(self, order_id: str, code: str) -> None: ...

    def set_paid(self, order_id: str, paid_at: datetime) -> None: ...

    def set_tracking(self, order_id: str, number: str, url: str) -> None: ...

    def push_document(self, order_id: str, paper: Paper) -> None: ...


@dataclass(frozen=True)
class Platform:
    """A kind of shop. `connect` takes the shop's address and its keys."""

    name: str
    capabilities: frozenset[Capability]
    connect: Callable[[str, Mapping[str, str]], Connector]


PLATFORMS: dict[str, Platform] = {}


def register(code: str, platform: Platform) -> None:
    """Make a kind of shop known under the code that its rows carry."""
    PLATFORMS[code] = platform


def platform(code: str) -> Platform:
    """Raises UnknownPlatform."""
    try:
        return PLATFORMS[code]
    except KeyError:
        raise UnknownPlatform(code) from None


def platforms_that(capability: Capability) -> list[str]:
    """The codes of the kinds of shop that can do this."""
    return [code for code, one in PLATFORMS.items() if capability in one.capabilities]
