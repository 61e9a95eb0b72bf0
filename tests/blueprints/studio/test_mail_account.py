"""The page on which a studio sets up its mail."""

import re

import pytest
from sqlalchemy import select

from extensions import db
from models import MailAccount, OutboxEntry
from services import vault
from tests.blueprints.studio.looking import get

PAGE = "/studio/settings/mail"
TYPED = {
    "sender_address": "Hanna@Swiatloczula.example",
    "host": "smtp.swiatloczula.example",
    "port": "587",
    "uses_tls": "y",
    "login": "hanna@swiatloczula.example",
    "password": "canary-of-a-password",
    "test_recipient": "hanna@swiatloczula.example",
}


@pytest.fixture
def account(studio_web):
    return studio_web.user.studio.mail_account


def save(web, **changed):
    return web.post(PAGE, data={**TYPED, **changed})


def value_of(page, name):
    """What stands in a field."""
    (field,) = re.findall(rf'<input[^>]* name="{name}"[^>]*>', page)
    return field


def test_what_was_typed_is_kept(studio_web, account):
    """O-13, O-14, O-15, O-17, O-18."""
    assert save(studio_web).status_code == 303
    assert (account.sender_address, account.host) == (
        "hanna@swiatloczula.example",
        "smtp.swiatloczula.example",
    )
    assert (account.port, account.login, account.uses_tls) == (587, TYPED["login"], True)
    assert not account.ignores_certificate
    page = get(studio_web, PAGE)
    assert 'value="587"' in value_of(page, "port")
    assert "checked" in value_of(page, "uses_tls")


@pytest.mark.parametrize(
    "address",
    ["a@x\nBcc: v@x.example", "a@x.example\r\nBcc: v@x.example", "hanna", "ł@x.example", ""],
)
def test_a_sender_is_one_address_and_brings_no_header(studio_web, account, address):
    """O-13, A11: `a@x⏎Bcc:…` refused."""
    assert save(studio_web, sender_address=address).status_code == 422
    assert account.sender_address == ""


@pytest.mark.parametrize("port", ["70000", "0", "-1", "", "25a", "99999999999", "५८७"])
def test_a_port_that_there_is_not_is_refused(studio_web, account, port):
    """O-17: 70000 refused."""
    answer = save(studio_web, port=port)
    assert answer.status_code == 422
    assert "65535" in answer.text
    assert account.port == 587


def test_the_usual_ports_are_offered(studio_web):
    """O-17: 587 offered."""
    page = get(studio_web, PAGE)
    offered = page.split('<datalist id="ports">')[1].split("</datalist>")[0]
    assert re.findall(r'value="(\d+)"', offered) == ["25", "465", "587", "2525"]
    assert 'list="ports"' in value_of(page, "port")


@pytest.mark.parametrize("host", ["https://smtp.example.com", "smtp.example.com:587", "a b", "-"])
def test_a_server_is_a_name_alone(studio_web, account, host):
    """O-14."""
    assert save(studio_web, host=host).status_code == 422


def test_a_password_is_sealed_and_never_shown_again(studio_web, account, caplog, capsys):
    """O-16, A34: view source and logs: no password."""
    save(studio_web)
    assert TYPED["password"] not in (account.password_sealed or TYPED["password"])
    assert vault.unseal(account.password_sealed) == TYPED["password"]
    page = get(studio_web, PAGE)
    assert TYPED["password"] not in page
    assert "•••• zapisane" in value_of(page, "password")
    refused = save(studio_web, port="70000").text
    assert TYPED["password"] not in refused
    assert TYPED["password"] not in caplog.text + capsys.readouterr().out


def test_an_empty_password_keeps_the_saved_one_and_removing_it_is_a_button(studio_web, account):
    """O-16: save other fields: mail still authenticates."""
    save(studio_web)
    save(studio_web, password="", port="465")
    assert account.port == 465
    assert vault.unseal(account.password_sealed) == TYPED["password"]
    save(studio_web, password="", forgets_password="1")
    assert account.password_sealed is None
    assert "zapisane" not in value_of(get(studio_web, PAGE), "password")


def test_enter_saves_rather_than_forgets_the_password(studio_web, account):
    """O-16: the first button of a form is the one that Enter presses."""
    save(studio_web)
    form = get(studio_web, PAGE).split('class="mail-account"')[1]
    first = re.search(r"<button[^>]*>", form)[0]
    assert "formaction" not in first
    assert "name=" not in first


def test_without_tls_there_is_no_certificate_to_ignore(studio_web, account):
    """O-19."""
    save(studio_web, uses_tls="", ignores_certificate="y")
    assert (account.uses_tls, account.ignores_certificate) == (False, False)
    save(studio_web, uses_tls="y", ignores_certificate="y")
    assert account.ignores_certificate


@pytest.mark.parametrize(
    ("port", "uses_tls", "words"),
    [
        ("465", "y", "Na porcie 465: szyfrowanie od pierwszego bajtu."),
        ("587", "y", ": STARTTLS, bez zgody na połączenie jawne."),
        ("587", "", "Wyłączone: hasło i wszystkie wiadomości"),
    ],
)
def test_the_switch_says_what_it_means_on_this_port(studio_web, port, uses_tls, words):
    """O-18, D17."""
    save(studio_web, port=port, uses_tls=uses_tls)
    page = get(studio_web, PAGE)
    shown = re.findall(r'<small data-encryption="\w+">(.*?)</small>', page)
    assert len(shown) == 1
    assert words in re.sub("<.*?>", "", shown[0])


def test_attaching_the_document_is_the_setting_of_the_feedback_page(studio_web):
    """O-24, D16: one setting shown twice."""
    studio = studio_web.user.studio
    save(studio_web, attaches_document="y")
    assert studio.feedback.attaches_document
    studio.feedback.attaches_document = False
    db.session.commit()
    assert "checked" not in value_of(get(studio_web, PAGE), "attaches_document")


def test_test_mode_needs_an_address(studio_web, account):
    """O-20: required when on."""
    answer = save(studio_web, is_test_mode="y", test_recipient="")
    assert answer.status_code == 422
    assert "Wpisz, dokąd idą wiadomości" in answer.text
    assert not account.is_test_mode
    assert save(studio_web, is_test_mode="y").status_code == 303
    assert account.is_test_mode


def test_without_a_server_the_page_says_what_is_used(studio_web):
    """O-14: the installation's server."""
    assert "przez serwer tej instalacji z adresu kadr@example.com" in get(studio_web, PAGE)
    save(studio_web)
    assert "przez serwer tej instalacji" not in get(studio_web, PAGE)


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("a@swiatloczula.example", "v=spf1 mx a:smtp.swiatloczula.example ~all"),
        ("a@gmail.com", "O SPF i DKIM dba sam dostawca gmail.com"),
    ],
)
def test_the_records_to_ask_the_domains_host_for_are_named(studio_web, sender, words):
    """O-13."""
    save(studio_web, sender_address=sender)
    assert words in get(studio_web, PAGE)


def test_another_studio_sees_and_changes_nothing_of_it(app, studio_web, make):
    """A1."""
    save(studio_web)
    stranger = make.make_studio()
    kept = db.session.scalars(select(MailAccount).where(MailAccount.host != "")).all()
    assert [one.studio_id for one in kept] == [studio_web.user.studio_id]
    assert not stranger.mail_account.is_own


def test_saving_wakes_what_waited_for_a_good_password(studio_web, account, make):
    """F8."""
    order = make.make_order(make.make_cart(make.make_gallery(account.studio).invitations[0]))
    save(studio_web)
    entry = db.session.scalars(OutboxEntry.about("mail.order_placed", order.id)).one()
    account.paused_until = entry.next_at = entry.next_at.replace(year=2099)
    account.paused_code, account.paused_error, account.pause_count = "auth", "535 No", 2
    entry.state, entry.last_code, entry.last_error = "retry", "auth", "535 No"
    db.session.commit()
    assert "Logowanie odrzucone (535 No)" in get(studio_web, "/studio")
    save(studio_web, password="a better one")
    db.session.refresh(entry)
    assert (entry.state, entry.last_error) == ("pending", None)
    assert entry.next_at.year < 2099
    assert (account.paused_until, account.paused_code, account.pause_count) == (None, None, 0)
