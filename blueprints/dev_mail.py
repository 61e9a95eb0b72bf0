"""Mails that a development machine caught, so that nobody needs a mailbox to try Kadr.

Registered only while KADR_DEV_MAIL names the folder they are in.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from flask import Blueprint, abort, current_app, make_response, render_template
from markupsafe import Markup, escape

from blueprints.headers import CONTENT_SECURITY_POLICY

SHOWN = 200
PAGE_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
# The part is somebody's HTML: its styles and links work, nothing else, and never as Kadr's page.
HTML_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; "
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
_NAME = re.compile(r"[0-9]+-[0-9]+\.eml")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")

bp = Blueprint("dev_mail", __name__, url_prefix="/dev/mail")


@dataclass(frozen=True)
class CaughtMail:
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.path.read_bytes(), policy=policy.default)  # type: ignore[return-value]

    @property
    def caught_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name.split("-")[0]) / 1e9).astimezone()

    def text_of(self, kind: str) -> str:
        """The part "plain" or "html"; empty when there is none."""
        part = self.message.get_body([kind])
        return str(part.get_content()) if part else ""


@bp.get("")
def list_mails():
    mails = sorted(_folder().glob("*.eml"), key=_order, reverse=True)
    caught = [CaughtMail(path) for path in mails if _NAME.fullmatch(path.name)]
    return render_template("dev_mail/list.html", mails=caught[:SHOWN])


@bp.get("/<name>")
def show_mail(name: str):
    mail = _mail(name)
    text = _linked(mail.text_of("plain"))
    response = make_response(render_template("dev_mail/mail.html", mail=mail, text=text))
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


@bp.get("/<name>/html")
def show_html(name: str):
    """The HTML part alone, for the sandboxed frame."""
    html = _mail(name).text_of("html") or abort(404)
    # Links leave the frame, where no page of Kadr would open.
    response = make_response(html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = HTML_POLICY
    return response


def _folder() -> Path:
    return Path(current_app.config["KADR_DEV_MAIL"])


def _order(path: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", path.name))


def _mail(name: str) -> CaughtMail:
    path = _folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        abort(404)
    return CaughtMail(path)


def _linked(text: str) -> Markup:
    """Plain text whose web addresses can be pressed."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a href="{0}">{0}</a>').format(found[0])
        parts += [escape(text[at : found.start()]), link]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])
