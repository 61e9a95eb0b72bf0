"""What the operator was told and shown, kept for a while: past alarms and examinations."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete

from extensions import db
from models.alarm import Alarm
from models.examination import Examination
from services.transaction import transaction


def sweep(now: datetime) -> int:
    """Forget what is older than RECORDS_DAYS; returns how many."""
    old = now - timedelta(days=current_app.config["RECORDS_DAYS"])
    past = delete(Alarm).where(Alarm.resolved_at < old).returning(Alarm.id)
    seen = delete(Examination).where(Examination.ended_at < old).returning(Examination.id)
    with transaction():
        return sum(len(db.session.scalars(gone).all()) for gone in (past, seen))
