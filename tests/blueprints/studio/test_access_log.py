"""Who saw and did what: the access log of a studio (ASVS 16.2, 16.3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.audited import KINDS, SEEN_BY_GET
from blueprints.studio.audit_words import TITLES
from extensions import db
from models.event import ACCESS, Event
from models.photo import Folder
from models.types import utc_now
from services import accounts, audit, mails
from tests.conftest import sign_in
from tests.world import World, here_photo

pytestmark = pytest.mark.usefixtures("fresh_limits")
PASSWORD = "three calm words"  # noqa: S105
LOG = "/studio/activity?show=access"


def kinds():
    found = select(Event.kind).where(Event.kind.startswith(ACCESS)).order_by(Event.id)
    return [kind.removeprefix(ACCESS) for kind in db.session.scalars(found)]


def come(app, password=PASSWORD):
    browser = app.test_client()
    form = {"email": "hanna@example.com", "password": password}
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    browser.post("/login", data=form, headers=agent, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    return browser


def test_every_written_request_is_one_that_there_is_and_has_words(application):
    """And whatever is on the list of words is written somewhere."""
    assert set(KINDS) - set(application.view_functions) == set()
    assert SEEN_BY_GET - set(KINDS) == set()
    assert set(KINDS.values()) - set(TITLES) == set()


@pytest.mark.parametrize("word", ["link", "key", "pin", "addresses", "password", "login"])
def test_whatever_makes_or_ends_a_way_in_is_on_the_list(application, word):
    verbs = ("make", "renew", "revoke", "change", "take", "invite", "end")
    named = {
        name
        for name in application.view_functions
        if name.startswith(tuple(f"studio.{verb}_" for verb in verbs)) and word in name.split("_")
    }
    assert named - set(KINDS) == set()


def test_sign_ins_and_failed_ones_are_written_with_device_and_network(app):
    accounts.create_studio("Pracownia", "hanna@example.com", PASSWORD)
    come(app, "wrong password")
    browser = come(app)
    assert kinds() == ["sign_in.failed", "sign_in.begun"]
    page = browser.get(LOG).text
    assert "Złe hasło" in page
    assert "Firefox, Linux · 203.0.113.0/24" in page
    browser.post("/logout")
    assert kinds()[-1] == "sign_in.out"


def test_exports_links_settings_and_client_data_are_written(studio_web, make):
    gallery = make.make_gallery(studio_web.user.studio, title="Łucja i Jan")
    person = gallery.invitations[0]
    studio_web.get(f"/studio/invitations/{person.id}/link")
    studio_web.post(f"/studio/invitations/{person.id}/revocation")
    studio_web.get(f"/studio/clients/{person.client_id}/data.zip")
    assert kinds() == ["link.seen", "link.revoked", "data.client_exported"]
    page = studio_web.get(LOG).text
    assert person.name in page


def test_a_refusal_and_a_look_are_not_written(studio_web, make):
    stranger = make.make_gallery()
    studio_web.get(f"/studio/invitations/{stranger.invitations[0].id}/link")
    studio_web.post("/studio/settings", data={"part": "studio", "name": ""})
    studio_web.get("/studio/settings")
    assert kinds() == []


def test_no_link_and_no_secret_gets_into_the_log(studio_web, make):
    gallery = make.make_gallery(studio_web.user.studio)
    person = gallery.invitations[0]
    secret = mails.gallery_link(person).rpartition("/")[2]
    studio_web.get(f"/studio/invitations/{person.id}/link")
    studio_web.post(f"/studio/galleries/{gallery.id}/pin", data={"pin": "482193"})
    told = [str(event.detail) for event in db.session.scalars(select(Event).order_by(Event.id))]
    assert told
    assert not any(secret in one or "482193" in one for one in told)


def test_the_log_is_filtered_by_what_and_by_whom_and_paged(app, studio_web, make):
    user = studio_web.user
    colleague = make.make_user(user.studio, name="Ewa Żak")
    for _number in range(60):
        audit.note(user, "data.exported", about="Plener")
    audit.note(colleague, "settings.mail")
    db.session.commit()
    assert studio_web.get(f"{LOG}&kind=data").text.count("Wyeksportowano listę plików") == 50
    assert studio_web.get(f"{LOG}&kind=data&page=2").text.count("Wyeksportowano") == 10
    theirs = studio_web.get(f"{LOG}&who=Żak").text
    assert "Zmieniono ustawienia: poczta" in theirs
    assert "Wyeksportowano" not in theirs


def test_the_log_of_another_studio_and_the_timeline_of_work_do_not_show_it(app, studio_web, make):
    audit.note(make.make_user(), "data.catalogue")
    audit.note(studio_web.user, "data.exported")
    db.session.commit()
    assert "Wyeksportowano produkty" not in studio_web.get(LOG).text
    assert "Wyeksportowano" not in studio_web.get("/studio/activity?show=events").text


def test_what_the_operator_does_is_written_in_the_studio_it_was_done_to(app, make):
    user = make.make_user(is_operator=True)
    accounts.set_operator(user.email, False)
    assert kinds() == ["operator.unmade"]
    assert "na serwerze" in sign_in(app, user).get(LOG).text


def test_a_download_of_a_client_is_written(app):
    world = World(app)
    photo = here_photo(world.gallery, Folder.FULL)
    world.browsers["client"].get(f"/g/{world.gallery.code}/delivery/full/{photo.id}", buffered=True)
    assert "data.photo_taken" in kinds()


def test_the_log_is_forgotten_after_its_time(app, make):
    user = make.make_user()
    audit.note(user, "data.exported")
    db.session.commit()
    assert audit.sweep(utc_now() + timedelta(days=364)) == 0
    assert audit.sweep(utc_now() + timedelta(days=366)) == 1
