"""The mails that were caught on this machine, for whoever sits at it.

Registered only while KADR_DEV_MAIL names their folder; see bin/mail_catcher.py.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_binary_file, policy
from email.message import EmailMessage
from email.parser import BytesParser
from ipaddress import ip_address
from pathlib import Path

from flask import Blueprint, abort, current_app, make_response, render_template, request

from blueprints.headers import CONTENT_SECURITY_POLICY

bp = Blueprint("dev_mail", __name__, url_prefix="/dev/mail")

SHOWN = 200
PAGE_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
# A mail brings its own style sheet and must not do anything else.
DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@dataclass(frozen=True)
class Caught:
    """One caught mail; `message` may be read up to its headers only."""

    name: str
    caught_at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def recipients(self) -> str:
        return str(self.message["X-Envelope-To"] or self.message["To"] or "")

    def part(self, kind: str) -> str:
        """The text of the `plain` or `html` part; empty when there is none."""
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""


@bp.before_request
def admit_this_machine_only():
    if not (request.remote_addr and ip_address(request.remote_addr).is_loopback):
        abort(404)


@bp.get("")
def list_mails():
    """The newest `SHOWN` mails."""
    files = _files()
    mails = [_heading(path) for path in files[:SHOWN]]
    return render_template("dev_mail/mails.html", mails=mails, count=len(files))


@bp.get("/<name>")
def show_mail(name: str):
    response = make_response(render_template("dev_mail/mail.html", mail=_mail(name)))
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


@bp.get("/<name>/document")
def show_document(name: str):
    """The HTML part alone, as a mail program would show it, for the page's frame."""
    response = make_response(_mail(name).part("html") or abort(404))
    response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return response


def _files() -> list[Path]:
    """Newest first: a name begins with the time its mail came. Half-written ones are hidden."""
    found = Path(current_app.config["KADR_DEV_MAIL"]).glob("*.eml")
    whole = [path for path in found if not path.name.startswith(".")]
    return sorted(whole, key=lambda path: path.name, reverse=True)


def _heading(path: Path) -> Caught:
    with path.open("rb") as file:
        message = BytesParser(policy=policy.default).parse(file, headersonly=True)
    return Caught(path.name, _time_of(path), message)


def _mail(name: str) -> Caught:
    path = next((path for path in _files() if path.name == name), None) or abort(404)
    with path.open("rb") as file:
        message = message_from_binary_file(file, policy=policy.default)
    return Caught(path.name, _time_of(path), message)


def _time_of(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
