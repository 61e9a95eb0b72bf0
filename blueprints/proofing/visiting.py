"""What all pages of a client share: whose gallery it is, its language, its dead ends."""

import re
from datetime import datetime
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints import access, errors, locale, look
from blueprints.access import Visitor
from blueprints.proofing import bp, presses, rights
from models.gallery import Gallery

NO_BREAK = "\N{NO-BREAK SPACE}"
KEPT = ("preview", "show", "sort", "chapter", "next", "open")
# Answered by a whole page only when something was wrong: its links lead to where the form stands.
FORM_STANDS_ON = {
    "proofing.place_order": "proofing.show_cart",
    "proofing.order_format": "proofing.show_cart",
    "buyer.send_delivery": "buyer.show_order",
}
_LONE_LETTER = re.compile(r"\b([aiouwzAIOUWZ]) ")


# What stays open when a session has ended: what was ordered and handed over, and asking for more.
LASTING = {
    f"proofing.{name}"
    for name in (
        "ask_for_extension",
        "download_photo",
        "download_zip",
        "record_view",
        "show_delivery",
        "show_extension",
        "show_finished_rendition",
        "show_order",
        "show_transfer_code",
    )
}


class SessionEnded(Exception):
    """The last day of looking has passed; the visitor is told so in the studio's name."""

    def __init__(self, visitor: Visitor):
        super().__init__(visitor.gallery.code)
        self.visitor = visitor


def welcome(code: str) -> Visitor:
    """The visitor of `code`; from here on the request speaks the gallery's language and
    looks like it.

    Aborts like `access.visitor_for`, and with the introduction when a visitor presses something
    before they have said who they are; raises SessionEnded when there is nothing to see any more.
    """
    visitor = access.visitor_for(code)
    speak_for(visitor.gallery)
    is_lasting = visitor.is_preview or request.endpoint in LASTING
    if not is_lasting and visitor.gallery.is_expired:
        raise SessionEnded(visitor)
    presses.ask_first(visitor)
    return visitor


@bp.errorhandler(SessionEnded)
def _ended(error: SessionEnded):
    visitor = error.visitor
    page = render_template("proofing/expired.html", visitor=visitor, gallery=visitor.gallery)
    return page, 410


def speak_for(gallery: Gallery) -> None:
    locale.speak(gallery.locale)
    locale.show_times_in(gallery.studio.timezone)
    look.dress(gallery)


@bp.app_template_filter("tie")
def tie(text: str) -> str:
    """No line ends with a one-letter word: "Łucja i Jan" keeps "i" with "Jan"."""
    return _LONE_LETTER.sub(rf"\1{NO_BREAK}", text)


@bp.app_template_filter("camera_time")
def camera_time(time: datetime) -> str:
    """What the camera's own clock said; it has no zone."""
    pattern = f"%d.%m.%Y,{NO_BREAK}%H:%M" if locale.select() == "pl" else "%Y-%m-%d %H:%M"
    return time.strftime(pattern)


@bp.app_context_processor
def _language_links() -> dict:
    return {"language_links": language_links}


def language_links() -> list[tuple[str, str]]:
    """(language, address of this page in it); the answer to an order leads back to its form."""
    here = request.path
    if page := FORM_STANDS_ON.get(request.endpoint or ""):
        here = url_for(page, **(request.view_args or {}))
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    return [(code, _with(here, kept | {"lang": code})) for code in locale.LOCALES]


@bp.errorhandler(404)
def _no_way_in(_error):
    """Most often the link is old or was opened in another browser: say what helps.

    Only a browser that was let in before learns whose gallery it is.
    """
    code = (request.view_args or {}).get("code", "")
    if gallery := rights.gallery_once_entered(code):
        speak_for(gallery)
    return errors.answer(
        404,
        _("Nothing here"),
        _(
            "Open the link from the e-mail once more: it is the green button in it. "
            "If that does not help, reply to that message: the studio will get your words."
        ),
        studio=gallery.studio if gallery else None,
    )


def _with(path: str, arguments: dict[str, str]) -> str:
    return f"{path.partition('?')[0]}?{urlencode(arguments)}"
