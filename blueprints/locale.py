"""Which language and zone an answer speaks: the person's choice, the gallery's, the studio's."""

from flask import g, request, session
from flask_login import current_user

LOCALES = ("pl", "en")


def register(app) -> None:
    app.before_request(_remember_choice)
    app.jinja_env.globals["locales"] = LOCALES
    app.jinja_env.globals["current_locale"] = select


def speak(locale: str) -> None:
    """Let this request speak a gallery's language, unless the person has chosen one."""
    g.gallery_locale = locale


def show_times_in(timezone: str) -> None:
    g.timezone = timezone


def select() -> str:
    """A client's page follows the visitor's choice; the studio keeps to its own setting, unless
    this very request asks for another language.
    """
    is_studio = request.blueprint == "studio" and "lang" not in request.args
    if is_studio and current_user.is_authenticated:
        return current_user.studio.locale
    if session.get("locale") in LOCALES:
        return session["locale"]
    if "gallery_locale" in g:
        return g.gallery_locale
    if current_user and current_user.is_authenticated:
        return current_user.studio.locale
    return request.accept_languages.best_match(LOCALES) or "pl"


def select_timezone() -> str | None:
    if "timezone" in g:
        return g.timezone
    if current_user and current_user.is_authenticated:
        return current_user.studio.timezone
    return None


def _remember_choice() -> None:
    """`?lang=en` on any page switches the language of this browser."""
    if request.args.get("lang") in LOCALES:
        session["locale"] = request.args["lang"]
