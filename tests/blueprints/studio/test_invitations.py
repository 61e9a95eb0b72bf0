"""Who may open a session: links copied, mailed, renewed, revoked."""

import pytest
from sqlalchemy import select

from extensions import db
from models.invitation import Invitation
from models.outbox import OutboxEntry
from models.types import utc_now
from tests.blueprints.studio.looking import get, queries
from tests.conftest import sign_in
from tests.factories import token_of


@pytest.fixture
def gallery(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio, sent_at=utc_now())
    make.make_photo(gallery)
    return gallery


@pytest.fixture
def person(gallery):
    return gallery.invitations[0]


def access(gallery):
    return f"/studio/galleries/{gallery.id}/settings/access"


def test_everybody_with_a_link_is_listed_with_what_became_of_it(make, studio_web, gallery, person):
    person.view_count, person.last_used_at = 22, utc_now()
    make.make_invitation(gallery, name="Babcia Ola", email="ola@example.com")
    db.session.commit()
    page = get(studio_web, access(gallery))
    assert "22 wyświetlenia" in page
    assert "ola@example.com" in page
    assert "Nie wysłano" in page


@pytest.mark.parametrize(
    ("state", "words"), [("pending", "Wysyłanie"), ("sent", "Wysłano e-mail"), ("dead", "Nie dot")]
)
def test_the_state_of_the_mail_is_shown(studio_web, gallery, person, state, words):
    studio_web.post(f"/studio/invitations/{person.id}/mail")
    mail = db.session.scalars(select(OutboxEntry)).one()
    mail.state, mail.sent_at, mail.last_code, mail.last_error = state, utc_now(), "550", "no user"
    db.session.commit()
    page = get(studio_web, access(gallery))
    assert words in page
    assert ("no user" in page) == (state != "sent")


def test_the_list_of_people_asks_no_more_for_many_than_for_few(make, studio_web, gallery):
    few = queries(lambda: get(studio_web, access(gallery)))
    for _number in range(10):
        make.make_invitation(gallery)
    assert queries(lambda: get(studio_web, access(gallery))) == few


def test_the_link_is_shown_for_copying(studio_web, gallery, person):
    """As a page without scripts, as a part with them."""
    address = f"/studio/invitations/{person.id}/link"
    link = f'value="http://localhost/g/{token_of(person)}"'
    assert link in get(studio_web, address)
    part = get(studio_web, address, **{"HX-Request": "true"})
    assert link in part
    assert "<html" not in part


def test_one_more_person_gets_a_link_of_their_own(studio_web, gallery):
    form = {"name": "Babcia Ola", "email": "Ola@Example.com"}
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/invitations", data=form)
    assert answer.location == f"{access(gallery)}#people"
    assert "ola@example.com" in [person.email for person in gallery.invitations]
    assert db.session.scalars(select(OutboxEntry)).all() == []


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": "Babcia Ola", "email": "ola@"}, "nie wygląda"),
        ({"name": "", "email": "ola@example.com"}, "Wypełnij to pole."),
        ({"name": "Ola\nBcc: x", "email": "ola@example.com"}, "w jednym wierszu"),
    ],
)
def test_a_person_who_cannot_be_invited_is_kept_in_the_form(studio_web, gallery, form, sentence):
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/invitations", data=form)
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{form["email"]}"' in page


def test_nobody_is_invited_twice(studio_web, gallery, person):
    form = {"name": "Ta sama", "email": person.email}
    answer = studio_web.post(f"/studio/galleries/{gallery.id}/invitations", data=form)
    assert answer.status_code == 422
    assert len(gallery.invitations) == 1


def test_a_link_is_mailed_once_more(studio_web, gallery, person):
    for _time in range(2):
        studio_web.post(f"/studio/invitations/{person.id}/mail")
    assert db.session.scalars(select(OutboxEntry.recipient)).all() == [person.email] * 2


def test_a_new_link_ends_the_old_one(web, studio_web, gallery, person):
    old = token_of(person)
    studio_web.post(f"/studio/invitations/{person.id}/link")
    assert web.get(f"/g/{old}").status_code == 404
    assert web.get(f"/g/{token_of(person)}").status_code == 200


def test_a_revoked_link_is_dead_and_can_be_given_anew(studio_web, gallery, person):
    studio_web.post(f"/studio/invitations/{person.id}/revocation")
    assert person.is_revoked
    page = get(studio_web, access(gallery))
    assert "Link cofnięty" in page
    assert "Podgląd jako klient" not in page
    studio_web.post(f"/studio/invitations/{person.id}/link")
    assert not db.session.get(Invitation, person.id).is_revoked


@pytest.mark.parametrize("path", ["mail", "link", "revocation"])
def test_links_of_another_studio_are_not_touched(app, make, web, gallery, person, path):
    stranger = sign_in(app, make.make_user())
    epoch = person.link_epoch
    assert stranger.post(f"/studio/invitations/{person.id}/{path}").status_code == 404
    assert stranger.get(f"/studio/invitations/{person.id}/link").status_code == 404
    assert web.post(f"/studio/invitations/{person.id}/{path}").location == "/login"
    assert db.session.get(Invitation, person.id).link_epoch == epoch


def test_the_photographer_can_look_as_the_client(studio_web, gallery, person):
    address = f"/g/{gallery.code}/photos?preview={person.id}"
    assert f'href="{address}"' in get(studio_web, f"/studio/galleries/{gallery.id}/photos")
    assert studio_web.get(address).status_code == 200
