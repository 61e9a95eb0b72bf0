"""An address that a server refuses is shown wherever the photographer looks at its owner."""

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from services import galleries, outbox
from tests.blueprints.studio.looking import get
from tests.services.conftest import mail_server, scripted_server  # noqa: F401

SAID = "(550 5.1.1 No such user)"


@pytest.fixture
def refused(studio_web, make, mail_server):  # noqa: F811
    """A session that was sent and ordered from, all of whose mails were refused for good."""
    gallery = make.make_gallery(studio_web.user.studio, title="Łucja i Jan")
    photo = make.make_photo(gallery)
    galleries.send_gallery(gallery, "Hanna")
    order = make.make_order(make.make_cart(gallery.invitations[0], [photo]))
    mail_server.script(*["rcpt550"] * 3)
    for entry_id in db.session.scalars(select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        outbox.keep(entry_id)
    return order


@pytest.mark.parametrize(
    "address",
    [
        "/studio",
        "/studio/orders/{order.id}",
        "/studio/galleries/{order.gallery_id}/orders",
        "/studio/galleries/{order.gallery_id}/settings/access",
        "/studio/clients/{person.client_id}",
        "/studio/activity?state=failed",
    ],
)
def test_the_servers_words_stand_on_every_page_about_it(studio_web, refused, address):
    """F7: the address is shown to the photographer, with the server's text."""
    person = refused.gallery.invitations[0]
    page = get(studio_web, address.format(order=refused, person=person))
    assert SAID in page
    assert person.email in page
