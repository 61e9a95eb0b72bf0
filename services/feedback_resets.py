"""Marking what is left to do about older orders as done: nothing is sent. And undoing it."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, delete, false, func, insert, literal, select, true, update

from extensions import db
from models.order import Order
from models.order_action import Action, FeedbackReset, OrderAction, Outcome
from models.studio import Studio
from models.types import UtcDateTime, utc_now
from services import order_actions
from services.refusals import Refused
from services.transaction import changed_rows, transaction

OF_COMPLETION = (*order_actions.AT_COMPLETION, Action.SHOP_DOCUMENT)


class NothingTicked(Refused):
    """No action is named."""

    status = 422


class UndoneBefore(Refused):
    """The reset was taken back already, or it is another studio's."""


def end_of(day: date, studio: Studio) -> datetime:
    """The first moment after that day where the studio is."""
    after = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(studio.timezone))
    return after.astimezone(ZoneInfo("UTC"))


def waiting(studio: Studio, up_to_on: date) -> dict[Action, int]:
    """How many orders that came in up to the end of that day wait for each action."""
    until = end_of(up_to_on, studio)
    return {action: _count(studio, action, until) for action in Action}


def reset(
    studio: Studio,
    up_to_on: date,
    actions: Collection[Action],
    actor: str,
    *,
    spares_open: bool = False,
) -> FeedbackReset:
    """Mark these actions as done for every order that came in up to the end of that day.

    Nothing is sent. What has been done before stays as it is. With `spares_open` orders that are
    not completed yet are told as usual once they are. Raises NothingTicked.
    """
    if not actions:
        raise NothingTicked(lazy_gettext("Tick what is to be marked as done."))
    until = end_of(up_to_on, studio)
    with transaction():
        done = FeedbackReset(
            studio_id=studio.id,
            up_to_on=up_to_on,
            actions=[action.value for action in actions],
            counts={action.value: _count(studio, action, until) for action in actions},
            actor=actor,
        )
        db.session.add(done)
        db.session.flush()
        for action in actions:
            is_spared = spares_open and action in OF_COMPLETION
            _mark(studio, action, until, done, spared=is_spared)
        studio.feedback.reset_advised_at = None
    return done


def undo(studio: Studio, reset_id: int) -> FeedbackReset:
    """The orders wait again, as before the reset. Raises UndoneBefore."""
    first = update(FeedbackReset).where(
        FeedbackReset.id == reset_id,
        FeedbackReset.studio_id == studio.id,
        FeedbackReset.undone_at.is_(None),
    )
    with transaction():
        if changed_rows(first.values(undone_at=utc_now())) != 1:
            raise UndoneBefore(lazy_gettext("This has been undone already."))
        db.session.execute(delete(OrderAction).where(OrderAction.reset_id == reset_id))
    return db.session.get_one(FeedbackReset, reset_id)


def latest(studio: Studio) -> FeedbackReset | None:
    """The last reset, if it can still be taken back."""
    last = db.session.scalar(FeedbackReset.of_studio(studio.id).limit(1))
    return last if last and last.undone_at is None else None


def _count(studio: Studio, action: Action, until: datetime) -> int:
    due = order_actions.due(studio, action).where(Order.imported_at < until)
    orders = due.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(orders)) or 0


def _mark(
    studio: Studio, action: Action, until: datetime, done: FeedbackReset, *, spared: bool
) -> None:
    """One statement for all orders: there may be ten thousand."""
    # Not EXISTS: PostgreSQL knows nothing yet of the rows that the action before has written.
    known = select(OrderAction.order_id).where(OrderAction.action == action)
    fitting: ColumnElement[bool] = Order.completed_at.is_not(None) if spared else true()
    marks = {
        "action": literal(action.value),
        "outcome": literal(Outcome.RESET.value),
        "reason": literal(""),
        "was_test": false(),
        "reset_id": literal(done.id),
        "made_at": literal(utc_now(), UtcDateTime),
    }
    orders = select(Order.id, *marks.values()).where(
        Order.studio_id == studio.id, Order.imported_at < until, Order.id.not_in(known), fitting
    )
    db.session.execute(insert(OrderAction).from_select(["order_id", *marks], orders))
