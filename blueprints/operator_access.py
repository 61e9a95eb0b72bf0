"""What an operator may look at and change, of whichever studio; nobody else does."""

from typing import Any

from flask import abort
from flask_login import current_user
from sqlalchemy import Select, select

from extensions import db
from models.outbox import OutboxEntry
from models.studio import Studio


def outbox_entry(entry_id: int) -> OutboxEntry:
    return _one(select(OutboxEntry).where(OutboxEntry.id == entry_id))


def studio(studio_id: int) -> Studio:
    return _one(select(Studio).where(Studio.id == studio_id))


def _one(wanted: Select[Any]) -> Any:
    if not current_user.is_operator:
        abort(404)
    return db.session.scalar(wanted) or abort(404)
