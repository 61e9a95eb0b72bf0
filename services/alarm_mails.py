"""Mails to the operator of the installation."""

from collections.abc import Callable

from flask import current_app
from flask_babel import force_locale

from extensions import db
from models.alarm import Alarm
from models.outbox import OutboxEntry
from models.studio import Studio
from services import alarm_words
from services.letters import send


def alarm(entry: OutboxEntry) -> None:
    """Something is wrong with the installation, still is, or is no more; whatever of that is true
    when the mail leaves."""
    told = db.session.get_one(Alarm, entry.subject_id)
    studio = db.session.get_one(Studio, entry.studio_id)
    with force_locale(studio.locale):
        title = alarm_words.title(told.name)
        what = alarm_words.sentence(told.name, told.detail)
    link = f"{current_app.config['PUBLIC_BASE_URL']}/operator"
    send(
        entry, "alarm", studio.locale, studio=studio, link=link, alarm=told, title=title, what=what
    )


KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {"mail.alarm": alarm}
