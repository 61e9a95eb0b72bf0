"""A mail from its templates to the server: subject, both parts, the reader's language and zone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import css_inline
from flask import g, render_template
from flask_babel import force_locale, gettext, refresh
from flask_mail import Attachment
from sqlalchemy import update

from extensions import db
from models.outbox import TO_STUDIO, OutboxEntry
from models.studio import Studio
from services import mail_servers, postman
from services.transaction import transaction

TEST_MARK = "[TEST] "
LINE_LIMIT = 250

KEPT_BREAK = "\x1e"


def send(
    entry: OutboxEntry,
    name: str,
    locale: str,
    *,
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    **values,
) -> None:
    """Render templates/mail/<name>.{subject.txt,txt,html} and hand the mail to the server.

    In the studio's test mode a mail for a client goes to the studio's test address instead.
    """
    studio: Studio = values["studio"]
    account = studio.mail_account
    is_test = account.is_test_mode and entry.kind not in TO_STUDIO
    note = _test_note(studio, entry.recipient) if is_test else ""
    recipient = (account.test_recipient or studio.contact_email) if is_test else entry.recipient
    letter = compose(name, locale, recipient, note=note, reply_to=reply_to, **values)
    letter.attachments = list(attachments)
    marker, promised_at = entry.marker, entry.created_at
    letter.extra_headers = {"X-Kadr-Reference": marker, "Auto-Submitted": "auto-generated"}
    sender_name = one_line(studio.name)
    server = mail_servers.server_for(entry.kind, account)
    _note_test(entry, is_test)
    # No transaction is kept open while the mail server is spoken to.
    db.session.rollback()
    postman.send(letter, server, sender_name=sender_name, marker=marker, promised_at=promised_at)


def compose(
    name: str, locale: str, recipient: str, *, note: str = "", reply_to: str = "", **values
) -> postman.Letter:
    """The letter in both parts; with a `note` as its first line it is marked as a test."""
    studio: Studio = values["studio"]
    with _reading_in(locale, studio.timezone):
        subject = (TEST_MARK if note else "") + subject_of(name, locale, **values)
        values |= {"locale": locale, "subject": subject, "note": note}
        return postman.Letter(
            subject=subject,
            recipients=[recipient],
            reply_to=reply_to or studio.mail_account.sender_address or studio.contact_email,
            body=_plain(render_template(f"mail/{name}.txt", **values)),
            html=css_inline.inline(render_template(f"mail/{name}.html", **values)),
        )


def _test_note(studio: Studio, recipient: str) -> str:
    """In the photographer's language: nobody else reads it."""
    with force_locale(studio.locale):
        return gettext("Test mode: this message was meant for %(email)s.", email=recipient)


def _note_test(entry: OutboxEntry, is_test: bool) -> None:
    """Before it leaves: a worker that dies afterwards has told where it went."""
    if entry.was_test != is_test:
        noted = update(OutboxEntry).where(OutboxEntry.id == entry.id).values(was_test=is_test)
        with transaction():
            db.session.execute(noted)


def subject_of(name: str, locale: str, **values) -> str:
    """The subject line of a mail in the language of its reader."""
    with force_locale(locale):
        return one_line(render_template(f"mail/{name}.subject.txt", **values))


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


def one_line(text: str) -> str:
    """Text that can stand in a header: no line break, no control character, no encoded word, and
    short enough for servers that take lines of 998 letters.
    """
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    line = " ".join("".join(shown).split()).replace("=?", "= ?")
    return line if len(line) <= LINE_LIMIT else line[: LINE_LIMIT - 1] + "…"


def kept_breaks(text: str) -> str:
    """Somebody's own words, whose empty lines stay however many there are."""
    return text.replace("\n", KEPT_BREAK)


def _plain(text: str) -> str:
    """At most one empty line in a row: parts that have nothing to say leave no gap. A KEPT_BREAK
    is a line of somebody's own words, however many follow each other."""
    return re.sub(r"\n{3,}", "\n\n", text).strip().replace(KEPT_BREAK, "\n") + "\n"
