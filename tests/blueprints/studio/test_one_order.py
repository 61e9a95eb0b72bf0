"""The page of one order."""

import re
from datetime import UTC, datetime

import pytest

from extensions import db
from models import Event, OrderConsent, OutboxEntry
from models.types import utc_now
from tests.blueprints.studio.looking import get, queries
from tests.conftest import sign_in


@pytest.fixture
def order(placed_order):
    return placed_order


def test_it_shows_photos_notes_and_money(studio_web, order):
    """M-12."""
    page = get(studio_web, f"/studio/orders/{order.id}")
    told = ("IMG_1.JPG", "nr 1", "„jaśniej”", "W pakiecie", "Dodatkowe", "2 × 40,00 zł")
    assert [words for words in told if words not in page] == []
    assert "80,00 zł" in page


def test_a_new_price_list_changes_no_order(studio_web, order):
    """M-12."""
    before = get(studio_web, f"/studio/orders/{order.id}")
    order.gallery.prices.extra_photo_cents = 99_900
    order.gallery.prices.package_photo_count = 0
    db.session.commit()
    after = get(studio_web, f"/studio/orders/{order.id}")
    assert [p for p in (before, after) if "80,00 zł" not in p or "999,00" in p] == []


def test_only_photos_with_notes_on_demand(studio_web, order):
    """M-12."""
    page = get(studio_web, f"/studio/orders/{order.id}?show=notes")
    assert "IMG_1.JPG" in page
    assert "IMG_2.JPG" not in page


def test_a_change_of_status_is_told_with_time_and_actor(studio_web, order):
    """M-12."""
    status = order.studio.order_statuses[1]
    answer = studio_web.post(f"/studio/orders/{order.id}/status", data={"status": status.id})
    assert answer.status_code == 303
    page = get(studio_web, answer.location)
    dot = '<span class="dot">·</span>'
    told = rf"Status: W retuszu</b>.*?<time[^>]*>[\d.]+, [\d:]+</time> {dot} {studio_web.user.name}"
    assert re.search(told, page)


def test_htmx_gets_only_what_may_have_changed(studio_web, order):
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


def test_payment_is_marked_and_taken_back(studio_web, order):
    """M-12."""
    for paid, told in ((1, "Oznaczono jako opłacone"), (0, "Cofnięto oznaczenie płatności")):
        answer = studio_web.post(f"/studio/orders/{order.id}/payment", data={"paid": paid})
        assert told in get(studio_web, answer.location)
        assert order.is_paid == bool(paid)


def test_it_is_cancelled_and_restored(studio_web, order):
    """M-12."""
    for cancelled, told in ((1, "Zamówienie anulowane"), (0, "Zamówienie przywrócone")):
        data = {"cancelled": cancelled}
        answer = studio_web.post(f"/studio/orders/{order.id}/cancellation", data=data)
        assert told in get(studio_web, answer.location)
        assert order.is_cancelled == bool(cancelled)


def test_the_timeline_tells_of_the_mails_newest_first(studio_web, order):
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


def test_a_mail_given_up_is_red_in_the_timeline(studio_web, order):
    """M-12."""
    entry = db.session.query(OutboxEntry).order_by(OutboxEntry.id).first()
    entry.state, entry.last_code, entry.last_error = "dead", "550", "550 no such user"
    db.session.commit()
    page = get(studio_web, f"/studio/orders/{order.id}")
    assert '<li class="bad">' in page
    assert "Serwer odbiorcy odmówił przyjęcia (550 no such user)" in page


def test_many_photos_take_as_many_queries_as_three(make, studio_web, order):
    """M-12."""
    path = f"/studio/orders/{order.id}"
    few = queries(lambda: get(studio_web, path))
    photos = [make.make_photo(order.gallery) for _ in range(60)]
    large = make.make_order(make.make_cart(order.gallery.invitations[0], photos))
    path = f"/studio/orders/{large.id}"
    assert queries(lambda: get(studio_web, path)) == few
    assert "Pokaż pozostałe 36 zdjęć" in get(studio_web, path)


def test_a_status_of_another_studio_is_refused(make, studio_web, order):
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


def test_every_kind_of_line_stands_where_one_looks_for_it(make, studio_web):
    """M-12."""
    mixed = make.make_mixed_order(
        studio_web.user.studio, company="Wójcik Projekty", tax_id="6762451134"
    )
    mixed.payment_name, mixed.account_number = "Przelew", "61109010140000071219812874"
    mixed.consents = [
        OrderConsent(text="Akceptuję regulamin.", is_given=True),
        OrderConsent(text="Zgoda na publikację.", is_given=False),
    ]
    db.session.commit()
    page = re.sub("<[^>]+>", " ", get(studio_web, f"/studio/orders/{mixed.id}"))
    page = re.sub(r"\s+", " ", page)
    told = (
        "4 zdjęcia, 5 odbitek, 1 produkt",
        "W pakiecie w cenie 15×23, mat × 1 w cenie 15×23, mat × 1 3,00 zł W produkcie: Album 20×20",
        "Dodatkowe 40,00 zł Plik cyfrowy × 1 50,00 zł",
        "Bez retuszu 15×23, mat × 3 9,00 zł",
        "Album 20×20 1 szt. 420,00 zł 2 wybrane zdjęcia IMG_4 IMG_1",
        "Odbitki 15×23, mat , 4 × 3,00 zł 12,00 zł",
        "Razem brutto 844,50 zł VAT 23% od 345,12 zł netto 79,38 zł",
        "VAT 5% od 400,00 zł netto 20,00 zł",
        "Przelew 61 1090 1014 0000 0712 1981 2874",
        "Płatnik i faktura Wójcik Projekty NIP 6762451134",
        "Udzielona Akceptuję regulamin. Nieudzielona Zgoda na publikację.",
    )
    assert [
        words for words in told if words.replace(" ,", ",") not in page.replace(" ,", ",")
    ] == []


def test_the_pin_lies_over_the_picture_where_the_client_put_it(make, studio_web):
    """N-21: a quarter from the left, three quarters from the top."""
    mixed = make.make_mixed_order(studio_web.user.studio)
    page = get(studio_web, f"/studio/orders/{mixed.id}")
    assert 'viewBox="0 0 6000 4000"' in page
    assert 'cx="1500" cy="3000"' in page
    assert "Pokaż miejsce na zdjęciu" in page


def test_prints_and_products_take_as_many_queries_as_one_photo(make, studio_web, order):
    """M-12."""
    few = queries(lambda: get(studio_web, f"/studio/orders/{order.id}"))
    mixed = make.make_mixed_order(studio_web.user.studio)
    products = queries(lambda: get(studio_web, f"/studio/orders/{mixed.id}"))
    photos = [make.make_photo(mixed.gallery) for _ in range(20)]
    cart = make.make_cart(mixed.gallery.invitations[0], photos)
    make.want(cart, mixed.gallery.prices.items[2], 1, photos=photos)
    method = mixed.gallery.prices.delivery_methods[0]
    large = make.make_order(cart, method, street="Długa 5", postcode="31-147", city="Kraków")
    assert queries(lambda: get(studio_web, f"/studio/orders/{large.id}")) == products
    assert products - few <= 3


def test_a_list_tells_how_many_prints_are_to_be_made(make, studio_web):
    """M-10: 4 zdjęcia, 5 odbitek, Kurier."""
    mixed = make.make_mixed_order(studio_web.user.studio)
    for path in ("/studio/orders", f"/studio/galleries/{mixed.gallery_id}/orders"):
        row = get(studio_web, path)
        row = row[row.index("Zamówienie zdjęć #") :]
        assert re.search(r"4 zdjęcia ?<small>5 odbitek</small>.*Kurier.*844,50 zł", row)
