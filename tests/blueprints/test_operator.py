"""The operator of an installation sees the queues of all studios, and nobody else does."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import event

from blueprints import operator_words
from extensions import db
from models import Event, OutboxEntry
from models.types import utc_now
from services import accounts, rereading, schedule, usage
from tests.conftest import sign_in


@pytest.fixture
def operator(app, make):
    return sign_in(app, make.make_user(is_operator=True))


@pytest.fixture
def entries(make):
    """One mail of each of two studios; the second has failed."""
    for name in ("Pracownia A", "Pracownia B"):
        gallery = make.make_gallery(make.make_studio(name=name))
        make.make_order(make.make_cart(gallery.invitations[0]), email="ewa@example.com")
    placed = db.select(OutboxEntry).filter_by(kind="mail.order_placed").order_by(OutboxEntry.id)
    found = db.session.scalars(placed).all()
    found[1].state, found[1].last_code, found[1].last_error = "dead", "550", "550 no such user"
    db.session.commit()
    return found


def test_every_studio_is_told_with_what_waits_and_what_failed(operator, entries):
    """O-31: the administrator sees all studios' queues."""
    page = unescape(operator.get("/operator/queues").text)
    assert page.index("Pracownia B") < page.index("Pracownia A")
    assert "Serwer odbiorcy odmówił przyjęcia (550 no such user)." in page
    assert "ewa@example.com" not in page


def test_a_paused_mail_server_is_told(operator):
    """F8."""
    studio = operator.user.studio
    studio.mail_account.host = "smtp.example.com"
    studio.mail_account.paused_until = datetime(2026, 3, 14, 9, 15, tzinfo=UTC)
    db.session.commit()
    assert "14.03.2026" in operator.get("/operator/queues").text


def test_what_failed_can_be_tried_again(operator, entries):
    """O-31."""
    assert operator.post(f"/operator/outbox/{entries[1].id}/retry").status_code == 303
    assert entries[1].state == "pending"


def test_a_photographer_does_not_learn_that_there_is_such_a_page(studio_web, entries):
    assert studio_web.get("/operator/queues").status_code == 404
    assert studio_web.post(f"/operator/outbox/{entries[1].id}/retry").status_code == 404
    assert "/operator" not in studio_web.get("/studio/activity").text


def test_a_user_is_made_operator_by_a_command(app, make):
    user = make.make_user()
    runner = app.test_cli_runner()
    told = runner.invoke(args=["studio", "operator", "--email", user.email])
    assert told.exit_code == 0, told.output
    db.session.refresh(user)
    assert user.is_operator
    runner.invoke(args=["studio", "operator", "--email", user.email, "--revoke"])
    db.session.refresh(user)
    assert not user.is_operator
    with pytest.raises(accounts.UserUnknown):
        accounts.set_operator("nobody@example.com", True)


PAGES = ("", "/studios", "/queues", "/workers", "/storage")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_operator_is_a_secret_to_all_others(operator, studio_web, web, page):
    assert operator.get(f"/operator{page}").status_code == 200
    assert studio_web.get(f"/operator{page}").status_code == 404
    assert web.get(f"/operator{page}").status_code == 404


def test_the_state_tells_alarms_and_all_work_of_the_clock(operator):
    """House rule: last and next run of everything that is timed, with a button."""
    schedule.run_due()
    page = unescape(operator.get("/operator").text)
    assert "Redis nie odpowiada" in page
    assert "Nie powstała jeszcze żadna kopia zapasowa." in page
    assert set(operator_words.TASKS) == set(schedule.TASKS)
    for name in schedule.TASKS:
        assert f"/operator/tasks/{name}/run" in page


def test_a_task_is_run_at_the_next_look_of_the_clock(operator):
    schedule.run_due()
    before = schedule.facts()["leftovers"].next_run_at
    assert operator.post("/operator/tasks/leftovers/run").status_code == 303
    assert schedule.facts()["leftovers"].next_run_at < before
    assert schedule.run_due() == 1
    assert operator.post("/operator/tasks/nothing/run").status_code == 404


def test_why_a_task_broke_off_is_shown(operator, monkeypatch):
    def broken(_now):
        raise RuntimeError("no such folder")

    monkeypatch.setitem(schedule.TASKS, "leftovers", schedule.Task("TIDY_EVERY_S", broken))
    schedule.run_due()
    assert "RuntimeError: no such folder" in operator.get("/operator").text


def test_studios_are_listed_with_what_they_use_and_given_a_quota(operator, make):
    studio = make.make_studio(name="Pracownia C")
    photo = make.make_photo(make.make_gallery(studio))
    photo.size_bytes = 7_500_000_000
    db.session.commit()
    usage.count(utc_now())
    page = unescape(operator.get("/operator/studios").text).replace("\xa0", " ")
    names = re.findall(r'class="task"><b>([^<]+)<', page)
    assert names == ["Pracownia C", operator.user.studio.name]
    assert "7,5 GB" in page
    sent = {"gigabytes": "0,5"}
    assert operator.post(f"/operator/studios/{studio.id}/quota", data=sent).status_code == 303
    assert studio.quota_bytes == 500_000_000
    operator.post(f"/operator/studios/{studio.id}/quota", data={"gigabytes": ""})
    assert studio.quota_bytes is None
    noted = db.session.scalars(Event.accesses(studio.id)).all()
    assert [fact.kind for fact in noted] == ["access.operator.quota"] * 2
    wrong = operator.post(f"/operator/studios/{studio.id}/quota", data={"gigabytes": "much"})
    assert wrong.status_code == 422


def test_the_list_of_studios_asks_as_often_for_many_as_for_one(operator, make):
    """No query for each of them."""

    def asked():
        count = []
        event.listen(db.engine, "before_cursor_execute", listener := lambda *_: count.append(1))
        operator.get("/operator/studios")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(count)

    few = asked()
    for _ in range(5):
        make.make_photo(make.make_gallery(make.make_studio()))
    usage.count(utc_now())
    assert asked() == few


def test_storage_tells_bytes_by_kind_and_photos_that_changed(operator, make):
    make.make_photo()
    usage.count(utc_now())
    rereading.read_some(utc_now())
    page = unescape(operator.get("/operator/storage").text)
    assert "Zdjęcia do wyboru" in page
    assert "galleries/" in page


def test_without_redis_the_page_of_workers_says_so(operator):
    assert "Redis nie odpowiada" in operator.get("/operator/workers").text
