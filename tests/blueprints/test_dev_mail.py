"""Mails caught on a development machine."""

import pytest

from app import create_app

MAIL = """X-Envelope-To: ewa@example.com
Subject: =?utf-8?q?Zdj=C4=99cia_<b>?=
From: Studio <kadr@example.com>
To: ewa@example.com
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="utf-8"

Photos: http://localhost/g/abc?x=1&y=2. <script>
--x
Content-Type: text/html; charset="utf-8"

<!DOCTYPE html><html><head><title>x</title></head><body><script>1</script>Photos</body></html>
--x--
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mail"


@pytest.fixture
def reader(settings, folder):
    """A browser on a machine whose mails are caught."""
    folder.mkdir()
    app = create_app(settings | {"KADR_DEV_MAIL": folder})
    return app.test_client()


def catch(folder, name="1795000000000000000-1.eml", text=MAIL):
    (folder / name).write_text(text.replace("\n", "\r\n"))
    return f"/dev/mail/{name}"


def test_mails_are_listed_newest_first(reader, folder):
    catch(folder, "1795000000000000000-9.eml", MAIL.replace("ewa@", "first@"))
    catch(folder, "1795000000000000000-10.eml", MAIL.replace("ewa@", "second@"))
    page = reader.get("/dev/mail").text
    assert page.index("second@example.com") < page.index("first@example.com")
    assert "Zdjęcia &lt;b&gt;" in page


def test_without_mails_the_page_says_so(reader):
    assert reader.get("/dev/mail?lang=en").text.count("No mail has been sent yet.") == 1


def test_links_of_the_plain_text_can_be_pressed_and_nothing_else_is_markup(reader, folder):
    page = reader.get(catch(folder)).text
    assert '<a href="http://localhost/g/abc?x=1&amp;y=2">' in page
    assert "<script>\n" not in page


def test_the_html_part_is_shown_where_it_can_do_nothing(reader, folder):
    address = catch(folder)
    assert f'src="{address}/html"' in reader.get(address).text
    part = reader.get(f"{address}/html")
    rules = part.headers["Content-Security-Policy"]
    assert rules.startswith("sandbox allow-popups")
    assert "allow-scripts" not in rules
    assert "allow-same-origin" not in rules
    assert "default-src 'none'" in rules
    assert "frame-src 'self'" in reader.get(address).headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["1-2.eml", "x.eml", ".env", "..%2F..%2Fconfig.py", "1-1.eml%00"])
def test_only_caught_mails_can_be_read(reader, folder, name):
    """A14."""
    (folder.parent / "1-2.eml").write_text(MAIL)
    assert reader.get(f"/dev/mail/{name}").status_code == 404


def test_a_mail_without_html_has_no_frame(reader, folder):
    plain = "Subject: x\nTo: a@example.com\n\nhello\n"
    address = catch(folder, text=plain)
    assert "<iframe" not in reader.get(address).text
    assert reader.get(f"{address}/html").status_code == 404


def test_where_mails_really_leave_there_is_no_such_page(web):
    assert web.get("/dev/mail").status_code == 404
