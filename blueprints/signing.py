"""Who is signed in to a studio: what their cookie holds, and on which device they are."""

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from blueprints import cookies
from blueprints.htmx import wants_partial
from extensions import db, login_manager
from models.sign_in import SignIn
from models.token import new_token
from models.user import User
from services import devices, second_factors, sign_ins
from services.devices import Caller
from services.sign_ins import Entry

SIGNED_IN = "sign_in"
HALF_WAY = "half_way"
DEVICE_COOKIE = "kadr_device"
DEVICE_LIFE_S = 365 * 24 * 3600


def register(_app) -> None:
    login_manager.request_loader(lambda _request: _user_here())
    login_manager.login_view = "account.sign_in"
    login_manager.session_protection = None


def sign_in_here() -> SignIn:
    """The sign-in of this browser, where somebody is signed in."""
    return known_sign_in() or abort(401)


def known_sign_in() -> SignIn | None:
    """The sign-in of this browser while it is good; asked once in a request."""
    if "sign_in" not in g:
        token = session.get(SIGNED_IN)
        g.sign_in = db.session.scalar(SignIn.by_token(token)) if token else None
    return g.sign_in


def note_use() -> None:
    """Remember that the sign-in of this browser was used."""
    sign_ins.seen(sign_in_here(), caller().address)


def caller() -> Caller:
    """Whoever asks. A browser that has no device token yet gets a new one."""
    known = cookies.value_of(DEVICE_COOKIE, request.cookies, current_app.config)
    return Caller(
        device=devices.words(request.headers.get("User-Agent", "")),
        device_token=known or new_token(),
        address=devices.shortened(request.remote_addr or ""),
    )


def enter(entry: Entry) -> None:
    """Begin a new session: nothing that was in the cookie before stays in it."""
    session.clear()
    session[HALF_WAY if entry.needs_code else SIGNED_IN] = entry.token
    session.permanent = not entry.needs_code


def half_way() -> SignIn | None:
    """Of somebody whose password was right a moment ago, and who owes a code."""
    token = session.get(HALF_WAY)
    return db.session.scalar(SignIn.half_way(token)) if token else None


def ask_for_second_factor():
    """Where the installation wants one, a person without it gets no further than to that page."""
    if second_factors.is_needed_by(current_user):
        url = url_for("studio.show_security")
        return ("", 403, {"HX-Redirect": url}) if wants_partial() else redirect(url, 303)
    return None


def remember_device(response: Response, asker: Caller) -> Response:
    """Only the door is told, so the cookie goes nowhere else."""
    response.set_cookie(
        cookies.name_of(DEVICE_COOKIE, current_app.config),
        asker.device_token,
        max_age=DEVICE_LIFE_S,
        path="/login",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _user_here() -> User | None:
    here = known_sign_in()
    return here.user if here else None
