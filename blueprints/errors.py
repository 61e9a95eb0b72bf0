"""Refusals and HTTP errors as pages that say what happened and what to do."""

import structlog
from flask import abort, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

from blueprints.htmx import wants_partial
from extensions import db, login_manager
from models.studio import Studio
from services.files import StorageAway, is_full
from services.refusals import Refused

log = structlog.get_logger()


CUSTOMER_API = "/customer-api/"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def register(app) -> None:
    app.before_request(_turn_away_nul)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(StorageAway, _storage_away)
    app.register_error_handler(ObjectDeletedError, _removed_meanwhile)
    app.register_error_handler(StaleDataError, _removed_meanwhile)
    app.register_error_handler(OSError, _disk_full)
    app.register_error_handler(Exception, _unexpected)


def answer(status: int, title: str, message: str, studio: Studio | None = None, **extra):
    """The same refusal as JSON for a script, a notice for htmx, or a page.

    The page says whom to write to when it may know the `studio`.
    """
    if request.path.startswith(CUSTOMER_API):
        from blueprints.partner.api import problems

        return problems.of_status(status)
    if wants_json():
        problem = {"status": status, "title": title, "detail": message, **extra}
        response = jsonify(problem)
        response.mimetype = "application/problem+json"
    elif wants_partial():
        response = make_response(render_template("errors/_notice.html", message=message))
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
    else:
        response = _page(status, title, message, studio=studio)
    response.status_code = status
    return response


def _page(status: int, title: str, message: str, **values):
    page = render_template("errors/page.html", title=title, message=message, **values)
    return make_response(page, status)


def _turn_away_nul() -> None:
    """No database column, file name or mail can hold a NUL, and nobody types one.

    What other systems call is read as raw bytes, so nobody may take it for a form before.
    """
    if "\0" in request.path:
        abort(404)
    sent = [*request.args.values()]
    if request.mimetype in FORMS and request.blueprint != "hooks":
        sent += request.form.values()
    if any("\0" in value for value in sent):
        abort(400)


def refused(error: Refused):
    """The answer to a refusal; `reason` is its name for scripts."""
    if error.mend_at and not wants_json() and not wants_partial():
        return _page(error.status, _("Not done"), str(error), mend_at=error.mend_at)
    return answer(error.status, _("Not done"), str(error), reason=reason(error))


def _form_too_old(_error: CSRFError):
    message = _("The page was open for too long. Reload it and try once more.")
    return answer(400, _("Not done"), message, reason="csrf")


def _http_error(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    if error.response is not None:
        return error.response  # A limit that has an answer of its own.
    title, message = _sentences(error.code)
    response = answer(error.code, title, message)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after", "content-range"}:
            response.headers[name] = value
    return response


def _database_away(error: OperationalError):
    db.session.rollback()
    # Whose language the page should speak cannot be looked up.
    g._login_user = login_manager.anonymous_user()
    log.error("database_away", error=str(error.orig))
    return _soon()


def _storage_away(error: StorageAway):
    db.session.rollback()
    log.error("storage_away", error=str(error))
    return _soon()


def _soon():
    response = answer(503, *_sentences(503))
    response.headers["Retry-After"] = "5"
    return response


def _removed_meanwhile(error: ObjectDeletedError | StaleDataError):
    """Between reading a row and writing it somebody else has taken it away."""
    db.session.rollback()
    log.warning("removed_meanwhile", error=str(error))
    message = _("Somebody has removed this meanwhile. Nothing was saved.")
    return answer(409, _("Not done"), message)


def _disk_full(error: OSError):
    if not is_full(error):
        return _unexpected(error)
    db.session.rollback()
    log.error("disk_full")
    return answer(507, _("Not done"), _("The disk is full. Nothing was saved."))


def _unexpected(_error: Exception):
    db.session.rollback()
    log.exception("unexpected")
    return answer(500, *_sentences(500))


def _sentences(status: int) -> tuple[str, str]:
    match status:
        case 404:
            return _("Nothing here"), _("This address leads nowhere. Check the link.")
        case 403:
            return _("Not allowed"), _("This is only for looking at.")
        case 413:
            return _("Too large"), _("This is too large to be sent at once.")
        case 429:
            return _("Too many tries"), _("Wait a quarter of an hour and try again.")
        case 503:
            return _("One moment"), _("Kadr is busy. Try again in a few seconds.")
        case 500:
            return _("Our mistake"), _("Something went wrong. It has been written down.")
        case _:
            return _("Not done"), _("This request could not be understood. Reload the page.")


def reason(error: Refused) -> str:
    """What a script compares: the refusal's own reason, or the name of its class."""
    return str(getattr(error, "reason", type(error).__name__))


def wants_json() -> bool:
    """True for a script that says `Accept: application/json`."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )
