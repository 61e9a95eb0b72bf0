"""BaseLinker asks us as if we were a shop (shops.md 3.3): one address for each studio."""

import structlog
from flask import abort, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from blueprints import locale
from blueprints.partner import bp
from extensions import csrf, db, limiter
from formats import baselinker_file
from formats.baselinker_call import BadArgument
from models.baselinker_access import BaseLinkerAccess
from services import baselinker_access, baselinker_calls

log = structlog.get_logger()
WRONG_PASSWORDS = "30 per hour"


def _calls() -> str:
    return current_app.config["BASELINKER_LIMIT"]


def _address() -> str:
    """A limit is one address's own: one studio cannot use up another's."""
    return f"baselinker:{(request.view_args or {}).get('token', '')[:64]}"


def _too_many(_limit):
    return _error("limit", "Too many requests. Try again later.", 429)


@bp.post("/baselinker/<token>")
@csrf.exempt
@limiter.limit(_calls, key_func=_address, on_breach=_too_many)
@limiter.limit(
    WRONG_PASSWORDS,
    key_func=_address,
    on_breach=_too_many,
    deduct_when=lambda _answer: "is_wrong_password" in g,
)
def answer_baselinker(token: str):
    """Whatever was sent, the answer is JSON; what cannot be done is said in it."""
    access = db.session.scalar(BaseLinkerAccess.by_token(token)) or abort(404)
    locale.speak(access.studio.locale)
    sent = _sent()
    action = sent.get("action", "")
    if not sent.get("bl_pass"):
        return _error("no_password", "The password is missing.")
    if not baselinker_access.is_right(access, sent["bl_pass"]):
        g.is_wrong_password = True
        baselinker_access.note_refusal(access)
        return _error("incorrect_password", "The password is wrong.")
    baselinker_access.note_call(access, action)
    return _answer(access, action, sent)


@bp.errorhandler(HTTPException)
def _http_error(error: HTTPException):
    if error.response is not None:
        return error.response
    return _error("http", error.name, error.code or 400)


@bp.errorhandler(Exception)
def _unexpected(_error_of_ours: Exception):
    """A shop that breaks down is asked again later."""
    db.session.rollback()
    log.exception("unexpected")
    response = _error("busy", "Kadr is busy. Try again later.", 503)
    response.headers["Retry-After"] = "60"
    return response


def _sent() -> dict[str, str]:
    """The form; a name that comes several times is numbered, as in name[0], name[1]."""
    sent = request.form.to_dict()
    for name in [one for one in sent if one.endswith("[]")]:
        values = enumerate(request.form.getlist(name))
        sent |= {f"{name[:-1]}{place}]": value for place, value in values}
    return sent


def _answer(access: BaseLinkerAccess, action: str, sent: dict[str, str]):
    if action not in baselinker_calls.ACTIONS:
        return _error("unsupported_action", f"No such action: {action[:40]}")
    try:
        return jsonify(baselinker_calls.answer(access.studio, action, sent))
    except BadArgument as wrong:
        return _error("invalid_argument", f"Not understood: {wrong}")


def _error(code: str, text: str, status: int = 200):
    response = jsonify(baselinker_file.error(code, text))
    response.status_code = status
    return response
