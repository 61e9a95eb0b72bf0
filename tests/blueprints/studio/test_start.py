"""The start page: what waits, for whom, and the one next step of each."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from extensions import db
from models.event import Event
from models.extension import Extension
from models.order import Order
from models.order_line import OrderLine
from models.types import utc_now
from services.transaction import promise, transaction
from tests.blueprints.studio.looking import get, queries

LONG_AGO = utc_now() - timedelta(days=4)


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def sent(make, studio, title="Łucja i Jan", **values):
    """A session with three photos that was sent four days ago."""
    gallery = make.make_gallery(studio, title=title, **{"sent_at": LONG_AGO, **values})
    photos = [make.make_photo(gallery, f"IMG_{n}.JPG", number=n) for n in (1, 2, 3)]
    return gallery, photos


def viewed(gallery):
    person = gallery.invitations[0]
    person.first_viewed_at = person.last_viewed_at = utc_now()
    db.session.commit()
    return person


def test_a_new_studio_is_told_what_to_do_first(studio_web):
    page = get(studio_web, "/studio")
    assert "Zapisz, ile bierzesz" in page
    assert 'href="/studio/galleries/new"' in page
    assert "Czeka na klientów" not in page


def test_signing_in_leads_here(studio_web):
    assert studio_web.get("/").location == "/studio"


def test_a_session_nobody_looked_at_for_three_days_is_reminded_of_from_here(
    make, studio_web, studio
):
    """M-04."""
    gallery, _photos = sent(make, studio)
    page = get(studio_web, "/studio")
    assert "Łucja i Jan" in page
    assert "Nie wyświetlono" in page
    step = f"/studio/invitations/{gallery.invitations[0].id}/mail"
    assert f'action="{step}"' in page
    assert studio_web.post(step, data={"next": "/studio"}).location == "/studio"
    assert "Nie wyświetlono" not in get(studio_web, "/studio")


def test_what_was_sent_yesterday_does_not_wait_yet(make, studio_web, studio):
    sent(make, studio, sent_at=utc_now() - timedelta(days=2))
    assert "Nie wyświetlono" not in get(studio_web, "/studio")


def test_a_cart_without_an_order_leads_into_the_cart(make, studio_web, studio):
    """M-06, M-08."""
    gallery, photos = sent(make, studio)
    person = viewed(gallery)
    make.make_cart(person, photos[:2])
    page = get(studio_web, "/studio")
    assert "2 zdjęcia w koszyku" in page
    assert f"/g/{gallery.code}/cart?preview={person.id}" in page


def test_a_last_day_that_is_near_is_told(make, studio_web, studio):
    near = studio.today() + timedelta(days=2)
    gallery, _photos = sent(make, studio, select_until_on=near)
    viewed(gallery)
    assert "Ostatnie dni" in get(studio_web, "/studio")


def test_a_last_day_that_passed_without_an_order_offers_more_time(make, studio_web, studio):
    past = studio.today() - timedelta(days=1)
    gallery, _photos = sent(make, studio, select_until_on=past)
    page = get(studio_web, "/studio")
    assert "Termin minął" in page
    assert f"/studio/galleries/{gallery.id}/settings/time" in page


def test_a_new_order_is_to_be_looked_at(make, studio_web, studio):
    """M-09."""
    order = make.make_mixed_order(studio)
    page = get(studio_web, "/studio")
    assert f"Zamówienie zdjęć #{order.number}" in page
    assert "844,50 zł" in page
    assert f'<a class="button soft" href="/studio/orders/{order.id}">Wyświetl</a>' in page


def test_an_unpaid_transfer_is_marked_as_paid_from_here(make, studio_web, studio):
    gallery, photos = sent(make, studio, extra_photo_cents=4000)
    cart = make.make_cart(gallery.invitations[0], photos[:1])
    order = make.make_order(cart, payment=make.make_payment(gallery))
    assert "Przelew 40,00 zł jeszcze nie dotarł." in get(studio_web, "/studio")
    form = {"paid": "1", "next": "/studio"}
    assert studio_web.post(f"/studio/orders/{order.id}/payment", data=form).location == "/studio"
    page = get(studio_web, "/studio")
    assert "oznaczone jako opłacone" in page
    assert "jeszcze nie dotarł" not in page


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ((), "Zamówiono 2, wgrano 0."),
        (("IMG_1-Edit.jpg",), "Zamówiono 2, wgrano 1."),
        (("IMG_1.jpg", "IMG_2-2.JPG"), "zdjęcia gotowe do przekazania"),
    ],
)
def test_finished_photos_are_counted_against_the_order(make, studio_web, studio, names, sentence):
    gallery, photos = sent(make, studio)
    order = make.make_order(make.make_cart(gallery.invitations[0], photos[:2]))
    order.status = studio.order_statuses[1]
    for name in names:
        make.make_photo(gallery, name, folder="full")
    db.session.commit()
    page = get(studio_web, "/studio")
    assert sentence in page
    assert f'href="/studio/galleries/{gallery.id}/delivery"' in page


def test_a_mail_that_did_not_arrive_asks_for_another_address(make, studio_web, studio):
    gallery, _photos = sent(make, studio)
    person = gallery.invitations[0]
    with transaction():
        mail = promise("mail.gallery_ready", person.id, studio.id, recipient="ola@pocta.example")
        mail.state, mail.last_code, mail.last_error = "dead", "550", "550 no such user"
    page = get(studio_web, "/studio")
    assert "E-mail nie dotarł: Łucja i Jan" in page
    assert "ola@pocta.example" in page
    assert f"/studio/galleries/{gallery.id}/settings/access#people" in page
    with transaction():
        promise("mail.gallery_ready", person.id, studio.id, dedupe="again")
    assert "E-mail nie dotarł" not in get(studio_web, "/studio")


def test_a_wish_for_more_time_waits_for_an_answer(make, studio_web, studio):
    gallery, _photos = sent(make, studio)
    make.save(Extension(invitation=gallery.invitations[0]))
    assert "Prosi o więcej czasu" in get(studio_web, "/studio")


def test_the_coming_days_show_what_ends(make, studio_web, studio):
    sent(make, studio, "Franek", select_until_on=studio.today() + timedelta(days=6))
    sent(make, studio, "Za daleko", select_until_on=studio.today() + timedelta(days=20))
    page = get(studio_web, "/studio")
    days = page[page.index('<ol class="days"') : page.index("</ol>")]
    assert days.count("<li") == 14
    assert "Franek" in days
    assert "Za daleko" not in days


def test_what_is_put_away_or_deleted_waits_no_more(make, studio_web, studio):
    for time in ("archived_at", "deleted_at"):
        order = make.make_mixed_order(studio)
        setattr(order.gallery, time, utc_now())
    db.session.commit()
    page = get(studio_web, "/studio")
    assert "Nic nie czeka na Ciebie." in page or "Zapisz, ile bierzesz" in page
    assert "844,50" not in page


def test_nothing_of_another_studio_is_told(make, studio_web):
    other = make.make_studio()
    make.make_mixed_order(other)
    sent(make, other, "Kanarek")
    make.save(Event(studio_id=other.id, kind="order.placed", actor="Kanarek"))
    page = get(studio_web, "/studio")
    assert "Kanarek" not in page
    assert "Łucja" not in page


def test_the_number_of_statements_does_not_grow(make, studio_web, studio):
    """Forty sessions and many orders cost as many as one."""
    _busy(make, studio, "pierwsza")
    one = queries(lambda: studio_web.get("/studio"))
    for number in range(12):
        _busy(make, studio, f"sesja {number}")
    assert queries(lambda: studio_web.get("/studio")) <= one
    assert one <= 45


def _busy(make, studio, title):
    """A session of each state."""
    gallery, photos = sent(make, studio, title, extra_photo_cents=4000)
    payment = make.make_payment(gallery)
    make.make_order(make.make_cart(gallery.invitations[0], photos[:1]), payment=payment)
    make.make_photo(gallery, "IMG_1.JPG", folder="full")
    choosing, more = sent(make, studio, f"{title}, wybór")
    make.make_cart(viewed(choosing), more[:1])
    sent(make, studio, f"{title}, nie widziana")
    make.make_photo(make.make_gallery(studio), rendered_at=None)


def many_orders(template, count):
    """Rows like those of one order; numbers go on."""
    order = {column.name: getattr(template, column.name) for column in Order.__table__.columns}
    line = template.lines[0]
    values = {column.name: getattr(line, column.name) for column in OrderLine.__table__.columns}
    first = template.id + 1
    orders = [
        order | {"id": first + n, "number": order["number"] + 1 + n, "cart_id": None}
        for n in range(count)
    ]
    lines = [values | {"id": 10**6 + n, "order_id": first + n} for n in range(count)]
    db.session.execute(insert(Order), orders)
    db.session.execute(insert(OrderLine), lines)
    db.session.commit()


def test_many_orders_are_cut_short_and_still_counted(make, studio_web, studio):
    many_orders(make.make_mixed_order(studio), 60)
    page = get(studio_web, "/studio")
    assert "jeszcze 58 takich spraw" in page
    assert page.count(">Wyświetl</a>") == 3


def test_what_happened_long_ago_has_its_day(make, studio_web, studio):
    gallery, _photos = sent(make, studio)
    then = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)
    make.save(
        Event(studio_id=studio.id, gallery_id=gallery.id, kind="gallery.viewed", happened_at=then)
    )
    assert "4 lut" in get(studio_web, "/studio")
