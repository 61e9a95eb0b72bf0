"""The interface as a document for programs (OpenAPI 3.1), and as a page for people."""

import re
from functools import partial
from typing import Any

from flask import current_app, jsonify, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from blueprints.partner.api import PREFIX, bp
from blueprints.partner.api.registry import EVERYWHERE, FORM, OPERATIONS, Operation
from blueprints.partner.api.told import ProblemTold

REF = "#/components/schemas/{model}"
NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
MEANINGS = {
    200: "As asked",
    201: "Made",
    400: "Not understood",
    401: "The key is missing or wrong",
    403: "The key may not be used now, or the product is not offered to you",
    404: "Nothing here, or not yours",
    409: "Not now: see errors",
    413: "Too large",
    415: "Wrong media type",
    422: "Something is wrong with what was sent: see errors",
    429: "Too many requests: see Retry-After",
    500: "Our mistake; it has been written down",
    503: "Busy: see Retry-After",
    507: "No room for files now",
}
WAITING = {
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
}
BINARY = {"schema": {"type": "string", "format": "binary"}}
FORM_OF_FILE = {
    "schema": {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}},
        "required": ["file"],
    }
}


@bp.get("/openapi.json")
def show_openapi():
    with force_locale("en"):
        return jsonify(document())


@bp.get("/docs")
def show_docs():
    told = document()
    return render_template(
        "partner/api_docs.html",
        operations=OPERATIONS,
        schemas=told["components"]["schemas"],
        meanings=MEANINGS,
        everywhere=EVERYWHERE,
        address=_address(),
        path=_path,
        fields=partial(_fields, told["components"]["schemas"]),
    )


def document() -> dict[str, Any]:
    """Made from the registry, so it tells nothing that is not there."""
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(_path(one), {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kadr CustomerAPI", "version": "1", "description": str(_intro())},
        "servers": [{"url": _address()}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _intro():
    return _(
        "Look up what you may order, order it for your customers, and follow what becomes of it."
    )


def _address() -> str:
    return current_app.config["PUBLIC_BASE_URL"] + PREFIX


def _path(one: Operation) -> str:
    """/orders/{number}"""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", one.path)


def _schemas() -> dict[str, Any]:
    models: dict[type[BaseModel], str] = {ProblemTold: "serialization"}
    for one in OPERATIONS:
        models[one.answer] = "serialization"
        if one.body:
            models[one.body] = "validation"
    _map, told = models_json_schema(list(models.items()), ref_template=REF)  # type: ignore[arg-type]
    return told["$defs"]


def _operation(one: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": str(one.summary),
        "description": str(one.description),
        "parameters": [*_in_path(one), *_in_query(one), *_in_headers(one)],
        "responses": {str(status): _good(one, status) for status in one.statuses},
    }
    for status in sorted({*EVERYWHERE, *one.problems}):
        told["responses"][str(status)] = _bad(status)
    if one.body:
        schema = {"$ref": REF.format(model=one.body.__name__)}
        content = {"application/json": {"schema": schema}}
        told["requestBody"] = {"required": True, "content": content}
    if one.media_types:
        kinds = {kind: FORM_OF_FILE if kind == FORM else BINARY for kind in one.media_types}
        told["requestBody"] = {"required": True, "content": kinds}
    return told


def _good(one: Operation, status: int) -> dict[str, Any]:
    schema = {"$ref": REF.format(model=one.answer.__name__)}
    return {"description": MEANINGS[status], "content": {"application/json": {"schema": schema}}}


def _bad(status: int) -> dict[str, Any]:
    schema = {"$ref": REF.format(model="ProblemTold")}
    content = {"application/problem+json": {"schema": schema}}
    told = {"description": MEANINGS[status], "content": content}
    return told | {"headers": WAITING} if status in (429, 503) else told


def _in_path(one: Operation) -> list[dict[str, Any]]:
    names = re.findall(r"{(\w+)}", _path(one))
    return [{"name": name, "in": "path", "required": True, "schema": NUMBER} for name in names]


def _in_query(one: Operation) -> list[dict[str, Any]]:
    if one.query is None:
        return []
    schema = one.query.model_json_schema()
    must = schema.get("required", [])
    return [_parameter(name, known, name in must) for name, known in schema["properties"].items()]


def _parameter(name: str, schema: dict[str, Any], is_needed: bool) -> dict[str, Any]:
    """What may be left out is left out: nobody writes null into an address."""
    options = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    rules = {key: value for key, value in options[0].items() if key not in ("title", "description")}
    told = {"name": name, "in": "query", "required": is_needed, "schema": rules}
    return told | {"description": schema.get("description", "")}


def _in_headers(one: Operation) -> list[dict[str, Any]]:
    rules = {"type": "string", "pattern": "^[!-~]{1,200}$"}
    return [
        {"name": name, "in": "header", "required": False, "description": str(text), "schema": rules}
        for name, text in one.headers.items()
    ]


def _fields(schemas: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, type, need and meaning of each field, for the page; `link` is what the page tells more
    about, "" for nothing."""
    must = schema.get("required", [])
    return [
        {
            "name": name,
            "type": _type(schemas, rules),
            "link": _link(schemas, rules),
            "is_needed": name in must,
            "description": rules.get("description", ""),
        }
        for name, rules in schema.get("properties", {}).items()
    ]


def _type(schemas: dict[str, Any], rules: dict[str, Any]) -> str:
    """Such as "LineTold", "[LineTold]", "integer | null", or all values that there are."""
    if "anyOf" in rules:
        return " | ".join(_type(schemas, one) for one in rules["anyOf"])
    if "$ref" in rules:
        name = _name(rules)
        return name if schemas[name].get("properties") else _type(schemas, schemas[name])
    if rules.get("type") == "array":
        return f"[{_type(schemas, rules.get('items', {}))}]"
    if "enum" in rules:
        return " | ".join(map(str, rules["enum"]))
    return rules.get("const") or rules.get("format") or rules.get("type", "")


def _link(schemas: dict[str, Any], rules: dict[str, Any]) -> str:
    """The schema that a field, or what a list holds, is told by."""
    inside = [rules, rules.get("items", {}), *rules.get("anyOf", [])]
    names = [_name(one) for one in inside if "$ref" in one]
    return next((name for name in names if schemas[name].get("properties")), "")


def _name(rules: dict[str, Any]) -> str:
    return rules["$ref"].rpartition("/")[2]
