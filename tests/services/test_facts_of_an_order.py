"""Payment and cancellation are facts with a time; each change is told once."""

import pytest

from services import orders, payments


@pytest.mark.parametrize(
    ("do", "undo", "told"),
    [
        (payments.mark_paid, payments.mark_unpaid, ["order.paid", "order.unpaid"]),
        (orders.cancel, orders.restore, ["order.cancelled", "order.restored"]),
    ],
)
def test_a_second_press_changes_nothing_and_is_not_told(make, do, undo, told):
    """M-12."""
    order = make.make_order()
    for verb in (do, do, undo, undo):
        verb(order, "Hanna")
    assert [event.kind for event in reversed(order.events)] == [
        "order.placed",
        "document.issued",
        *told,
    ]
    assert (order.is_paid, order.is_cancelled) == (False, False)
