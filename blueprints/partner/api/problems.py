"""What is wrong, told alike by every address: RFC 9457, with each fault and its place."""

import re
import secrets
import time
from collections.abc import Iterable

import structlog
from flask import Response, g, jsonify, request
from flask_babel import lazy_gettext as _
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from blueprints.partner.api import PREFIX, bp
from blueprints.partner.api.money import PriceTold
from extensions import db, limiter
from models.offer_price import Price
from services.partner_terms import Fault, PartnerRefused
from services.refusals import Refused

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"
REQUEST_ID = re.compile(r"[\w.:-]{1,100}", re.ASCII)
BUSY_S = 5
_TOO_LITTLE, _TOO_MUCH = _("This is too little."), _("This is too much.")
_MISWRITTEN = _("This is not written as it has to be.")
WRONG_KIND = _("This is not the kind of value that is wanted here.")
# What pydantic calls a mistake, in words.
WRONG = {
    "extra_forbidden": _("There is no such field."),
    "missing": _("This field is missing."),
    "json_invalid": _("This is no JSON."),
    "greater_than_equal": _TOO_LITTLE,
    "string_too_short": _TOO_LITTLE,
    "too_short": _TOO_LITTLE,
    "less_than_equal": _TOO_MUCH,
    "string_too_long": _TOO_MUCH,
    "too_long": _TOO_MUCH,
    "string_pattern_mismatch": _MISWRITTEN,
    "country": _MISWRITTEN,
    "moment": _MISWRITTEN,
}
NOT_DONE, OUR_MISTAKE = _("Not done"), _("Our mistake")
TITLES = {
    401: _("Not allowed"),
    403: _("Not allowed"),
    404: _("Nothing here"),
    429: _("Too many requests"),
    500: OUR_MISTAKE,
    503: OUR_MISTAKE,
}
OTHERWISE = "error", _("Something went wrong. It has been written down.")
# By the number of the answer: the code for programs, and the words.
SENTENCES = {
    400: ("bad_request", _("This request could not be understood.")),
    401: ("bad_key", _("The key is missing or wrong.")),
    403: ("partner_blocked", _("This key may not be used now.")),
    404: ("not_found", _("There is no such thing.")),
    405: ("method", _("This address does not do that.")),
    413: ("too_large", _("This is too large to be sent at once.")),
    415: ("media_type", _("Send application/json.")),
    429: ("rate_limit", _("Too many requests. Wait as long as Retry-After says.")),
    507: ("disk_full", _("There is no room for this now. Try again later.")),
    503: ("busy", _("Kadr is busy. Try again in a few seconds.")),
}


class NotUnderstood(Exception):
    """What was sent cannot be read as what the address takes."""

    def __init__(self, status: int, *faults: Fault):
        super().__init__(str(faults[0].message))
        self.status = status
        self.faults = faults


def answer(status: int, faults: Iterable[Fault]) -> Response:
    told = [_told(fault) for fault in faults]
    problem = {
        "type": "about:blank",
        "title": str(TITLES.get(status, NOT_DONE)),
        "status": status,
        "detail": told[0]["message"],
        "errors": told,
    }
    response = jsonify(problem)
    response.status_code, response.mimetype = status, MEDIA_TYPE
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def of_status(status: int) -> Response:
    """What can be said of an error that is known by its number alone."""
    code, message = SENTENCES.get(status, OTHERWISE)
    return answer(status, [Fault(code, "", message)])


def too_many(_limit) -> Response:
    response = of_status(429)
    known = limiter.current_limit
    wait_s = known.reset_at - time.time() if known else BUSY_S
    response.headers["Retry-After"] = str(max(1, int(wait_s)))
    return response


def from_pydantic(error: ValidationError) -> list[Fault]:
    """A fault for every place that is wrong; nothing of what was sent is repeated."""
    return [
        Fault(one["type"], _place(one["loc"]), str(WRONG.get(one["type"], WRONG_KIND)))
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def request_id() -> str:
    """The partner's own name for the request, or one of ours."""
    if "request_id" not in g:
        sent = request.headers.get("X-Request-Id", "")
        g.request_id = sent if REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
    return g.request_id


@bp.after_app_request
def _name_request(response: Response) -> Response:
    if request.path.startswith(PREFIX):
        response.headers["X-Request-Id"] = request_id()
        response.vary.add("Accept-Language")
    return response


@bp.errorhandler(PartnerRefused)
def _refused_with_faults(refusal: PartnerRefused) -> Response:
    return answer(refusal.status, refusal.faults)


@bp.errorhandler(NotUnderstood)
def _not_understood(error: NotUnderstood) -> Response:
    return answer(error.status, error.faults)


@bp.errorhandler(ValidationError)
def _invalid(error: ValidationError) -> Response:
    return answer(422, from_pydantic(error))


@bp.errorhandler(Refused)
def _refused(refusal: Refused) -> Response:
    code, _words = SENTENCES.get(refusal.status, OTHERWISE)
    return answer(refusal.status, [Fault(getattr(refusal, "reason", code), "", str(refusal))])


@bp.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> Response:
    if isinstance(error.response, Response):
        return error.response  # A limit that has an answer of its own.
    response = of_status(error.code or 400)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


@bp.errorhandler(OperationalError)
def _database_away(error: OperationalError) -> Response:
    db.session.rollback()
    log.error("database_away", error=str(error.orig))
    response = of_status(503)
    response.headers["Retry-After"] = str(BUSY_S)
    return response


@bp.errorhandler(Exception)
def _unexpected(_error: Exception) -> Response:
    db.session.rollback()
    log.exception("unexpected")
    return of_status(500)


def _told(fault: Fault) -> dict[str, object]:
    told = {"code": fault.code, "field": fault.field, "message": str(fault.message)}
    return told | {name: _value(value) for name, value in fault.facts}


def _value(value: object) -> object:
    if isinstance(value, Price):
        value = PriceTold.of(value)
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _place(loc: tuple[int | str, ...]) -> str:
    """("lines", 0, "code") as lines[0].code"""
    parts = [f"[{one}]" if isinstance(one, int) else f".{one}" for one in loc]
    return "".join(parts).removeprefix(".")
