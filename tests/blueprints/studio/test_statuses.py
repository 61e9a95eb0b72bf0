"""The statuses of orders: their names for the studio and for clients, their order, their end."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Event, OrderStatus
from tests.blueprints.studio.looking import get
from tests.conftest import enter

LIST = "/studio/settings/statuses"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def names(studio):
    return [one.internal_name for one in db.session.scalars(OrderStatus.of_studio(studio.id))]


def fields(prefix, **values):
    return {f"{prefix}-{name}": value for name, value in values.items()}


def test_a_studio_begins_with_statuses_in_its_language(make):
    """N-18."""
    assert names(make.make_studio(locale="pl"))[0] == "Nowe"
    assert names(make.make_studio(locale="en"))[0] == "New"


def test_a_status_has_a_name_for_the_studio_one_for_columns_and_one_for_clients(studio_web, studio):
    """N-18."""
    sent = fields(
        "new",
        internal_name="Czeka na papier do odbitek",
        short_name="Papier",
        public_name="Przygotowujemy odbitki",
        color="yellow",
    )
    assert studio_web.post(LIST, data=sent).status_code == 303
    added = studio.order_statuses[-1]
    assert (added.internal_name, added.short_name) == ("Czeka na papier do odbitek", "Papier")
    assert (added.public_name, added.color) == ("Przygotowujemy odbitki", "yellow")
    assert "Przygotowujemy odbitki" in get(studio_web, LIST)


@pytest.mark.parametrize(
    ("field", "longest"), [("internal_name", 30), ("short_name", 17), ("public_name", 250)]
)
def test_names_have_their_limits(studio_web, studio, field, longest):
    """N-18."""
    sent = {"internal_name": "Nowy", "color": ""}
    too_long = fields("new", **(sent | {field: "ż" * (longest + 1)}))
    answer = studio_web.post(LIST, data=too_long)
    assert answer.status_code == 422
    assert f"{longest} znaków." in answer.text
    assert studio_web.post(LIST, data=fields("new", **(sent | {field: "ż" * longest})))
    assert len(names(studio)) == 5


def test_a_colour_outside_the_design_is_refused(studio_web, studio):
    """N-18."""
    sent = fields("new", internal_name="Nowy", color="pink")
    assert studio_web.post(LIST, data=sent).status_code == 422
    assert len(names(studio)) == 4


def test_a_status_is_moved_up_and_down_and_stops_at_the_ends(studio_web, studio):
    """N-18."""
    first, second, *rest = names(studio)
    status = studio.order_statuses[1]
    address = f"{LIST}/{status.id}/move"
    studio_web.post(address, data={"to": "up"})
    assert names(studio) == [second, first, *rest]
    studio_web.post(address, data={"to": "up"})
    assert names(studio) == [second, first, *rest]
    studio_web.post(address, data={"to": "down"})
    assert names(studio) == [first, second, *rest]
    assert studio_web.post(address, data={"to": "aside"}).status_code == 400


def test_a_status_without_orders_is_removed_at_once(studio_web, studio):
    """N-18."""
    gone = studio.order_statuses[2]
    assert studio_web.post(f"{LIST}/{gone.id}/removal").status_code == 303
    assert len(names(studio)) == 3


def test_orders_of_a_removed_status_go_where_the_studio_says(studio_web, studio, make):
    """N-18: no order is left without a status, and its timeline is told."""
    order = make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]))
    gone, heir = order.status, studio.order_statuses[2]
    address = f"{LIST}/{gone.id}/removal"
    assert "1 zamówienie ma ten status" in get(studio_web, address)
    assert studio_web.post(address).status_code == 422
    assert studio_web.post(address, data={"into": gone.id}).status_code == 422
    assert studio_web.post(address, data={"into": heir.id}).status_code == 303
    assert order.status_id == heir.id
    told = db.session.scalar(select(Event).where(Event.kind == "order.status"))
    assert (told.order_id, told.detail) == (order.id, {"status": heir.internal_name})


def test_the_last_status_stays(studio_web, studio):
    """N-18."""
    for status in studio.order_statuses[1:]:
        studio_web.post(f"{LIST}/{status.id}/removal")
    (last,) = studio.order_statuses
    assert studio_web.post(f"{LIST}/{last.id}/removal").status_code == 409


def test_a_client_reads_the_public_name_or_nothing(app, make):
    """N-18."""
    order = make.make_order()
    order.status.internal_name, order.status.public_name = "Laboratorium X", "W laboratorium"
    db.session.commit()
    browser = enter(app, order.gallery.invitations[0])
    page = browser.get(f"/g/{browser.code}/orders/{order.number}").text
    assert "W laboratorium" in page
    assert "Laboratorium X" not in page
    order.status.public_name = ""
    db.session.commit()
    page = browser.get(f"/g/{browser.code}/orders/{order.number}").text
    assert "Laboratorium X" not in page


def test_lists_show_the_short_name_in_its_colour(studio_web, studio, make):
    """N-18."""
    make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]))
    first = studio.order_statuses[0]
    first.internal_name, first.short_name, first.color = "Czeka na papier", "Papier", "yellow"
    db.session.commit()
    page = get(studio_web, "/studio/orders")
    assert '<span class="state yellow">' in page
    assert "Papier</span>" in page


def test_statuses_of_another_studio_cannot_be_reached(studio_web, make):
    """N-18."""
    theirs = make.make_studio().order_statuses[0]
    mine = studio_web.user.studio.order_statuses[0]
    assert studio_web.get(f"{LIST}/{theirs.id}/removal").status_code == 404
    assert studio_web.post(f"{LIST}/{mine.id}/removal", data={"into": theirs.id}).status_code == 404
