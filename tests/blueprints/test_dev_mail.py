"""Mails caught on a development machine can be read there, and nowhere else."""

from email.message import EmailMessage

import pytest

from app import create_app

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mail"


@pytest.fixture
def reader(settings, folder):
    """A browser at an application that shows the mails of `folder`."""
    return create_app(settings | {"KADR_DEV_MAIL": folder}).test_client()


@pytest.fixture
def drop(folder):
    """Leave one mail in the folder, the way the catcher does."""
    folder.mkdir()

    def leave(name, subject="Your photos", text="Look: http://127.0.0.1:5000/g/secret", html=""):
        mail = EmailMessage()
        mail["X-Envelope-To"] = "guest@example.com"
        mail["Subject"] = subject
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        (folder / name).write_bytes(mail.as_bytes())

    return leave


def test_without_the_setting_there_is_no_such_page(web):
    assert web.get("/dev/mail").status_code == 404


def test_an_empty_or_missing_folder_says_what_to_do(reader):
    page = reader.get("/dev/mail?lang=en")
    assert page.status_code == 200
    assert "No mail has been caught yet" in page.text


def test_the_newest_mail_stands_first(reader, drop):
    drop("1000-1.eml", "First")
    drop("2000-2.eml", "Zażółć gęślą")
    page = reader.get("/dev/mail").text
    assert page.index("Zażółć gęślą") < page.index("First")
    assert "guest@example.com" in page


def test_a_mail_that_is_still_being_written_is_not_shown(reader, drop):
    drop(".1000-1.eml", "Half")
    assert "Half" not in reader.get("/dev/mail").text
    assert reader.get("/dev/mail/.1000-1.eml").status_code == 404


def test_links_of_the_text_can_be_followed(reader, drop):
    drop("1000-1.eml")
    assert 'href="http://127.0.0.1:5000/g/secret"' in reader.get("/dev/mail/1000-1.eml").text


def test_markup_in_subject_and_text_stays_text(reader, drop):
    drop("1000-1.eml", "<script>a</script>", "<script>b</script>")
    page = reader.get("/dev/mail/1000-1.eml").text
    assert "<script>a" not in page
    assert "<script>b" not in page


def test_the_html_part_is_framed_without_any_power(reader, drop):
    drop("1000-1.eml", html="<p>Hello</p>")
    page = reader.get("/dev/mail/1000-1.eml")
    assert "sandbox src=" in page.text
    assert "<p>Hello</p>" not in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    document = reader.get("/dev/mail/1000-1.eml/document")
    assert "<p>Hello</p>" in document.text
    assert document.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )


def test_the_policy_of_other_pages_allows_no_frames(reader):
    assert "frame-src" not in reader.get("/dev/mail").headers["Content-Security-Policy"]


def test_a_mail_without_html_has_no_document(reader, drop):
    drop("1000-1.eml")
    assert reader.get("/dev/mail/1000-1.eml/document").status_code == 404


@pytest.mark.parametrize("name", ["2000-1.eml", "..", "%2e%2e%2fsecrets.env", "..%2fsecrets.env"])
def test_only_names_of_the_folder_are_opened(reader, drop, folder, name):
    drop("1000-1.eml")
    (folder.parent / "secrets.env").write_text("SECRET_KEY=canary")
    answer = reader.get(f"/dev/mail/{name}")
    assert answer.status_code == 404
    assert "canary" not in answer.text


@pytest.mark.parametrize("page", ["", "/1000-1.eml", "/1000-1.eml/document"])
def test_another_machine_finds_nothing(reader, drop, page):
    drop("1000-1.eml", html="<p>Hello</p>")
    assert reader.get(f"/dev/mail{page}", environ_base=ELSEWHERE).status_code == 404
