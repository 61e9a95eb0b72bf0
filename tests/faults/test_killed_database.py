"""PostgreSQL dies under load and comes back: what was told is there, all go on by themselves."""

from bin.children import wait_until
from services.files import storage
from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.plant import running
from tests.faults.postgres import on_postgres, own_postgres
from tests.faults.promises import Mails, placed_orders
from tests.faults.traffic import DONE, Traffic, several
from tests.invariants import assert_invariants
from tests.journeys.stack import SERVANTS

ORDERS, PHOTOS = 24, 24
AWAY = {503}
LIMIT_S = 60.0
MAILING = {name: SERVANTS[name] for name in ("interactive", "backlog", "schedule")}


@on_postgres
def test_postgresql_killed_under_load_costs_no_order_and_nobody_starts_anything_again():
    """F19, I1-I5, I7: while it is away a page says so, by 503; the same web workers and the same
    schedule go on once it is there."""
    with (
        own_postgres() as server,
        running(servants=MAILING, DATABASE_URL=server.address("kadr")) as plant,
    ):
        traffic = Traffic(
            several(PlacingAnOrder(plant), ORDERS) + several(SendingAPhoto(plant), PHOTOS)
        )
        web, schedule = plant.web_workers(), plant.children["schedule"].pid
        with traffic.flowing():
            assert traffic.heard(DONE, PHOTOS // 2)
            server.kill()
            assert traffic.heard(AWAY, 3)
            sorry = traffic.acts[0].browser.get(traffic.acts[0].page)
            server.start()
        assert sorry.status_code == 503
        assert "<h1" in sorry.text
        assert set(traffic.answers) == DONE | AWAY
        assert plant.web_workers() == web
        assert plant.children["schedule"].pid == schedule
        assert [act.done() for act in traffic.acts] == [1] * len(traffic.acts)
        kept = Mails(plant).is_kept
        assert wait_until(lambda: all(map(kept, placed_orders())), LIMIT_S)
        assert len(placed_orders()) == ORDERS
        assert_invariants(plant.smtp, files=storage())
