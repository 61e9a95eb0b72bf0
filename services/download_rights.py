"""Who may take finished photos and how long; every change leaves a fact that tells what it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask_babel import lazy_gettext

from extensions import db
from models.delivery import DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.photo import Folder
from models.types import utc_now
from services import deliveries, downloads, events
from services.refusals import Refused
from services.transaction import transaction

DAYS = (30, 60, 90, 180, 365)
NAMED = 20


class RightNotForVisitors(Refused):
    """Whoever came by the public link never gets more than what they have ordered."""


class LinkLivesLonger(Refused):
    """The days on offer end before the link does."""


class DaysUnknown(Refused):
    status = 400


def change_right(gallery: Gallery, right: DownloadRight, actor: str) -> None:
    """What everybody may take who has no right of their own."""
    delivery = gallery.delivery
    if delivery.download_right == right:
        return
    was = delivery.download_right
    with transaction(), _telling(gallery, "delivery.right", actor, was=was, right=right.value):
        delivery.download_right = right


def change_right_of(person: Invitation, right: DownloadRight | None, actor: str) -> None:
    """What one person may take; None is what the session says. Raises RightNotForVisitors."""
    if right == DownloadRight.ALL and person.is_visitor:
        raise RightNotForVisitors(
            lazy_gettext("Visitors of a public session get only what they have ordered.")
        )
    if person.download_right == right:
        return
    facts = {"name": person.name, "was": person.download_right or "", "right": right or ""}
    with transaction(), _telling(person.gallery, "delivery.right_of_person", actor, **facts):
        person.download_right = right


def change_days(gallery: Gallery, days: int, actor: str) -> None:
    """How many days links live from the newest round on. Raises DaysUnknown."""
    _check_days(days)
    if gallery.delivery.link_days == days:
        return
    with transaction(), _telling(gallery, "delivery.days", actor, days=str(days)):
        gallery.delivery.link_days = days


def extend(gallery: Gallery, days: int, actor: str, person: Invitation | None = None) -> None:
    """Let everybody, or one person, download for so many days from now; nobody is mailed.

    Raises DaysUnknown, or LinkLivesLonger when that would take days away.
    """
    _check_days(days)
    delivery, until_at = gallery.delivery, utc_now() + timedelta(days=days)
    ends_at = delivery.expires_at_for(person) if person else delivery.expires_at
    if ends_at is None or ends_at >= until_at:
        raise LinkLivesLonger(lazy_gettext("The link works longer than that already."))
    name = person.name if person else ""
    facts = {"name": name, "until": until_at.isoformat()}
    with transaction(), _telling(gallery, "delivery.extended", actor, **facts):
        if person:
            person.download_until_at = until_at
        else:
            delivery.open_until_at = until_at


@contextmanager
def _telling(gallery: Gallery, kind: str, actor: str, **facts: str) -> Iterator[None]:
    """Note the change together with what it gives to whom, or takes from them."""
    before = _taken_now(gallery)
    yield
    db.session.flush()
    after = _taken_now(gallery)
    changed = [
        f"{name}: {before[person_id][1]} → {count}"
        for person_id, (name, count) in after.items()
        if person_id in before and before[person_id][1] != count
    ]
    events.note_of_gallery(gallery, kind, actor, **facts, gives="; ".join(changed[:NAMED]))


def _taken_now(gallery: Gallery) -> dict[int, tuple[str, int]]:
    """How many files each person can take at this moment: {invitation id: (name, count)}."""
    now = utc_now()
    return {
        person.id: (person.name, sum(_count(person, folder, now) for folder in deliveries.FINISHED))
        for person in deliveries.recipients(gallery)
    }


def _count(person: Invitation, folder: Folder, now) -> int:
    return len(downloads.downloadable(person, folder, now))


def _check_days(days: int) -> None:
    if days not in DAYS:
        raise DaysUnknown(lazy_gettext("Choose one of the days on offer."))
