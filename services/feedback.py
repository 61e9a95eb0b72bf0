"""The feedback update: whatever is left to do about the orders of a studio."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select

from extensions import db
from models.order import Order
from models.order_action import Action
from models.studio import Studio
from models.types import utc_now
from services import completion, order_actions, order_steps
from services.transaction import transaction

log = structlog.get_logger()

# What one run takes on; the rest is for the next one.
ORDERS_A_RUN = 500


@dataclass(frozen=True)
class Report:
    """How many orders were completed, how many actions promised, how many need a person."""

    completed: int
    promised: int
    unclear: int

    @property
    def count(self) -> int:
        return self.completed + self.promised


def run(studio: Studio) -> Report:
    """Complete what the rules say is complete, then promise every action that is due.

    Each order has a transaction of its own: one that is refused holds up no other. A second run
    finds nothing new.
    """
    ready = db.session.scalars(completion.ready(studio).limit(ORDERS_A_RUN)).all()
    completed = sum(completion.complete_by_rule(order_id) for order_id in ready)
    promised = sum(_perform(studio, action) for action in order_actions.PERFORMED)
    report = Report(completed, promised, len(ready) - completed)
    with transaction():
        studio.feedback.ran_at, studio.feedback.ran_count = utc_now(), report.count
    log.info("feedback_run", studio=studio.id, **vars(report))
    return report


def run_all(now: datetime) -> int:
    """The feedback update of every studio; returns how much was done."""
    return sum(run(studio).count for studio in db.session.scalars(select(Studio)).all())


def pending(studio: Studio) -> dict[Action, int]:
    """How many orders wait for each action."""
    return {action: count_due(studio, action) for action in Action}


def count_due(studio: Studio, action: Action) -> int:
    waiting = order_actions.due(studio, action).order_by(None).subquery()
    return db.session.scalar(select(db.func.count()).select_from(waiting)) or 0


def _perform(studio: Studio, action: Action) -> int:
    waiting = db.session.scalars(order_actions.due(studio, action).limit(ORDERS_A_RUN)).all()
    return sum(_perform_one(order_id, action) for order_id in waiting)


def _perform_one(order_id: int, action: Action) -> int:
    with transaction():
        order = db.session.get_one(Order, order_id)
        order_steps.hold(order)
        db.session.refresh(order)
        return order_actions.perform(order, (action,))
