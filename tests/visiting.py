"""What a visitor of a public session does, without a window."""

import re
from html import unescape

from sqlalchemy import select

from extensions import db
from models import Invitation
from models.types import utc_now


def come_in(app, gallery, link):
    """A browser that pressed the button of the cover; `.base` begins its addresses."""
    gallery.sent_at = gallery.sent_at or utc_now()
    db.session.commit()
    browser = app.test_client()
    answer = browser.post(link)
    assert answer.status_code == 303, answer.status
    browser.base = f"/g/{gallery.code}"
    return browser


def press(browser, photo, **options):
    """Put a photo in the cart, as the wall does."""
    address = f"{browser.base}/photos/{photo.id}/pick"
    return browser.post(address, data={"picked": "1"}, **options)


def introduce(browser, asked, name, email):
    """Fill in the form that the press was answered with, and follow where it leads."""
    form = shown_fields(browser.get(asked.location).text)
    form |= {"visitor_name": name, "visitor_email": email}
    return send(browser, form)


def send(browser, form):
    """Send the introduction and follow where it leads, the form itself once more for a 307."""
    answer = browser.post(f"{browser.base}/introduction", data=form)
    if answer.status_code == 307:
        return browser.post(answer.location, data=form, follow_redirects=True)
    return browser.get(answer.location) if answer.location else answer


def newest() -> Invitation:
    """The visitor who came last."""
    return db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()


def shown_fields(page: str) -> dict[str, str]:
    """The hidden fields of the page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}
