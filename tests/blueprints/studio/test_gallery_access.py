"""The settings' part "Access": public link, PIN, visitors; and what they change elsewhere."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import Event, Folder, Gallery, OutboxEntry
from models.types import utc_now
from services import deliveries, invitations, mails, pins, visitors
from tests.blueprints.studio.looking import get, queries
from tests.conftest import sign_in


@pytest.fixture
def gallery(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio)
    make.make_photo(gallery)
    return gallery


@pytest.fixture
def public(make, gallery):
    make.open_to_all(gallery)
    return gallery


def base(gallery):
    return f"/studio/galleries/{gallery.id}"


def page(browser, gallery, part="settings/access"):
    return get(browser, f"{base(gallery)}/{part}")


def wish(browser, gallery, what, **form):
    return browser.post(f"{base(gallery)}/{what}", data=form)


def test_a_session_is_made_public_and_its_link_is_there_to_be_copied(studio_web, gallery):
    """N-07."""
    assert "Udostępnij sesję publicznie" in page(studio_web, gallery)
    answer = wish(studio_web, gallery, "public-link", wish="open")
    assert answer.location == f"{base(gallery)}/settings/access#public-link"
    text = page(studio_web, gallery)
    assert f'value="{mails.public_link(gallery)}"' in text
    assert "Link pokaże zdjęcia, gdy udostępnisz sesję." in text


def test_the_link_is_closed_opened_again_and_renewed(studio_web, public):
    link = mails.public_link(public)
    wish(studio_web, public, "public-link", wish="close")
    assert not public.is_public
    assert link not in page(studio_web, public)
    wish(studio_web, public, "public-link", wish="open")
    assert mails.public_link(public) == link
    wish(studio_web, public, "public-link", wish="renew")
    assert mails.public_link(public) != link


def test_a_public_session_is_opened_without_a_mail_and_leads_to_its_link(studio_web, gallery):
    """N-07: "Copy link" is the main step."""
    visitors.open_session(gallery)
    assert "Udostępnij i skopiuj link" in page(studio_web, gallery, "photos")
    answer = wish(studio_web, gallery, "send", mails="no")
    assert answer.location == f"{base(gallery)}/settings/access#public-link"
    assert gallery.is_sent
    assert db.session.scalars(select(OutboxEntry)).all() == []
    main = r'class="button main"[^>]*href="[^"]*#public-link"'
    assert re.search(main, page(studio_web, gallery, "orders"))


def test_sending_mails_the_invited_and_no_visitor(make, studio_web, public):
    make.make_visitor(public, "Anna", "anna@example.com")
    make.make_visitor(public)
    wish(studio_web, public, "send")
    recipients = db.session.scalars(select(OutboxEntry.recipient)).all()
    assert recipients == [public.people[0].email]


def test_a_public_session_is_called_so_in_its_head_and_in_the_list(studio_web, public):
    assert "Publiczna" in page(studio_web, public, "photos")
    assert "Publiczna" in get(studio_web, "/studio/galleries")


def test_the_pin_is_shown_changed_made_up_and_removed(studio_web, gallery):
    assert wish(studio_web, gallery, "pin", pin="48 21").status_code == 303
    assert "PIN 4821" in page(studio_web, gallery)
    wish(studio_web, gallery, "pin", wish="made-up")
    assert f"PIN {pins.pin_of(gallery)}" in page(studio_web, gallery)
    wish(studio_web, gallery, "pin", wish="remove")
    assert not gallery.has_pin


def test_a_pin_that_does_not_fit_stays_in_its_field(studio_web, gallery):
    answer = wish(studio_web, gallery, "pin", pin="12a")
    assert answer.status_code == 422
    assert 'value="12a"' in answer.text
    assert "Wpisz od 4 do 12 cyfr." in answer.text


@pytest.mark.parametrize("path", ["public-link", "pin"])
def test_nobody_else_opens_or_locks_a_session(app, make, web, gallery, path):
    form = {"wish": "open", "pin": "4821"}
    stranger = sign_in(app, make.make_user())
    assert stranger.post(f"{base(gallery)}/{path}", data=form).status_code == 404
    assert web.post(f"{base(gallery)}/{path}", data=form).location == "/login"
    gallery = db.session.get_one(Gallery, gallery.id)
    assert (gallery.is_public, gallery.has_pin) == (False, False)


def test_visitors_are_listed_with_cart_orders_and_views(make, studio_web, public):
    """M-07, N-07."""
    anna = make.make_visitor(public, "Anna", "anna@example.com", view_count=2)
    photo = make.make_photo(public)
    make.make_order(make.make_cart(anna, [photo]))
    make.make_cart(anna, [photo])
    make.make_visitor(public)
    text = page(studio_web, public)
    for told in ("anna@example.com", "1 zamówienie", "2 wyświetlenia", "1 zdjęcie w koszyku"):
        assert told in text
    assert "1 gość na razie tylko oglądał." in text
    assert f"/g/{public.code}/cart?preview={anna.id}" in text


def test_many_visitors_are_shown_on_demand_and_cost_no_more_queries(make, studio_web, public):
    make.make_visitor(public, "Anna", "anna@example.com")
    few = queries(lambda: page(studio_web, public))
    for number in range(60):
        make.make_visitor(public, f"Gość {number}", f"{number}@example.com")
    assert queries(lambda: page(studio_web, public)) == few
    assert "anna@example.com" not in page(studio_web, public)
    assert "Pokaż wszystkich: 61" in page(studio_web, public)
    assert "anna@example.com" in page(studio_web, public, "settings/access?all=1")


def test_the_banner_counts_views_and_names_nobody(make, studio_web, public):
    """M-03."""
    assert "Nikt jeszcze nie wyświetlił sesji" in page(studio_web, public, "orders")
    now = utc_now()
    for n in (1, 2):
        make.make_visitor(
            public, f"Gość {n}", f"{n}@example.com", view_count=n, first_viewed_at=now
        )
    public.swept_view_count = 2
    db.session.commit()
    text = page(studio_web, public, "banner")
    assert "Wyświetlono 5 razy" in text
    assert "Gość" not in text


def test_one_view_is_told_as_one(make, studio_web, public):
    make.make_visitor(public, view_count=1, first_viewed_at=utc_now(), last_viewed_at=utc_now())
    assert "Wyświetlono 1 raz" in page(studio_web, public, "orders")


def test_the_orders_tab_has_a_line_for_each_visitors_cart(make, studio_web, public):
    """M-07: count, name and e-mail."""
    photos = [make.make_photo(public) for _ in range(3)]
    anna = make.make_visitor(public, "Anna Żółć", "anna@example.com")
    ewa = make.make_visitor(public, "Ewa", "ewa@example.com")
    make.make_cart(anna, photos)
    make.make_cart(ewa, photos[:1])
    text = page(studio_web, public, "orders")
    assert re.search(r"Anna Żółć.*?anna@example.com.*?koszyku \(3\)", text, re.S)
    assert re.search(r"Ewa.*?ewa@example.com.*?koszyku \(1\)", text, re.S)


def test_the_finished_photos_are_told_to_the_invited_and_to_visitors_who_ordered(make, public):
    """M-27, N-07: nobody without an address, nobody who only chose."""
    anna = make.make_visitor(public, "Anna", "anna@example.com")
    make.make_visitor(public, "Ewa", "ewa@example.com")
    make.make_visitor(public)
    photo = make.make_photo(public)
    make.make_order(make.make_cart(anna, [photo]))
    make.make_photo(public, photo.filename, folder=Folder.FULL)
    deliveries.hand_over(public, "Hanna")
    told = select(OutboxEntry.recipient).where(OutboxEntry.kind == "mail.delivery_ready")
    expected = {public.people[0].email, "anna@example.com"}
    assert set(db.session.scalars(told)) == expected


def test_visits_of_many_are_one_line_of_the_timeline(make, public):
    for _ in range(3):
        invitations.record_view(make.make_visitor(public))
    assert db.session.scalars(select(Event.kind)).all() == ["gallery.viewed"]


def test_a_locked_link_stands_in_the_activity(studio_web, public, monkeypatch):
    """A8: event and mail."""
    pins.set_pin(public, "4821")
    later = iter(utc_now() + timedelta(seconds=n) for n in range(100))
    monkeypatch.setattr(pins, "utc_now", lambda: next(later))
    for n in range(30):
        with pytest.raises((pins.PinWrong, pins.PinMustWait)):
            pins.check_pin(public, "a" * 64, "0000", f"10.0.0.{n}")
    assert "Błędne PIN-y zablokowały link" in get(studio_web, "/studio/activity?show=events")
    assert "Błędne PIN-y: link zablokowany" in get(studio_web, "/studio/activity")


def test_a_session_is_opened_without_a_mail_and_its_link_passed_on(make, studio_web):
    """M-01: a link can go by another way than e-mail."""
    gallery = make.make_gallery(studio_web.user.studio)
    make.make_photo(gallery)
    answer = wish(studio_web, gallery, "send", mails="no")
    assert answer.location.endswith("/settings/access#people")
    assert gallery.is_sent
    kinds = select(OutboxEntry.kind)
    assert "mail.gallery_ready" not in db.session.scalars(kinds).all()
    for tab in ("photos", "orders"):
        assert studio_web.get(f"/studio/galleries/{gallery.id}/{tab}").status_code == 200
