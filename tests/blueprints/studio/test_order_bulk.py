"""The same change for many orders of the list."""

import pytest

from extensions import db
from models import Event
from tests.blueprints.studio.looking import get, queries


@pytest.fixture
def placed(make, sent_gallery):
    """Two that are due, one that is paid, one that is cancelled, one that cost nothing."""
    person = sent_gallery.invitations[0]
    photos = [make.make_photo(sent_gallery) for _ in range(2)]
    free = make.make_order(make.make_cart(person, photos[:1]))
    orders = [make.make_order(make.make_cart(person, photos)) for _ in range(4)]
    orders[2].paid_at = orders[3].cancelled_at = orders[0].placed_at
    db.session.commit()
    return [*orders, free]


def sent(orders, **more):
    return {"order": [str(order.id) for order in orders], "wish": "paid", **more}


def test_the_count_is_said_before_and_nothing_changes_yet(studio_web, placed):
    query = "&".join(f"order={order.id}" for order in placed)
    page = get(studio_web, f"/studio/orders/bulk?wish=paid&{query}")
    assert "2 zamówienia zostaną zmienione." in page
    assert "3 pozostaną bez zmian." in page
    assert "Zmień 2 zamówienia" in page
    assert not placed[0].is_paid


def test_each_row_says_what_came_of_it(studio_web, placed):
    page = studio_web.post("/studio/orders/bulk", data=sent(placed)).text
    assert page.count("Zmienione</span>") == 2
    assert "Anulowane, pominięte" in page
    assert "Nic do zapłaty" in page
    assert [order.is_paid for order in placed] == [True, True, True, False, False]
    assert placed[0].paid_cents == placed[0].total_cents


def test_a_second_press_changes_and_tells_nothing(studio_web, placed):
    studio_web.post("/studio/orders/bulk", data=sent(placed))
    page = studio_web.post("/studio/orders/bulk", data=sent(placed)).text
    assert "Zmienione</span>" not in page
    told = db.select(db.func.count()).where(Event.kind == "order.paid")
    assert db.session.scalar(told) == 2


def test_a_status_is_set_for_all_that_stand(studio_web, placed):
    ready = placed[0].studio.order_statuses[2]
    studio_web.post("/studio/orders/bulk", data=sent(placed, wish=f"status-{ready.id}"))
    assert [order.status_id == ready.id for order in placed] == [True, True, True, False, True]


def test_one_order_of_another_studio_refuses_them_all(make, studio_web, placed):
    answer = studio_web.post("/studio/orders/bulk", data=sent([*placed, make.make_order()]))
    assert answer.status_code == 404
    assert not placed[0].is_paid


@pytest.mark.parametrize("wish", ["", "status-", "status-x", "paid2", "status-99999999999"])
def test_a_wish_that_is_none_is_refused(studio_web, placed, wish):
    answer = studio_web.post("/studio/orders/bulk", data=sent(placed, wish=wish))
    assert answer.status_code in (400, 404)


def test_a_status_of_another_studio_is_not_found(make, studio_web, placed):
    foreign = make.make_studio().order_statuses[0]
    answer = studio_web.post("/studio/orders/bulk", data=sent(placed, wish=f"status-{foreign.id}"))
    assert answer.status_code == 404


def test_without_a_tick_the_page_says_what_to_do(studio_web, placed):
    assert "Najpierw zaznacz zamówienia" in get(studio_web, "/studio/orders/bulk?wish=paid")


def test_the_list_takes_as_many_statements_for_many_rows(make, studio_web, placed, sent_gallery):
    """M-09."""
    few = queries(lambda: studio_web.get("/studio/orders"))
    for _ in range(20):
        make.make_order(make.make_cart(sent_gallery.invitations[0]))
    assert queries(lambda: studio_web.get("/studio/orders")) == few


def test_orders_are_found_by_file_day_delivery_and_source(make, studio_web, sent_gallery):
    """M-09: all of it in the address."""
    photo = make.make_photo(sent_gallery, "DSC_4711.JPG")
    other = make.make_order(make.make_cart(sent_gallery.invitations[0]))
    method = make.make_method(sent_gallery)
    order = make.make_order(make.make_cart(sent_gallery.invitations[0], [photo]), method)
    assert (other.number, order.number) == (1001, 1002)
    day = order.studio.today(order.placed_at).isoformat()
    for query in ("text=dsc_4711", "text=4711.jpg", "delivery=pickup&source=client"):
        page = get(studio_web, f"/studio/orders?{query}")
        assert ("#1001<" in page, "#1002<" in page) == (False, True), query
    assert "#1001<" in get(studio_web, f"/studio/orders?from={day}&to={day}")
    assert "#1001<" not in get(studio_web, f"/studio/orders?from=2199-01-01&to={day}")
    assert "#1001<" not in get(studio_web, "/studio/orders?source=partner")
    by_age = get(studio_web, "/studio/orders?sort=oldest")
    assert by_age.index("#1001<") < by_age.index("#1002<")


@pytest.mark.parametrize("query", ["from=x", "to=2026-99-99", "sort=x", "delivery=x"])
def test_a_strange_filter_is_no_error(studio_web, query):
    assert studio_web.get(f"/studio/orders?{query}").status_code == 200
