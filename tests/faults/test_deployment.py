"""A new release is brought in while people order and send photos."""

from bin.children import wait_until
from services.files import storage
from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.plant import running
from tests.faults.promises import Mails, placed_orders
from tests.faults.traffic import DONE, NO_ANSWER, Traffic, several
from tests.invariants import assert_invariants
from tests.journeys.stack import SERVANTS

ORDERS, PHOTOS = 24, 24
LIMIT_S = 60.0
MAILING = {name: SERVANTS[name] for name in ("interactive", "backlog", "schedule")}


def test_a_release_with_traffic_loses_nothing_and_does_nothing_twice():
    """F28, I1-I4, I7: web and workers end by SIGTERM and come back. Who asks meanwhile finds the
    door shut and asks again; nobody hears of a mistake."""
    with running(servants=MAILING) as plant:
        traffic = Traffic(
            several(PlacingAnOrder(plant), ORDERS) + several(SendingAPhoto(plant), PHOTOS)
        )
        with traffic.flowing():
            assert traffic.heard(DONE, PHOTOS // 2)
            plant.deploy()
        assert [act.done() for act in traffic.acts] == [1] * len(traffic.acts)
        assert set(traffic.answers) <= DONE | {NO_ANSWER}
        kept = Mails(plant).is_kept
        assert wait_until(lambda: all(map(kept, placed_orders())), LIMIT_S)
        assert len(placed_orders()) == ORDERS
        assert_invariants(plant.smtp, files=storage())
        print(f"{traffic.answers.total()} requests, {traffic.failed} of them found the door shut")
