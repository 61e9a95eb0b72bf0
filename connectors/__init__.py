"""Shops that orders are passed to: what each can do, and how it fails. See README.md."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from connectors.values import (
    Choice,
    Draft,
    Facts,
    Page,
    Paper,
    Product,
    Receipt,
    Standing,
    TaxClass,
    Tracking,
)


class Capability(StrEnum):
    """Named like the method it stands for."""

    LIST_STATUSES = "list_statuses"
    LIST_SHIPPING = "list_shipping"
    LIST_PAYMENTS = "list_payments"
    LIST_TAXES = "list_taxes"
    FETCH_ORDERS = "fetch_orders"
    FIND_ORDERS = "find_orders"
    READ_ORDERS = "read_orders"
    CREATE_ORDER = "create_order"
    SET_STATUS = "set_status"
    SET_PAID = "set_paid"
    SET_TRACKING = "set_tracking"
    PUSH_DOCUMENT = "push_document"
    FIND_PRODUCTS = "find_products"
    RECEIVE_NEWS = "receive_news"


class ConnectorError(Exception):
    """The shop did not do what it was asked; the message is shown to the photographer.

    `permanent`: trying again cannot help. `uncertain`: the shop may have done it all the same.
    `of_shop`: whatever else is asked of this shop now would fail likewise. `retry_after_s` is how
    long the shop asks to be left alone, None when it does not say.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        code: str = "",
        uncertain: bool = False,
        of_shop: bool = False,
        retry_after_s: int | None = None,
    ):
        super().__init__(message)
        self.permanent = permanent
        self.code = code
        self.uncertain = uncertain
        self.of_shop = of_shop
        self.retry_after_s = retry_after_s


class UnknownPlatform(LookupError):
    """No connector speaks to shops of this kind."""


class Notebook(Protocol):
    """What a push of several steps has reached: kept at once, so that it goes on and not again."""

    def read(self, key: str) -> str:
        """Empty when nothing was written."""
        ...

    def write(self, key: str, value: str) -> None: ...


class Connector(Protocol):
    """One shop. Order ids are the shop's own; every method may raise ConnectorError.

    All but `create_order` look before they change, and can be repeated.
    """

    def check(self) -> Iterator[str]:
        """Yields the code of each step of `Platform.steps` once it has passed; the next one is
        what an error is about."""
        ...

    def read_facts(self) -> Facts: ...

    def list_statuses(self) -> Sequence[Choice]: ...

    def list_shipping(self) -> Sequence[Choice]: ...

    def list_payments(self) -> Sequence[Choice]: ...

    def list_taxes(self) -> Sequence[TaxClass]: ...

    def fetch_orders(self, since: datetime, cursor: str = "") -> Page:
        """Orders that were changed since, in the order of their changes; cancelled ones, too."""
        ...

    def find_orders(self, draft: Draft, since: datetime) -> Sequence[Standing]:
        """Those that carry the reference of the draft, created since; every one was verified."""
        ...

    def read_orders(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """By id; orders that are gone are left out."""
        ...

    def create_order(self, draft: Draft, notebook: Notebook) -> Standing: ...

    def set_status(self, order_id: str, code: str) -> None: ...

    def set_paid(self, order_id: str, receipt: Receipt) -> None: ...

    def set_tracking(self, order_id: str, tracking: Tracking) -> None: ...

    def push_document(self, order_id: str, paper: Paper) -> None: ...

    def find_products(self, text: str) -> Sequence[Product]:
        """At most 50 whose name or SKU holds the text."""
        ...

    def read_products(self, ids: Sequence[str] = (), skus: Sequence[str] = ()) -> Sequence[Product]:
        """Those of these ids and of exactly these SKUs; what is unknown is left out."""
        ...

    def ask_for_news(self, address: str, secret: str) -> None:
        """Have the shop call this address when an order changes; no second time."""
        ...


@dataclass(frozen=True)
class Field:
    """What the wizard asks for. A secret is shown as its last four letters only."""

    name: str
    is_secret: bool = True
    is_optional: bool = False
    default: str = ""


@dataclass(frozen=True)
class Platform:
    """A kind of shop. `connect` takes a line to the shop's address, and its keys by field name.

    `address` is the fixed one of a platform that all its customers share. `sends_alone` names what
    the shop mails to clients by itself, as statuses of orders and "note". `budget_per_minute`
    limits requests, None: the shop's own answers do. One that `resumes` makes an order in several
    steps: asked again with the order's id in the notebook it does what is left.

    `read_call` takes headers, raw body and the secret of a call that `ask_for_news` has asked for,
    and says what the shop calls it: "" for a greeting without news, None for a call that the secret
    has not signed.
    """

    name: str
    capabilities: frozenset[Capability]
    connect: Callable[..., Connector]
    fields: tuple[Field, ...] = ()
    steps: tuple[str, ...] = ()
    address: str = ""
    sends_alone: frozenset[str] = frozenset()
    budget_per_minute: int | None = None
    resumes: bool = False
    read_call: Callable[[Mapping[str, str], bytes, str], str | None] | None = None


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


__all__ = [
    "Choice",
    "Draft",
    "Facts",
    "Page",
    "Paper",
    "Product",
    "Receipt",
    "Standing",
    "TaxClass",
    "Tracking",
]
