"""The tab "Client orders", the list of all orders, and the page of one order."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import event

from extensions import db
from models import Event, OutboxEntry
from models.banner import MAIL_KIND
from models.types import utc_now
from tests.conftest import sign_in

AT = datetime(2026, 3, 14, 17, 42, tzinfo=UTC)


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(
        studio_web.user.studio,
        title="Łucja i Jan",
        sent_at=AT - timedelta(days=2),
        package_photo_count=1,
        extra_photo_cents=4000,
    )


@pytest.fixture
def order(make, gallery):
    photos = [make.make_photo(gallery, f"IMG_{n}.JPG", number=n) for n in (1, 2, 3)]
    return make.make_order(make.make_cart(gallery.invitations[0], photos, notes=["jaśniej"]))


def get(web, path, **headers):
    answer = web.get(path, headers=headers)
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", unescape(answer.text))


def tab(web, gallery):
    return get(web, f"/studio/galleries/{gallery.id}/orders")


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


def queries(action):
    """How many statements the action sends to the database."""
    sent = []
    listener = lambda *args: sent.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        action()
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    return len(sent)


class TestBanner:
    def test_a_draft_says_so_in_grey(self, make, studio_web):
        """M-04."""
        page = tab(studio_web, make.make_gallery(studio_web.user.studio))
        assert 'class="banner grey"' in page
        assert "Sesja nie została jeszcze wysłana" in page

    def test_it_is_the_first_thing_after_the_heading_and_refreshes_itself(
        self, studio_web, gallery
    ):
        """M-02, M-03."""
        page = tab(studio_web, gallery)
        section = page[page.index("<h2>Zamówienia Klienta</h2>") :]
        address = f"/studio/galleries/{gallery.id}/banner"
        banner = f'<div id="banner" class="banners" hx-get="{address}" hx-trigger="every 30s"'
        assert section.index('id="cart-links"') < section.index(banner)
        assert section.index(banner) < section.index('id="gallery-order-list"')
        assert section.index('id="gallery-order-list"') < section.index('id="export"')

    def test_a_sent_session_waits_in_yellow_and_tells_when_the_mail_went_out(
        self, make, studio_web, gallery
    ):
        """M-04."""
        promise(make, gallery, state="sent", sent_at=datetime(2026, 3, 12, 8, 10, tzinfo=UTC))
        page = tab(studio_web, gallery)
        assert 'class="banner yellow"' in page
        assert "Klient jeszcze nie wyświetlił sesji" in page
        assert "E-mail wysłano 12.03.2026, 09:10" in page

    def test_a_postponed_mail_tells_the_next_try(self, make, studio_web, gallery):
        """M-04."""
        next_at = datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
        values = {"last_code": "unreachable", "last_error": "[Errno 111]"}
        promise(make, gallery, state="retry", next_at=next_at, **values)
        page = tab(studio_web, gallery)
        assert "ponawianie, następna próba o 10:15" in page
        assert "Serwer poczty nie odpowiada." in page

    def test_a_mail_given_up_is_red_with_the_reason(self, make, studio_web, gallery):
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
        self, studio_web, gallery, zone, viewed_at, told
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

    def test_the_next_visit_keeps_the_first_time_and_tells_the_last(self, studio_web, gallery):
        """M-03."""
        person = gallery.invitations[0]
        person.first_viewed_at, person.last_viewed_at = AT, AT + timedelta(days=1)
        db.session.commit()
        page = tab(studio_web, gallery)
        assert "Klient wyświetlił sesję 14.03.2026 o godz. 18:42" in page
        assert "ostatnio 15.03.2026, 18:42" in page

    def test_it_speaks_english_too(self, studio_web, gallery):
        """M-03."""
        gallery.invitations[0].first_viewed_at = AT
        gallery.studio.locale = "en"
        db.session.commit()
        assert "The client viewed the session on 2026-03-14 at 18:42" in tab(studio_web, gallery)

    def test_several_people_have_a_line_each(self, make, studio_web, gallery):
        """M-03."""
        make.make_invitation(gallery, name="Jan", first_viewed_at=AT)
        page = tab(studio_web, gallery)
        assert "Jan: sesja wyświetlona 14.03.2026 o godz. 18:42" in page
        assert f"{gallery.invitations[0].name}: sesja jeszcze nie wyświetlona" in page

    def test_the_refresh_brings_banner_carts_and_orders_and_nothing_else(self, studio_web, order):
        """M-03, M-07, M-09."""
        path = f"/studio/galleries/{order.gallery_id}/banner"
        fragment = get(studio_web, path, **{"HX-Request": "true"})
        assert fragment.strip().startswith('<div id="banner"')
        assert 'id="cart-links" class="cart-links" hx-swap-oob="true"' in fragment
        assert 'id="gallery-order-list" hx-swap-oob="true"' in fragment
        assert "<html" not in fragment


class TestCart:
    def test_the_button_counts_the_photos_of_the_open_cart(self, make, studio_web, gallery):
        """M-07."""
        person = gallery.invitations[0]
        cart = make.make_cart(person, [make.make_photo(gallery) for _ in range(3)])
        assert "Wyświetl zdjęcia w koszyku (3)" in tab(studio_web, gallery)
        assert f"/g/{gallery.code}/cart?preview={person.id}" in tab(studio_web, gallery)
        make.make_order(cart)
        assert "Wyświetl zdjęcia w koszyku (0)" in tab(studio_web, gallery)

    def test_an_empty_cart_is_no_link(self, studio_web, gallery):
        """M-07."""
        page = tab(studio_web, gallery)
        assert 'aria-disabled="true" title="Koszyk jest pusty"' in page
        assert "/cart" not in page

    def test_several_carts_have_a_button_each(self, make, studio_web, gallery):
        """M-07."""
        for name, count in (("Ewa", 2), ("Jan", 1), ("Nobody", 0)):
            photos = [make.make_photo(gallery) for _ in range(count)]
            make.make_cart(make.make_invitation(gallery, name=name), photos)
        page = tab(studio_web, gallery)
        assert 'w koszyku (2) <span class="who">Ewa</span>' in page
        assert 'w koszyku (1) <span class="who">Jan</span>' in page
        assert '<span class="who">Nobody</span>' not in page


class TestList:
    def test_without_orders_it_says_so(self, studio_web, gallery):
        """M-09."""
        assert "Klient nie złożył jeszcze zamówienia" in tab(studio_web, gallery)

    def test_a_row_has_time_photos_delivery_and_total(self, make, studio_web, gallery):
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
    def test_photos_are_counted_in_polish(self, make, studio_web, gallery, count, words):
        """M-10."""
        photos = [make.make_photo(gallery) for _ in range(count)]
        make.make_order(make.make_cart(gallery.invitations[0], photos))
        assert f">{words}" in tab(studio_web, gallery)

    def test_title_and_button_lead_to_the_same_page(self, studio_web, order):
        """M-11."""
        page = tab(studio_web, order.gallery)
        title = re.search(rf'href="([^"]+)">Zamówienie zdjęć #{order.number}<', page)[1]
        button = re.search(r'class="button soft" id="show-order-\d+" href="([^"]+)">Wyświetl', page)
        assert title == button[1] == f"/studio/orders/{order.id}"
        assert studio_web.get(title).status_code == 200

    def test_the_newest_order_stands_first(self, make, studio_web, gallery):
        """M-09."""
        for _ in range(2):
            make.make_order(make.make_cart(gallery.invitations[0]))
        page = tab(studio_web, gallery)
        assert page.index("#1002") < page.index("#1001")

    def test_a_cancelled_order_is_grey_and_says_so(self, studio_web, order):
        """M-09."""
        order.cancelled_at = utc_now()
        db.session.commit()
        page = tab(studio_web, order.gallery)
        assert '<tr class="off">' in page
        assert "Anulowane" in page

    def test_fifty_orders_take_as_many_queries_as_two(self, make, studio_web, gallery):
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


class TestAllOrders:
    def test_rows_of_all_sessions_of_the_studio_and_no_other(self, make, studio_web, order):
        """M-09."""
        second = make.make_gallery(order.studio, title="Chrzest")
        make.make_order(make.make_cart(second.invitations[0]))
        foreign = make.make_order()
        page = get(studio_web, "/studio/orders")
        assert "Łucja i Jan" in page
        assert "Chrzest" in page
        assert foreign.gallery.title not in page

    def test_filters_stand_in_the_address(self, make, studio_web, order):
        """M-09."""
        assert "#1001" in get(studio_web, "/studio/orders?payment=due&text=łucja")
        page = get(studio_web, "/studio/orders?payment=paid")
        assert "Żadne zamówienie nie pasuje" in page
        assert '<option value="paid" selected>' in page

    def test_htmx_gets_the_list_alone(self, studio_web, order):
        page = get(studio_web, "/studio/orders", **{"HX-Request": "true"})
        assert page.strip().startswith('<section id="found-orders"')

    def test_the_second_page_begins_after_fifty_and_keeps_the_filters(
        self, make, studio_web, gallery
    ):
        """M-09."""
        for _ in range(51):
            make.make_order(make.make_cart(gallery.invitations[0]))
        first = get(studio_web, "/studio/orders?cancelled=no")
        assert "1–50 z 51" in first
        assert "#1001<" not in first
        following = re.search(r'aria-label="Następna strona" href="([^"]+)"', first)[1]
        assert "cancelled=no" in following
        assert "#1001<" in get(studio_web, following)

    @pytest.mark.parametrize("query", ["page=0", "page=x", "page=999", "status=x", "payment=y"])
    def test_a_strange_address_is_no_error(self, studio_web, query):
        assert studio_web.get(f"/studio/orders?{query}").status_code == 200


class TestOrder:
    def test_it_shows_photos_notes_and_money(self, studio_web, order):
        """M-12."""
        page = get(studio_web, f"/studio/orders/{order.id}")
        told = ("IMG_1.JPG", "nr 1", "„jaśniej”", "W pakiecie", "Dodatkowe", "2 × 40,00 zł")
        assert [words for words in told if words not in page] == []
        assert "80,00 zł" in page

    def test_a_new_price_list_changes_no_order(self, studio_web, order):
        """M-12."""
        before = get(studio_web, f"/studio/orders/{order.id}")
        order.gallery.extra_photo_cents = 99_900
        order.gallery.package_photo_count = 0
        db.session.commit()
        after = get(studio_web, f"/studio/orders/{order.id}")
        assert [p for p in (before, after) if "80,00 zł" not in p or "999,00" in p] == []

    def test_only_photos_with_notes_on_demand(self, studio_web, order):
        """M-12."""
        page = get(studio_web, f"/studio/orders/{order.id}?show=notes")
        assert "IMG_1.JPG" in page
        assert "IMG_2.JPG" not in page

    def test_a_change_of_status_is_told_with_time_and_actor(self, studio_web, order):
        """M-12."""
        status = order.studio.order_statuses[1]
        answer = studio_web.post(f"/studio/orders/{order.id}/status", data={"status": status.id})
        assert answer.status_code == 303
        page = get(studio_web, answer.location)
        told = rf"Status: W retuszu</b>.*?<time[^>]*>[\d.]+, [\d:]+</time> · {studio_web.user.name}"
        assert re.search(told, page)

    def test_htmx_gets_only_what_may_have_changed(self, studio_web, order):
        """M-12."""
        answer = studio_web.post(
            f"/studio/orders/{order.id}/payment",
            data={"paid": 1},
            headers={"HX-Request": "true"},
            follow_redirects=True,
        )
        assert answer.text.strip().startswith('<aside id="order-aside"')
        assert 'id="order-chips" class="order-chips" hx-swap-oob="true"' in answer.text
        assert "IMG_1.JPG" not in answer.text

    def test_payment_is_marked_and_taken_back(self, studio_web, order):
        """M-12."""
        for paid, told in ((1, "Oznaczono jako opłacone"), (0, "Cofnięto oznaczenie płatności")):
            answer = studio_web.post(f"/studio/orders/{order.id}/payment", data={"paid": paid})
            assert told in get(studio_web, answer.location)
            assert order.is_paid == bool(paid)

    def test_it_is_cancelled_and_restored(self, studio_web, order):
        """M-12."""
        for cancelled, told in ((1, "Zamówienie anulowane"), (0, "Zamówienie przywrócone")):
            data = {"cancelled": cancelled}
            answer = studio_web.post(f"/studio/orders/{order.id}/cancellation", data=data)
            assert told in get(studio_web, answer.location)
            assert order.is_cancelled == bool(cancelled)

    def test_the_timeline_tells_of_the_mails_newest_first(self, studio_web, order):
        """M-12."""
        to_client, to_studio = db.session.query(OutboxEntry).order_by(OutboxEntry.id)
        to_client.state, to_client.sent_at = "sent", utc_now()
        to_studio.state, to_studio.next_at = "retry", datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
        to_studio.last_code, to_studio.last_error = "unreachable", "away"
        db.session.commit()
        page = get(studio_web, f"/studio/orders/{order.id}")
        page = page[page.index('class="timeline"') :]
        told = ("ponowimy o 10:15", "klienta: wysłano", "Klient złożył zamówienie")
        assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)

    def test_a_mail_given_up_is_red_in_the_timeline(self, studio_web, order):
        """M-12."""
        entry = db.session.query(OutboxEntry).order_by(OutboxEntry.id).first()
        entry.state, entry.last_code, entry.last_error = "dead", "550", "550 no such user"
        db.session.commit()
        page = get(studio_web, f"/studio/orders/{order.id}")
        assert '<li class="bad">' in page
        assert "Serwer odbiorcy odmówił przyjęcia (550 no such user)" in page

    def test_many_photos_take_as_many_queries_as_three(self, make, studio_web, order):
        """M-12."""
        path = f"/studio/orders/{order.id}"
        few = queries(lambda: get(studio_web, path))
        photos = [make.make_photo(order.gallery) for _ in range(60)]
        large = make.make_order(make.make_cart(order.gallery.invitations[0], photos))
        path = f"/studio/orders/{large.id}"
        assert queries(lambda: get(studio_web, path)) == few
        assert "Pokaż pozostałe 36 zdjęć" in get(studio_web, path)

    def test_a_status_of_another_studio_is_refused(self, make, studio_web, order):
        foreign = make.make_studio().order_statuses[0].id
        for status, refusal in ((foreign, 404), ("", 400), ("x", 400)):
            answer = studio_web.post(f"/studio/orders/{order.id}/status", data={"status": status})
            assert answer.status_code == refusal
        assert db.session.query(Event).filter_by(kind="order.status").count() == 0


def test_strangers_and_other_studios_are_turned_away(app, make, web, order):
    """Every route of these pages."""
    stranger = sign_in(app, make.make_user())
    pages = [f"/studio/galleries/{order.gallery_id}/{name}" for name in ("orders", "banner")]
    pages.append(f"/studio/orders/{order.id}")
    forms = [f"/studio/orders/{order.id}/{name}" for name in ("payment", "status", "cancellation")]
    for path in pages:
        assert stranger.get(path).status_code == 404
        assert web.get(path).location.startswith("/login")
    for path in forms:
        data = {"paid": 1, "cancelled": 1, "status": order.status_id}
        assert stranger.post(path, data=data).status_code == 404
        assert web.post(path, data=data).location.startswith("/login")
    assert web.get("/studio/orders").location.startswith("/login")
    assert not order.is_paid
    assert not order.is_cancelled
