"""What people read: the words, both parts, and headers that nobody can add to."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from models.delivery import DownloadRight
from models.photo import Folder
from models.types import utc_now
from services import accounts, checkout, galleries, mails, outbox
from services.checkout import Checkout

HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Reply-To",
    "X-Kadr-Reference",
    "Auto-Submitted",
}
HOSTILE = (
    "a@x.test\r\nBcc: v@x.test",
    "Name\nBcc: v@x.test",
    "Subj\r\n\r\nbody",
    "=?utf-8?q?a=0ABcc:_v@x?=",
    "a@x.test,b@x.test",
    "<a@x.test> SIZE=9999",
    '"a\\" @x"@x.test',
    "a@x.test\u2028Bcc: v",
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    'Foto, Film "Ślub", spółka <z ograniczoną> odpowiedzialnością; a@x.test, b@x.test (Kraków)',
    "{{ config }}",
    "Łucja „Ło” Wójcik\x1b",
)


def send_all(server):
    """Everything promised so far, as the server received it."""
    for entry_id in db.session.scalars(select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        outbox.keep(entry_id)
    return server.messages


def texts(message):
    parts = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    return [part.replace("\r\n", "\n") for part in parts]


def sent_gallery(make, **values):
    gallery = make.make_gallery(**values)
    make.make_photo(gallery)
    galleries.send_gallery(gallery, "Hanna")
    return gallery


def finished_gallery(make, **values):
    gallery = make.make_gallery(**values)
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    return gallery


def order_of(make, gallery, **values):
    photos = [make.make_photo(gallery, "IMG_1042.JPG", number=12)]
    return make.make_order(make.make_cart(gallery.invitations[0], photos), **values)


def test_the_link_comes_with_the_welcome_the_package_and_the_deadline(make, mail_server):
    """M-08."""
    gallery = sent_gallery(
        make,
        title="Łucja i Jan",
        welcome_text="Było pięknie.\nDo zobaczenia!",
        package_photo_count=5,
        extra_photo_cents=4000,
        select_until_on=date(2026, 12, 20),
    )
    (message,) = send_all(mail_server)
    plain, html = texts(message)
    assert message["Subject"] == "Zdjęcia do wyboru: Łucja i Jan"
    assert message["To"] == gallery.invitations[0].email
    assert message["Reply-To"] == gallery.studio.contact_email
    for part in (plain, html):
        assert mails.gallery_link(gallery.invitations[0]) in part
        for words in ("Było pięknie.", "1 zdjęcie z\xa0", "5 zdjęć", "40,00\xa0zł", "20.12.2026"):
            assert words in part.replace("&nbsp;", "\xa0")


def test_a_gallery_in_english_is_mailed_in_english(make, mail_server):
    """M-08."""
    sent_gallery(make, title="Emily & Ben", locale="en")
    (message,) = send_all(mail_server)
    plain, html = texts(message)
    assert message["Subject"] == "Photos to choose from: Emily & Ben"
    assert "1 photo of the session “Emily & Ben” is waiting" in plain
    assert '<html lang="en">' in html
    assert "Emily &amp; Ben" in html


def test_the_finished_photos_are_told_with_their_folders_and_their_end(make, mail_server):
    """M-27."""
    gallery = finished_gallery(make, title="Łucja i Jan")
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.WEB)
    make.make_photo(gallery, "IMG_2.jpg", folder=Folder.WEB)
    make.hand_over(gallery)
    (message,) = send_all(mail_server)
    plain, html = texts(message)
    assert message["Subject"] == "Wasze zdjęcia są gotowe"
    assert "- w pełnej rozdzielczości: 1 zdjęcie\n- w wersji do Internetu: 2 zdjęcia" in plain
    assert mails.gallery_link(gallery.invitations[0]) in plain
    ends_at = gallery.delivery.expires_at.astimezone(ZoneInfo(gallery.studio.timezone))
    assert ends_at.strftime("%d.%m.%Y") in html


def test_what_waits_for_a_payment_is_said(make, mail_server):
    """M-28."""
    gallery = finished_gallery(make, extra_photo_cents=4000)
    gallery.delivery.download_right = DownloadRight.PAID
    db.session.commit()
    order_of(make, gallery)
    make.hand_over(gallery)
    plain, _ = texts(send_all(mail_server)[-1])
    assert "gdy studio odnotuje wpłatę" in plain
    assert "w pełnej rozdzielczości" not in plain


def test_an_order_is_confirmed_with_its_photos_and_its_price(make, mail_server):
    """M-13."""
    gallery = make.make_gallery(title="Łucja i Jan", extra_photo_cents=4000)
    gallery.studio.next_order_number = 1057
    db.session.commit()
    order_of(make, gallery, name="Łucja Wójcik", phone="600 100 200")
    client, studio = send_all(mail_server)
    plain, html = texts(client)
    assert client["Subject"] == "Zamówienie #1057 przyjęte: Łucja i Jan"
    assert "- nr 12, IMG_1042.JPG, 40,00\xa0zł" in plain
    assert "Do zapłaty: 40,00\xa0zł" in plain
    assert "IMG_1042.JPG" in html
    assert studio["Subject"] == "Nowe zamówienie #1057: Łucja Wójcik, Łucja i Jan"
    assert studio["Reply-To"] == gallery.invitations[0].email
    assert "Łucja Wójcik zamawia 1 zdjęcie" in texts(studio)[0]
    assert "600 100 200" in texts(studio)[0]


def test_a_revoked_person_gets_no_link_with_the_confirmation(make, mail_server):
    """M-13."""
    gallery = make.make_gallery()
    order_of(make, gallery)
    gallery.invitations[0].revoked_at = utc_now()
    db.session.commit()
    assert "/g/" not in texts(send_all(mail_server)[0])[0]


def test_times_are_those_of_the_studio_not_of_the_worker(make, mail_server):
    """D21."""
    studio = make.make_studio(timezone="Asia/Tokyo")
    order = order_of(make, make.make_gallery(studio))
    order.placed_at = datetime.fromisoformat("2026-11-22T17:42:00+00:00")
    db.session.commit()
    assert "23.11.2026,\xa002:42" in texts(send_all(mail_server)[0])[0]


def test_a_password_link_names_its_hour_and_its_account(make, mail_server):
    """A-01."""
    user = make.make_user()
    accounts.request_password_reset(user.email)
    (message,) = send_all(mail_server)
    plain, _ = texts(message)
    assert message["Subject"] == "Ustaw hasło w Kadrze"
    assert user.email in plain
    assert re.search(r"^http://localhost/password/[\w-]{43}$", plain, re.M)


def test_nothing_is_fetched_and_nobody_is_tracked(make, mail_server):
    """A22, D13."""
    gallery = sent_gallery(make)
    order_of(make, gallery)
    for message in send_all(mail_server):
        html = texts(message)[1]
        assert not re.search(r"<(img|link|script|iframe|object|form)\b|url\(|@import", html)
        addresses = re.findall(r'href="([^"]+)"', html)
        assert all(one.startswith(("http://localhost/", "mailto:")) for one in addresses)


def test_dark_rules_stay_and_light_ones_are_written_into_the_elements(make, mail_server):
    sent_gallery(make)
    html = texts(send_all(mail_server)[0])[1]
    assert html.count("<style") == 1
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert re.search(r'<a href="[^"]+" style="[^"]*color: #ffffff', html)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_become_neither_headers_nor_markup(make, mail_server, text):
    """A11, A15."""
    studio = make.make_studio(name=text)
    gallery = sent_gallery(make, studio=studio, title=text, welcome_text=text)
    gallery.invitations[0].name = text
    order_of(make, gallery, name=text, note=text)
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    make.hand_over(gallery)
    found = send_all(mail_server)
    assert len(found) == 4
    for message in found:
        assert sorted(message.keys()) == sorted(HEADERS)
        assert [one.addr_spec for one in message["From"].addresses] == ["kadr@example.com"]
        assert len(message["To"].addresses) == 1
        html = texts(message)[1]
        assert "<script" not in html
        assert "<img" not in html
        assert "SECRET_KEY" not in html
    envelopes = [event["to"] for event in mail_server.events if event["event"] == "accepted"]
    assert all(len(to) == 1 for to in envelopes)


@pytest.mark.parametrize(
    "email",
    [
        "a@x.test\r\nBcc: v@x.test",
        "a@x.test,b@x.test",
        "<a@x.test> SIZE=9999",
        '"a\\" @x"@x.test',
        "a@[127.0.0.1]",
        "żółw@x.test",
        "",
    ],
)
def test_what_is_not_one_address_is_not_sent_to(make, mail_server, email):
    """A11."""
    gallery = make.make_gallery()
    cart = make.make_cart(gallery.invitations[0])
    order = checkout.place_order(cart, Checkout(None, 0, name="Ewa", email=email))
    entry = db.session.scalar(OutboxEntry.about("mail.order_placed", order.id))
    outbox.keep(entry.id)
    db.session.refresh(entry)
    assert (entry.state, entry.last_code) == ("dead", "address")
    assert mail_server.messages == []
