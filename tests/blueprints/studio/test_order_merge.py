"""The page on which two orders become one."""

import pytest

from tests.blueprints.studio.looking import get
from tests.conftest import enter


@pytest.fixture
def two(make, sent_gallery):
    person = sent_gallery.invitations[0]
    return [make.make_order(make.make_cart(person)) for _ in range(2)]


def sent(kept, other, **more):
    versions = {"version": kept.version, "other_version": other.version}
    return {"other": other.id, **versions, **more}


def test_the_result_is_shown_before_and_both_pages_tell_after(studio_web, two):
    kept, other = two
    address = f"/studio/orders/{kept.id}/merge"
    assert address in get(studio_web, f"/studio/orders/{kept.id}")
    assert "Zamówienie zdjęć #1002" in get(studio_web, address)
    assert "Dołącz #1002 do #1001" in get(studio_web, f"{address}?other={other.id}")
    assert studio_web.post(address, data=sent(kept, other)).status_code == 303
    assert "Dołączono zamówienie #1002" in get(studio_web, f"/studio/orders/{kept.id}")
    page = get(studio_web, f"/studio/orders/{other.id}")
    assert "Scalono z #1001" in page
    assert "Przywróć zamówienie" not in page
    assert address not in get(studio_web, f"/studio/orders/{kept.id}")


def test_the_client_reads_where_the_order_went(app, studio_web, two):
    kept, other = two
    studio_web.post(f"/studio/orders/{kept.id}/merge", data=sent(kept, other))
    web = enter(app, kept.gallery.invitations[0])
    page = get(web, f"/g/{web.code}/orders/{other.number}")
    assert "To zamówienie jest teraz częścią zamówienia #1001" in page


def test_an_old_page_merges_nothing(studio_web, two):
    kept, other = two
    data = sent(kept, other, version=kept.version + 1)
    assert studio_web.post(f"/studio/orders/{kept.id}/merge", data=data).status_code == 409
    assert other.is_standing


@pytest.mark.parametrize("other", ["", "x", "999999"])
def test_an_order_that_is_not_there_is_not_found(studio_web, two, other):
    answer = studio_web.post(f"/studio/orders/{two[0].id}/merge", data={"other": other})
    assert answer.status_code == 404


def test_orders_of_another_studio_are_not_found(make, studio_web, two):
    foreign = make.make_order()
    for kept, other in ((two[0], foreign), (foreign, two[0])):
        answer = studio_web.post(f"/studio/orders/{kept.id}/merge", data=sent(kept, other))
        assert answer.status_code == 404
    assert studio_web.get(f"/studio/orders/{foreign.id}/merge").status_code == 404
