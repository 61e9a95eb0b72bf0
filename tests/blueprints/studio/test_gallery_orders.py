"""The tab "Client orders": the list of a session's orders."""

import re
from datetime import UTC, datetime

import pytest

from extensions import db
from models.types import utc_now
from tests.blueprints.studio.looking import get, queries, tab

AT = datetime(2026, 3, 14, 17, 42, tzinfo=UTC)


@pytest.fixture
def gallery(sent_gallery):
    return sent_gallery


@pytest.fixture
def order(placed_order):
    return placed_order


def test_without_orders_it_says_so(studio_web, gallery):
    """M-09."""
    assert "Klient nie złożył jeszcze zamówienia" in tab(studio_web, gallery)


def test_a_row_has_time_photos_delivery_and_total(make, studio_web, gallery):
    """M-10."""
    method = make.make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    cart = make.make_cart(gallery.invitations[0], [make.make_photo(gallery) for _ in range(5)])
    order = make.make_order(cart, method, street="Długa 1", postcode="31-147", city="Kraków")
    order.placed_at = AT
    db.session.commit()
    page = tab(studio_web, gallery)
    cells = ("14.03.2026, 18:42", "5 zdjęć", "Kurier", "182,50 zł", "Czeka na przelew", "Nowe")
    assert [cell for cell in cells if cell not in page] == []


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 zdjęcie"), (2, "2 zdjęcia"), (12, "12 zdjęć"), (22, "22 zdj")]
)
def test_photos_are_counted_in_polish(make, studio_web, gallery, count, words):
    """M-10."""
    photos = [make.make_photo(gallery) for _ in range(count)]
    make.make_order(make.make_cart(gallery.invitations[0], photos))
    assert f">{words}" in tab(studio_web, gallery)


def test_title_and_button_lead_to_the_same_page(studio_web, order):
    """M-11."""
    page = tab(studio_web, order.gallery)
    title = re.search(rf'href="([^"]+)">Zamówienie zdjęć #{order.number}<', page)[1]
    button = re.search(r'class="button soft" id="show-order-\d+" href="([^"]+)">Wyświetl', page)
    assert title == button[1] == f"/studio/orders/{order.id}"
    assert studio_web.get(title).status_code == 200


def test_the_newest_order_stands_first(make, studio_web, gallery):
    """M-09."""
    for _ in range(2):
        make.make_order(make.make_cart(gallery.invitations[0]))
    page = tab(studio_web, gallery)
    assert page.index("#1002") < page.index("#1001")


def test_a_cancelled_order_is_grey_and_says_so(studio_web, order):
    """M-09."""
    order.cancelled_at = utc_now()
    db.session.commit()
    page = tab(studio_web, order.gallery)
    assert '<tr class="off">' in page
    assert "Anulowane" in page


def test_fifty_orders_take_as_many_queries_as_two(make, studio_web, gallery):
    """M-09."""
    paths = (
        f"/studio/galleries/{gallery.id}/orders",
        f"/studio/galleries/{gallery.id}/banner",
        "/studio/orders",
    )
    counted = []
    for wanted in (2, 50):
        while gallery.studio.next_order_number < 1001 + wanted:
            make.make_order(make.make_cart(gallery.invitations[0]))
        counted.append([queries(lambda p=p: get(studio_web, p)) for p in paths])
    assert counted[0] == counted[1]
    assert max(counted[0]) < 25
