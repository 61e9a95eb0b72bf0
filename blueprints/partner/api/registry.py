"""The operations of the interface: each a route, and a paragraph of its document."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel

from blueprints.partner.api import bp, door, reading
from extensions import csrf

FORM = "multipart/form-data"
EVERYWHERE = (400, 401, 403, 429, 500, 503)


@dataclass(frozen=True)
class Operation:
    """`status` comes with `answer` when all is well, `problems` are those besides EVERYWHERE."""

    name: str
    method: str
    path: str
    summary: Any
    description: Any
    answer: type[BaseModel]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    statuses: tuple[int, ...] = (200,)
    problems: tuple[int, ...] = ()
    headers: dict[str, Any] = field(default_factory=dict)
    media_types: tuple[str, ...] = ()


OPERATIONS: list[Operation] = []
Told = BaseModel | tuple[BaseModel, int] | tuple[BaseModel, int, dict[str, str]]


def operation(method: str, path: str, **told) -> Callable[[Callable[..., Told]], Callable]:
    """Register a function that takes the partner, the names of its path, and what was sent as
    `body` and `query`."""

    def register(function: Callable[..., Told]) -> Callable:
        known = Operation(function.__name__, method, path, **told)
        OPERATIONS.append(known)
        view = door.limited(_view(known, function))
        bp.add_url_rule(path, function.__name__, csrf.exempt(view), methods=[method])
        return function

    return register


def _view(known: Operation, function: Callable[..., Told]) -> Callable[..., Response]:
    @wraps(function)
    def view(**arguments) -> Response:
        partner = door.partner()
        if known.query:
            arguments["query"] = reading.query_as(known.query)
        if known.body:
            arguments["body"] = reading.body_as(known.body)
        return _response(function(partner, **arguments))

    return view


def _response(told: Told) -> Response:
    model, status, headers = (*told, {})[:3] if isinstance(told, tuple) else (told, 200, {})
    response = jsonify(model.model_dump(mode="json", by_alias=True))
    response.status_code = status
    response.headers.update(headers)
    return response
