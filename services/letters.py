"""A mail from its templates to the server: subject, both parts, the reader's language and zone."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import css_inline
from flask import g, render_template
from flask_babel import force_locale, refresh

from extensions import db
from models.outbox import OutboxEntry
from services import postman


def send(entry: OutboxEntry, name: str, locale: str, *, reply_to: str = "", **values) -> None:
    """Render templates/mail/<name>.{subject.txt,txt,html} and hand the mail to the server."""
    studio = values["studio"]
    with _reading_in(locale, studio.timezone):
        subject = subject_of(name, locale, **values)
        values |= {"locale": locale, "subject": subject}
        message = postman.Letter(
            subject=subject,
            recipients=[entry.recipient],
            reply_to=reply_to or studio.contact_email,
            body=_plain(render_template(f"mail/{name}.txt", **values)),
            html=css_inline.inline(render_template(f"mail/{name}.html", **values)),
        )
    marker, promised_at = entry.marker, entry.created_at
    message.extra_headers = {"X-Kadr-Reference": marker, "Auto-Submitted": "auto-generated"}
    sender_name = _one_line(studio.name)
    # No transaction is kept open while the mail server is spoken to.
    db.session.rollback()
    postman.send(message, sender_name=sender_name, marker=marker, promised_at=promised_at)


def subject_of(name: str, locale: str, **values) -> str:
    """The subject line of a mail in the language of its reader."""
    with force_locale(locale):
        return _one_line(render_template(f"mail/{name}.subject.txt", **values))


@contextmanager
def _reading_in(locale: str, timezone: str) -> Iterator[None]:
    """Speak the reader's language and show times in the studio's zone, in a worker, too.

    `g.timezone` is what the application's timezone selector looks at.
    """
    before = g.get("timezone")
    with force_locale(locale):
        g.timezone = timezone
        refresh()
        try:
            yield
        finally:
            g.timezone = before
    refresh()


def _one_line(text: str) -> str:
    """Text that can stand in a header: no line break, no control character, no encoded word."""
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return " ".join("".join(shown).split()).replace("=?", "= ?")


def _plain(text: str) -> str:
    """At most one empty line in a row: parts that have nothing to say leave no gap."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
