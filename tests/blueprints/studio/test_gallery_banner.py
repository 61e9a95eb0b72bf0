"""The tab "Client orders": has anybody looked, and what is in the carts."""

from datetime import UTC, datetime, timedelta

import pytest

from extensions import db
from models import OutboxEntry
from models.banner import MAIL_KIND
from tests.blueprints.studio.looking import get, tab

AT = datetime(2026, 3, 14, 17, 42, tzinfo=UTC)


@pytest.fixture
def gallery(sent_gallery):
    return sent_gallery


@pytest.fixture
def order(placed_order):
    return placed_order


def promise(make, gallery, **values):
    person = gallery.invitations[0]
    return make.save(
        OutboxEntry(
            kind=MAIL_KIND,
            subject_id=person.id,
            studio_id=gallery.studio_id,
            recipient=person.email,
            dedupe_key=f"test:{person.id}",
            **values,
        )
    )


def test_a_draft_says_so_in_grey(make, studio_web):
    """M-04."""
    page = tab(studio_web, make.make_gallery(studio_web.user.studio))
    assert 'class="banner grey"' in page
    assert "Sesja nie została jeszcze wysłana" in page


def test_it_is_the_first_thing_after_the_heading_and_refreshes_itself(studio_web, gallery):
    """M-02, M-03."""
    page = tab(studio_web, gallery)
    section = page[page.index("<h2>Zamówienia Klienta</h2>") :]
    address = f"/studio/galleries/{gallery.id}/banner"
    banner = f'<div id="banner" class="banners" hx-get="{address}" hx-trigger="every 30s"'
    assert section.index('id="cart-links"') < section.index(banner)
    assert section.index(banner) < section.index('id="gallery-order-list"')
    assert section.index('id="gallery-order-list"') < section.index('id="export"')


def test_a_sent_session_waits_in_yellow_and_tells_when_the_mail_went_out(make, studio_web, gallery):
    """M-04."""
    promise(make, gallery, state="sent", sent_at=datetime(2026, 3, 12, 8, 10, tzinfo=UTC))
    page = tab(studio_web, gallery)
    assert 'class="banner yellow"' in page
    assert "Klient jeszcze nie wyświetlił sesji" in page
    assert "E-mail wysłano 12.03.2026, 09:10" in page


def test_a_postponed_mail_tells_the_next_try(make, studio_web, gallery):
    """M-04."""
    next_at = datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
    values = {"last_code": "unreachable", "last_error": "[Errno 111]"}
    promise(make, gallery, state="retry", next_at=next_at, **values)
    page = tab(studio_web, gallery)
    assert "ponawianie, następna próba o 10:15" in page
    assert "Serwer poczty nie odpowiada" in page


def test_a_mail_given_up_is_red_with_the_reason(make, studio_web, gallery):
    """M-04."""
    promise(make, gallery, state="dead", last_code="550", last_error="550 <unknown> user")
    answer = studio_web.get(f"/studio/galleries/{gallery.id}/orders").text
    assert 'class="banner red"' in answer
    assert "E-mail nie dotarł:" in answer
    assert "550 &lt;unknown&gt; user" in answer


@pytest.mark.parametrize(
    ("zone", "viewed_at", "told"),
    [
        ("Europe/Warsaw", AT, "14.03.2026 o godz. 18:42"),
        ("America/New_York", AT, "14.03.2026 o godz. 13:42"),
        ("Asia/Tokyo", AT, "15.03.2026 o godz. 02:42"),
        ("Europe/Warsaw", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29.03.2026 o godz. 01:59"),
        ("Europe/Warsaw", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29.03.2026 o godz. 03:00"),
        ("Europe/Warsaw", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "o godz. 02:30"),
        ("Europe/Warsaw", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "o godz. 02:30"),
    ],
)
def test_a_viewed_session_is_green_with_the_time_of_the_studio(
    studio_web, gallery, zone, viewed_at, told
):
    """M-03."""
    gallery.studio.timezone = zone
    person = gallery.invitations[0]
    person.first_viewed_at = person.last_viewed_at = viewed_at
    db.session.commit()
    page = tab(studio_web, gallery)
    assert 'class="banner green"' in page
    assert "Klient wyświetlił sesję " in page
    assert told in page
    assert "ostatnio" not in page


def test_the_next_visit_keeps_the_first_time_and_tells_the_last(studio_web, gallery):
    """M-03."""
    person = gallery.invitations[0]
    person.first_viewed_at, person.last_viewed_at = AT, AT + timedelta(days=1)
    db.session.commit()
    page = tab(studio_web, gallery)
    assert "Klient wyświetlił sesję 14.03.2026 o godz. 18:42" in page
    assert "ostatnio 15.03.2026, 18:42" in page


def test_it_speaks_english_too(studio_web, gallery):
    """M-03."""
    gallery.invitations[0].first_viewed_at = AT
    gallery.studio.locale = "en"
    db.session.commit()
    assert "The client viewed the session on 2026-03-14 at 18:42" in tab(studio_web, gallery)


def test_several_people_have_a_line_each(make, studio_web, gallery):
    """M-03."""
    make.make_invitation(gallery, name="Jan", first_viewed_at=AT)
    page = tab(studio_web, gallery)
    assert "Jan: sesja wyświetlona 14.03.2026 o godz. 18:42" in page
    assert f"{gallery.invitations[0].name}: sesja jeszcze nie wyświetlona" in page


def test_the_refresh_brings_banner_carts_and_orders_and_nothing_else(studio_web, order):
    """M-03, M-07, M-09."""
    path = f"/studio/galleries/{order.gallery_id}/banner"
    fragment = get(studio_web, path, **{"HX-Request": "true"})
    assert fragment.strip().startswith('<div id="banner"')
    assert 'id="cart-links" class="cart-links" hx-swap-oob="true"' in fragment
    assert 'id="gallery-order-list" hx-swap-oob="true"' in fragment
    assert "<html" not in fragment


def test_the_button_counts_the_photos_of_the_open_cart(make, studio_web, gallery):
    """M-07."""
    person = gallery.invitations[0]
    cart = make.make_cart(person, [make.make_photo(gallery) for _ in range(3)])
    assert "Wyświetl zdjęcia w koszyku (3)" in tab(studio_web, gallery)
    assert f"/g/{gallery.code}/cart?preview={person.id}" in tab(studio_web, gallery)
    make.make_order(cart)
    assert "Wyświetl zdjęcia w koszyku (0)" in tab(studio_web, gallery)


def test_an_empty_cart_is_no_link(studio_web, gallery):
    """M-07."""
    page = tab(studio_web, gallery)
    assert 'aria-disabled="true" title="Koszyk jest pusty"' in page
    assert "/cart" not in page


def test_several_carts_have_a_button_each(make, studio_web, gallery):
    """M-07."""
    for name, count in (("Ewa", 2), ("Jan", 1), ("Nobody", 0)):
        photos = [make.make_photo(gallery) for _ in range(count)]
        make.make_cart(make.make_invitation(gallery, name=name), photos)
    page = tab(studio_web, gallery)
    assert 'w koszyku (2) <span class="who">Ewa</span>' in page
    assert 'w koszyku (1) <span class="who">Jan</span>' in page
    assert '<span class="who">Nobody</span>' not in page
