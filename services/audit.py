"""Who saw and did what: facts of the access log, kept beside the studio's other events."""

from datetime import datetime, timedelta
from typing import cast

from flask import current_app
from sqlalchemy import CursorResult, delete

from extensions import db
from models.event import ACCESS, Event
from models.sign_in import SignIn
from models.user import User
from services.devices import Caller
from services.transaction import transaction


def note(user: User, kind: str, whence: Caller | SignIn | None = None, about: str = "") -> None:
    """A step: a person of the studio did it. `whence` is the device; without one it was done at
    the server itself.
    """
    add(user.studio_id, kind, user.name, whence, about)


def add(
    studio_id: int, kind: str, actor: str, whence: Caller | SignIn | None = None, about: str = ""
) -> None:
    """A step. `kind` goes on after "access."; `about` names what was seen or done, never a
    secret.
    """
    told = {"device": whence.device, "address": whence.address} if whence else {}
    detail = told | ({"about": about} if about else {})
    db.session.add(Event(studio_id=studio_id, kind=ACCESS + kind, actor=actor, detail=detail))


def record(studio_id: int, kind: str, actor: str, whence: Caller, about: str = "") -> None:
    """The same by itself, after what was done has been committed."""
    with transaction(reread=False):
        add(studio_id, kind, actor, whence, about)


def sweep(now: datetime) -> int:
    """Forget what is older than AUDIT_DAYS; returns how many."""
    last = now - timedelta(days=current_app.config["AUDIT_DAYS"])
    old = delete(Event).where(Event.kind.startswith(ACCESS), Event.happened_at < last)
    with transaction():
        gone = db.session.execute(old)
    return cast(CursorResult, gone).rowcount
