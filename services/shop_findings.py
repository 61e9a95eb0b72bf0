"""What a person decides about a finding: nothing is repaired by itself."""

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.outbox import OPEN, OutboxEntry, new_marker
from models.shop_link import Finding, ShopLink
from models.types import utc_now
from services import events, shop_following, shop_passing
from services.refusals import Refused
from services.transaction import transaction


class NothingFound(Refused):
    """It was settled meanwhile."""


def accept(link: ShopLink, actor: str) -> None:
    """It is fine as it is, the same is not found again; what waited for the total goes on.

    Raises NothingFound.
    """
    finding = _standing(link)
    with transaction():
        link.accepted = [*link.accepted, finding]
        _settle(link, actor, "accepted")
        if finding == Finding.TOTAL:
            shop_following.follow_push(link)


def leave(link: ShopLink, actor: str) -> None:
    """Nothing more is exchanged about this order with this shop."""
    with transaction():
        link.left_at = utc_now()
        _settle(link, actor, "left")
        db.session.execute(
            update(OutboxEntry)
            .where(OutboxEntry.shop_id == link.shop_id, OutboxEntry.subject_id == link.id)
            .where(OutboxEntry.state.in_(OPEN))
            .values(state="cancelled")
        )


def push_again(link: ShopLink, actor: str) -> None:
    """The order is gone in the shop: make a new one there, on purpose. Raises NothingFound."""
    if _standing(link) not in (Finding.DELETED, Finding.TRASHED):
        raise NothingFound(lazy_gettext("The order is in the shop."))
    with transaction():
        _settle(link, actor, "again")
        link.remote_id, link.number, link.notebook = "", "", {}
        link.begun_at = link.linked_at = link.status_told_at = link.paid_told_at = None
        link.look_ups, link.status = 0, ""
        # Under the old one the thrown-away order would be found.
        link.reference = new_marker()
        link.is_fetched = False
    shop_passing.push_now(link)


def _standing(link: ShopLink) -> str:
    if not link.finding:
        raise NothingFound(lazy_gettext("This has been settled already."))
    return link.finding


def _settle(link: ShopLink, actor: str, how: str) -> None:
    if link.finding:
        facts = {"shop": link.shop.name, "finding": link.finding}
        events.note_of_order(link.order, f"shop.{how}", actor, **facts)
    link.finding, link.finding_facts, link.found_at = "", {}, None
