"""The list of all orders of the studio."""

import re

import pytest

from tests.blueprints.studio.looking import get


@pytest.fixture
def gallery(sent_gallery):
    return sent_gallery


@pytest.fixture
def order(placed_order):
    return placed_order


def test_rows_of_all_sessions_of_the_studio_and_no_other(make, studio_web, order):
    """M-09."""
    second = make.make_gallery(order.studio, title="Chrzest")
    make.make_order(make.make_cart(second.invitations[0]))
    foreign = make.make_order()
    page = get(studio_web, "/studio/orders")
    assert "Łucja i Jan" in page
    assert "Chrzest" in page
    assert foreign.gallery.title not in page


def test_filters_stand_in_the_address(make, studio_web, order):
    """M-09."""
    assert "#1001" in get(studio_web, "/studio/orders?payment=due&text=łucja")
    page = get(studio_web, "/studio/orders?payment=paid")
    assert "Żadne zamówienie nie pasuje" in page
    assert '<option value="paid" selected>' in page


def test_htmx_gets_the_list_alone(studio_web, order):
    page = get(studio_web, "/studio/orders", **{"HX-Request": "true"})
    assert page.strip().startswith('<section id="found-orders"')


def test_the_second_page_begins_after_fifty_and_keeps_the_filters(make, studio_web, gallery):
    """M-09."""
    for _ in range(51):
        make.make_order(make.make_cart(gallery.invitations[0]))
    first = get(studio_web, "/studio/orders?cancelled=no")
    assert "1–50 z 51" in first
    assert "#1001<" not in first
    following = re.search(r'aria-label="Następna strona" href="([^"]+)"', first)[1]
    assert "cancelled=no" in following
    assert "#1001<" in get(studio_web, following)


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=" + 30 * "9", "status=x", "status=" + 30 * "9", "payment=y"]
)
def test_a_strange_address_is_no_error(studio_web, query):
    assert studio_web.get(f"/studio/orders?{query}").status_code == 200
