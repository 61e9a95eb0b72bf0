"""What was sent, read without mercy: JSON alone, no name twice, nothing that is not asked for."""

import json
from typing import Any, TypeVar

from flask import request
from flask_babel import lazy_gettext as _
from pydantic import BaseModel

from blueprints.partner.api.problems import NotUnderstood
from services.partner_terms import Fault

BODY_BYTES = 256 * 1024
Model = TypeVar("Model", bound=BaseModel)


class _Twice(ValueError):
    """One name stands twice in an object; programs differ in which one counts."""


def body_as(model: type[Model]) -> Model:
    """The body. Raises NotUnderstood with 400, 413 or 415; pydantic's ValidationError."""
    if request.mimetype != "application/json":
        raise NotUnderstood(415, Fault("media_type", "Content-Type", _("Send application/json.")))
    return model.model_validate_json(_checked(_raw()), strict=True)


def query_as(model: type[Model]) -> Model:
    """What stands behind the question mark. Raises NotUnderstood, ValidationError."""
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        raise NotUnderstood(400, Fault("twice", twice[0], _("This name stands there twice.")))
    return model.model_validate_strings(request.args.to_dict())


def _raw() -> bytes:
    too_large = Fault("too_large", "", _("This is too large to be sent at once."))
    if (request.content_length or 0) > BODY_BYTES:
        raise NotUnderstood(413, too_large)
    raw = request.stream.read(BODY_BYTES + 1)
    if len(raw) > BODY_BYTES:
        raise NotUnderstood(413, too_large)
    return raw


def _checked(raw: bytes) -> str:
    """The text of a JSON value that every program reads alike."""
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except _Twice as error:
        fault = Fault("twice", str(error), _("This name stands there twice."))
        raise NotUnderstood(400, fault) from error
    except (ValueError, RecursionError):
        raise NotUnderstood(400, Fault("json_invalid", "", _("This is no JSON."))) from None
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise _Twice(name[:100])
        seen[name] = value
    return seen


def _no_constant(name: str):
    raise ValueError(name)
