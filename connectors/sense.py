"""A shop that answers something else than its own language fails like any other."""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any, TypeVar

import structlog

from connectors import Capability, ConnectorError

log = structlog.get_logger()

C = TypeVar("C", bound=type)
WRITING = {"create_order", "set_status", "set_paid", "set_tracking", "push_document"}
PUBLIC = {*Capability, "check", "read_facts", "read_products", "ask_for_news"}
# What comes of a row that lacks a field, or holds a list where a number should be.
NONSENSE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def makes_sense(connector: C) -> C:
    """A connector whose methods raise ConnectorError and nothing else, whatever was answered."""
    for name in PUBLIC & {*vars(connector)}:
        method = getattr(connector, name)
        wrap = _yielding if isgeneratorfunction(method) else _returning
        setattr(connector, name, wrap(name, method))
    return connector


def _returning(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except NONSENSE as error:
            raise _failure(name, error) from error

    return call


def _yielding(name: str, method: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    @wraps(method)
    def call(*arguments: Any, **named: Any) -> Iterator[str]:
        try:
            yield from method(*arguments, **named)
        except NONSENSE as error:
            raise _failure(name, error) from error

    return call


def _failure(name: str, error: Exception) -> ConnectorError:
    log.warning("shop_makes_no_sense", method=name, error=repr(error), exc_info=error)
    said = f"{type(error).__name__}: {error}"[:80]
    return ConnectorError(said, code="nonsense", uncertain=name in WRITING)
