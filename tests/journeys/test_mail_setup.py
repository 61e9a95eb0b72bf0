"""A new studio sets up its own mail, and only then do its clients hear from it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.mail_desk import MailDesk
from tests.journeys.photographer import Photographer, Session

SENDER, CLIENT = "hanna@swiatloczula.example", "klientka@example.com"


@pytest.fixture
def owner(stack, new_browser) -> Photographer:
    account = stack.make_studio(name="Pracownia Światłoczuła", is_live=False)
    return Photographer(stack, account, new_browser()).sign_in()


@pytest.fixture
def desk(owner) -> MailDesk:
    return MailDesk(owner)


def test_a_studio_sets_up_its_mail_and_leaves_test_mode(owner, desk, stack, photographs):
    """O-13…O-21, O-25: a wrong password is explained, the right one gets a green line, and the
    strip goes with test mode.
    """
    expect(desk.strip).to_contain_text("klienci nie dostają wiadomości")
    send_a_session(owner, photographs)
    (tested,) = stack.wait_for_mails(owner.account.email, 1)
    assert tested["Subject"].startswith("[TEST] ")
    assert stack.mails(CLIENT) == []
    set_up(desk, stack)
    desk.leave_test_mode()
    assert stack.mails(CLIENT) == []
    send_a_session(owner, photographs)
    (mail,) = stack.wait_for_mails(CLIENT, 1)
    assert SENDER in mail["From"]
    assert not mail["Subject"].startswith("[TEST]")
    owner.page.goto("/studio")
    expect(desk.strip).to_have_count(0)


def test_what_a_switch_means_follows_the_port_and_the_certificate_the_switch(desk):
    """O-15, O-18, O-19, D17."""
    desk.open()
    page = desk.page
    expect(page.locator("[data-encryption=starttls]")).to_be_visible()
    page.fill("#port", "465")
    expect(page.locator("[data-encryption=implicit]")).to_be_visible()
    expect(page.locator("[data-encryption=starttls]")).to_be_hidden()
    desk.expect_unsaved("port SMTP")
    page.uncheck("#uses_tls")
    expect(page.locator("[data-encryption=off]")).to_be_visible()
    expect(page.locator("#ignores_certificate")).to_be_disabled()
    desk.expect_unsaved("port SMTP", "SSL/TLS")
    page.check("#uses_tls")
    page.fill("#port", "587")
    desk.expect_unsaved()
    page.fill("#sender_address", SENDER)
    expect(page.locator("#login")).to_have_value(SENDER)
    page.fill("#login", "ktoś inny")
    page.fill("#sender_address", "inna@example.com")
    expect(page.locator("#login")).to_have_value("ktoś inny")


def set_up(desk, stack):
    """The right server, after a wrong password."""
    desk.open()
    desk.type_server(SENDER, "złe hasło")
    expect(desk.page.locator("#login")).to_have_value(SENDER)
    stack.smtp.script("auth535")
    said = desk.try_out("proba@example.com")
    assert "Logowanie odrzucone (535" in said
    assert stack.mails("proba@example.com") == []
    desk.type_server(SENDER, "dobre hasło")
    said = desk.try_out("proba@example.com")
    assert "Serwer przyjął wiadomość." in said
    assert "TLS 1.3" in said
    assert len(stack.mails("proba@example.com")) == 1
    desk.save()
    expect(desk.page.locator("#password")).to_have_value("")
    expect(desk.page.locator("#password")).to_have_attribute("placeholder", "•••• zapisane")


def send_a_session(owner, photographs):
    owner.create(Session("Łucja i Jan", "Łucja", CLIENT))
    owner.upload(photographs[:1])
    owner.send()
