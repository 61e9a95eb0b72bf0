"""Marking older orders as done, so that nobody is flooded; and taking that back."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, select

from extensions import db
from models import Order, OrderAction
from models.order_action import Action
from services import completion, feedback, feedback_resets
from services.feedback_resets import reset, undo, waiting
from tests.blueprints.studio.looking import queries
from tests.services.living import come_in, connect, keep_all, outcomes, promised

MAIL = Action.COMPLETION_MAIL


@pytest.fixture
def studio(make):
    return make.make_studio(timezone="Europe/Warsaw")


@pytest.fixture
def gallery(make, studio):
    return make.make_gallery(studio)


def came_in(order, *moment):
    order.imported_at = datetime(*moment, tzinfo=UTC)
    db.session.commit()
    return order


def completed(gallery, count, shop=None):
    orders = [come_in(gallery, shop) for _ in range(count)]
    for order in orders:
        completion.complete(order, "Hanna")
    return orders


@pytest.mark.parametrize(
    ("day", "last", "first_after"),
    [
        # On 29 March 2026 clocks go forward, on 25 October back: the day ends at another hour.
        (date(2026, 3, 28), (2026, 3, 28, 22, 59, 59), (2026, 3, 28, 23, 0)),
        (date(2026, 3, 29), (2026, 3, 29, 21, 59, 59), (2026, 3, 29, 22, 0)),
        (date(2026, 10, 25), (2026, 10, 25, 22, 59, 59), (2026, 10, 25, 23, 0)),
    ],
)
def test_the_day_is_inclusive_to_its_last_second_where_the_studio_is(
    studio, gallery, day, last, first_after
):
    """O-27, D11."""
    inside = came_in(come_in(gallery), *last)
    outside = came_in(come_in(gallery), *first_after)
    reset(studio, day, [MAIL], "Hanna")
    assert outcomes(inside) == {"completion_mail": "reset"}
    assert outcomes(outside) == {}


def test_after_a_reset_older_orders_are_told_nothing_and_later_ones_as_usual(
    studio, gallery, mail_server
):
    """O-27."""
    completed(gallery, 2)
    studio.feedback.mails_after_completion = True
    reset(studio, studio.today(), [MAIL], "Hanna")
    assert feedback.run(studio).promised == 0
    (later,) = completed(gallery, 1)
    assert len(promised(later, "mail.order_completed")) == 1


def test_what_waits_is_counted_before_and_nothing_waits_after(studio, gallery):
    """O-28."""
    completed(gallery, 7)
    studio.feedback.mails_after_completion = True
    db.session.commit()
    assert waiting(studio, studio.today())[MAIL] == 7
    done = reset(studio, studio.today(), [MAIL], "Hanna")
    assert done.counts == {"completion_mail": 7}
    assert waiting(studio, studio.today())[MAIL] == 0


def test_only_what_is_ticked_is_marked(studio, gallery, mail_server, shop_server):
    """O-29: the message is kept back, the status is sent."""
    shop = connect(studio, shop_server)
    (order,) = completed(gallery, 1, shop)
    shop.status_after_completion = "done"
    studio.feedback.mails_after_completion = True
    reset(studio, studio.today(), [MAIL], "Hanna")
    feedback.run(studio)
    keep_all()
    assert shop_server.told == [{"order": "77", "status": "done"}]
    assert promised(order, "mail.order_completed") == []


def test_nothing_ticked_is_refused(studio):
    """O-29."""
    with pytest.raises(feedback_resets.NothingTicked):
        reset(studio, studio.today(), [], "Hanna")


def test_it_can_be_undone_once(studio, gallery):
    """O-27."""
    completed(gallery, 3)
    studio.feedback.mails_after_completion = True
    done = reset(studio, studio.today(), [MAIL], "Hanna")
    assert feedback_resets.latest(studio) == done
    undo(studio, done.id)
    assert waiting(studio, studio.today())[MAIL] == 3
    assert feedback_resets.latest(studio) is None
    with pytest.raises(feedback_resets.UndoneBefore):
        undo(studio, done.id)


def test_another_studio_cannot_undo_it(make, studio):
    """O-27."""
    done = reset(studio, studio.today(), [MAIL], "Hanna")
    with pytest.raises(feedback_resets.UndoneBefore):
        undo(make.make_studio(), done.id)


def test_what_was_done_before_stays_done(studio, gallery, mail_server):
    """O-27, O-09."""
    studio.feedback.mails_after_completion = True
    (order,) = completed(gallery, 1)
    done = reset(studio, studio.today(), [MAIL], "Hanna")
    undo(studio, done.id)
    assert outcomes(order) == {"completion_mail": "promised"}


def test_orders_not_completed_yet_can_be_left_out(studio, gallery):
    """O-27: by choice."""
    studio.feedback.mails_after_completion = True
    open_one = come_in(gallery)
    reset(studio, studio.today(), [MAIL], "Hanna", spares_open=True)
    assert outcomes(open_one) == {}
    reset(studio, studio.today(), [MAIL], "Hanna")
    assert outcomes(open_one) == {"completion_mail": "reset"}


def test_five_old_orders_are_completed_without_a_flood(studio, gallery):
    """O-28: reset first, complete then."""
    studio.feedback.mails_after_completion = True
    old = [come_in(gallery) for _ in range(5)]
    reset(studio, studio.today(), [MAIL], "Hanna")
    for order in old:
        completion.complete(order, "Hanna")
    assert [promised(order) for order in old] == [[]] * 5


def test_many_orders_are_marked_by_as_many_statements_as_one(studio, gallery):
    """O-27: there may be ten thousand."""
    come_in(gallery)
    actions = [MAIL, Action.COMPLETION_STATUS]
    alone = queries(lambda: reset(studio, studio.today(), actions, "Hanna"))
    columns = dict(db.session.execute(select(Order.__table__)).mappings().one())
    columns.pop("id")
    rows = [columns | {"number": 2000 + place} for place in range(300)]
    db.session.execute(insert(Order.__table__), rows)
    db.session.commit()
    assert queries(lambda: reset(studio, studio.today(), actions, "Hanna")) == alone
    marked = select(db.func.count()).select_from(OrderAction)
    assert db.session.scalar(marked.where(OrderAction.action == MAIL)) == 301
