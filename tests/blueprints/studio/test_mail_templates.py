"""The words of the mails about an order: written, checked, tried, put back."""

import pytest

from extensions import db
from models.mail_template import MailEvent
from services import mail_templates
from services.mail_templates import Words
from tests.blueprints.studio.looking import get

COMPLETED = "/studio/settings/templates/order_completed/pl"
IMPORTED = "/studio/settings/templates/order_imported/pl"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def order(make, studio):
    return make.make_mixed_order(studio, name="<b>Jan</b> & Co")


def words(studio, event=MailEvent.COMPLETED, locale="pl"):
    return mail_templates.words_of(studio, event, locale)


def send(web, address=COMPLETED, subject="Zażółć {id}", body="Dzień dobry {client_name}"):
    return web.post(address, data={"subject": subject, "body": body})


def test_the_page_lists_every_variable_and_shows_the_default_words(studio_web, studio):
    """O-04, O-22, O-23."""
    page = get(studio_web, COMPLETED)
    assert page.count("data-insert=") == 30
    assert "Zamówienie nr {order_no} zostało zrealizowane" in page
    assert "Temat wiadomości" in page
    assert "Treść wiadomości" in page


def test_words_are_saved_with_their_line_breaks(studio_web, studio):
    """O-22, O-23."""
    assert send(studio_web, body="Hej,\r\n\r\n\r\n{total}").status_code == 303
    assert words(studio) == Words("Zażółć {id}", "Hej,\n\n\n{total}")


def test_an_unknown_variable_is_refused_by_name_and_nothing_is_lost(studio_web, studio):
    """O-04."""
    answer = send(studio_web, body="Dzień dobry {foo}, {total} i <b>")
    assert answer.status_code == 422
    assert "Nie ma zmiennej {foo}." in answer.text
    assert "Dzień dobry {foo}, {total} i &lt;b&gt;</textarea>" in answer.text
    assert words(studio) == mail_templates.default_words(MailEvent.COMPLETED, "pl")
    assert "{bar}" in send(studio_web, subject="{bar}").text


def test_the_subject_has_at_most_two_hundred_characters(studio_web, studio):
    """O-22."""
    assert send(studio_web, subject="ż" * 201).status_code == 422
    assert send(studio_web, subject="ż" * 200).status_code == 303
    assert send(studio_web, subject="a\nBcc: b@example.com").status_code == 422


def test_two_actions_and_two_languages_have_independent_words(studio_web, studio):
    """O-04."""
    send(studio_web, body="po zrealizowaniu")
    send(studio_web, IMPORTED, body="po imporcie")
    send(studio_web, COMPLETED.replace("/pl", "/en"), body="completed")
    assert words(studio).body == "po zrealizowaniu"
    assert words(studio, MailEvent.IMPORTED).body == "po imporcie"
    assert words(studio, locale="en").body == "completed"


def test_the_preview_shows_the_newest_order_and_saves_nothing(studio_web, studio, order):
    """O-04."""
    data = {"subject": "Nr {order_no}", "body": "{client_name}\n{total_currency} {photos_count}"}
    partial = studio_web.post(f"{COMPLETED}/preview", data=data, headers={"HX-Request": "true"})
    assert "Nr 1001" in partial.text
    assert "&lt;b&gt;Jan&lt;/b&gt; &amp; Co<br>844,50\xa0zł 4" in partial.text
    assert "<html" not in partial.text
    whole = studio_web.post(f"{COMPLETED}/preview", data=data)
    assert "Nr {order_no}" in whole.text
    assert "Nr 1001" in whole.text
    assert words(studio) == mail_templates.default_words(MailEvent.COMPLETED, "pl")


def test_without_an_order_the_preview_makes_one_up(studio_web, studio):
    """O-04."""
    assert "Łucja Wójcik" in get(studio_web, COMPLETED)
    assert "Łucja and Jan" in get(studio_web, COMPLETED.replace("/pl", "/en"))


def test_the_preview_names_what_is_unknown(studio_web, studio):
    """O-04."""
    answer = studio_web.post(f"{COMPLETED}/preview", data={"subject": "", "body": "{foo}{bar}"})
    assert "Nie ma zmiennej {foo}, {bar}." in answer.text


def test_the_default_comes_back(studio_web, studio):
    """O-04."""
    send(studio_web)
    assert "Przywróć domyślny" in get(studio_web, COMPLETED)
    assert studio_web.post(f"{COMPLETED}/default").status_code == 303
    assert words(studio) == mail_templates.default_words(MailEvent.COMPLETED, "pl")
    assert "Przywróć domyślny" not in get(studio_web, COMPLETED)


@pytest.mark.parametrize("event", MailEvent)
@pytest.mark.parametrize("locale", ["pl", "en"])
def test_default_words_can_be_saved_as_they_are(app, event, locale):
    """O-04."""
    default = mail_templates.default_words(event, locale)
    mail_templates.check(default)
    assert default.body.startswith("Dzień dobry" if locale == "pl" else "Hello")


def test_whoever_asks_for_another_mail_or_language_finds_nothing(studio_web):
    """O-04."""
    for wrong in ("order_eaten/pl", "order_completed/de", "order_completed/.."):
        assert studio_web.get(f"/studio/settings/templates/{wrong}").status_code == 404


def test_words_of_one_studio_are_not_those_of_another(studio_web, studio, make):
    """O-04."""
    send(studio_web, body="moje")
    db.session.expire_all()
    assert words(make.make_studio()) == mail_templates.default_words(MailEvent.COMPLETED, "pl")
