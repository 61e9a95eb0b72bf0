"""The PIN of a gallery: nobody finds it by trying, and nobody who knows it is kept waiting."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from extensions import db
from models import Event, Gallery, OutboxEntry, PinTry
from models.types import utc_now
from services import pins
from tests.services.test_pressing_at_once import at_once

LINK = "a" * 64


@pytest.fixture
def gallery(make):
    made = make.make_gallery()
    pins.set_pin(made, "4821")
    return made


@pytest.fixture
def clock(monkeypatch):
    """Time that stands still until a test moves it: `clock.pass_by(minutes=15)`."""

    class Clock:
        now = utc_now()

        def pass_by(self, **time):
            self.now += timedelta(**time)

    clock = Clock()
    monkeypatch.setattr(pins, "utc_now", lambda: clock.now)
    return clock


def press(gallery, typed, address="10.0.0.1", link=LINK):
    """right, wrong or waiting."""
    try:
        pins.check_pin(gallery, link, typed, address)
    except pins.PinWrong:
        return "wrong"
    except pins.PinMustWait:
        return "waiting"
    return "right"


def test_the_right_pin_opens_however_it_is_spaced(gallery):
    assert [press(gallery, pin) for pin in ("4821", "48 21", " 4821 ", "48-21")] == ["right"] * 4


@pytest.mark.parametrize("pin", ["", "   "])
def test_an_empty_field_is_no_try(gallery, pin):
    with pytest.raises(pins.PinMissing):
        pins.check_pin(gallery, LINK, pin, "10.0.0.1")
    assert db.session.scalar(select(func.count(PinTry.id))) == 0


@pytest.mark.parametrize("pin", ["123", "12a4", "", "1" * 13, "١٢٣٤", "１２３４"])
def test_a_pin_has_four_to_twelve_digits(make, pin):
    gallery = make.make_gallery()
    with pytest.raises(pins.PinUnfit):
        pins.set_pin(gallery, pin)
    assert not gallery.has_pin


def test_a_pin_lies_sealed_and_can_be_read_by_the_studio(gallery):
    assert "4821" not in gallery.pin_sealed
    assert pins.pin_of(gallery) == "4821"


def test_made_up_pins_have_four_digits():
    assert {len(pins.new_pin()) for _ in range(200)} == {4}


def test_ten_wrong_ones_make_an_address_wait_a_quarter_of_an_hour(gallery, clock):
    """A8."""
    assert [press(gallery, "0000") for _ in range(10)] == ["wrong"] * 9 + ["waiting"]
    assert press(gallery, "4821") == "waiting"
    assert press(gallery, "4821", address="10.0.0.2") == "right"
    clock.pass_by(minutes=15, seconds=1)
    assert press(gallery, "4821") == "right"


def test_thirty_from_anywhere_lock_the_link_for_an_hour_and_the_studio_is_told_once(gallery, clock):
    """A8."""
    answers = [press(gallery, "0000", f"10.0.1.{n}") for n in range(31)]
    assert answers == ["wrong"] * 29 + ["waiting"] * 2
    assert press(gallery, "4821", "192.0.2.7") == "waiting"
    mail = db.session.scalars(select(OutboxEntry)).one()
    assert (mail.kind, mail.recipient) == ("mail.pin_locked", gallery.studio.contact_email)
    assert db.session.scalars(select(Event.kind)).all() == ["gallery.pin_locked"]
    clock.pass_by(minutes=59)
    assert press(gallery, "4821", "192.0.2.7") == "waiting"
    clock.pass_by(minutes=2)
    assert press(gallery, "4821", "192.0.2.7") == "right"


def test_after_a_lock_each_wrong_one_of_that_day_locks_for_twice_as_long(gallery, clock):
    for n in range(30):
        press(gallery, "0000", f"10.0.1.{n}")
    clock.pass_by(hours=1, seconds=1)
    assert press(gallery, "0000", "192.0.2.7") == "waiting"
    clock.pass_by(hours=1, minutes=59)
    assert press(gallery, "4821", "192.0.2.7") == "waiting"
    clock.pass_by(minutes=2)
    assert press(gallery, "4821", "192.0.2.7") == "right"


def test_ten_thousand_tries_from_ever_new_addresses_see_almost_nothing_of_the_pins(gallery, clock):
    """A8: a day of trying, one every nine seconds: of all 10,000 PINs 34 are compared."""
    for n in range(10_000):
        press(gallery, f"{n:04}" if n != 4821 else "0000", f"10.{n % 250}.{n // 250}.1")
        clock.pass_by(seconds=8.64)
    assert db.session.scalar(select(func.count(PinTry.id))) == 34


def test_a_right_pin_forgives_the_slips_of_its_address(gallery):
    """Sixty parents who each mistype once do not lock the link."""
    for n in range(60):
        assert press(gallery, "0000", f"10.0.1.{n}") == "wrong"
        assert press(gallery, "4821", f"10.0.1.{n}") == "right"


def test_another_link_of_the_gallery_is_counted_for_itself(gallery):
    for n in range(30):
        press(gallery, "0000", f"10.0.1.{n}")
    assert press(gallery, "4821", link="b" * 64) == "right"


def test_tries_at_the_same_moment_are_judged_one_after_the_other(app, gallery):
    gallery_id = gallery.id

    def run(n):
        return press(db.session.get_one(Gallery, gallery_id), "0000")

    assert sorted(at_once(app, 20, run)) == ["waiting"] * 11 + ["wrong"] * 9


def test_a_new_pin_ends_every_grant_and_opens_what_was_locked(gallery):
    epochs = [one.link_epoch for one in gallery.invitations]
    for n in range(30):
        press(gallery, "0000", f"10.0.1.{n}")
    pins.set_pin(gallery, "773401")
    assert [one.link_epoch for one in gallery.invitations] == [epoch + 1 for epoch in epochs]
    assert press(gallery, "773401", "192.0.2.7") == "right"


def test_without_a_pin_nothing_is_asked(gallery):
    pins.remove_pin(gallery)
    assert press(gallery, "") == "right"


def test_addresses_are_not_kept_as_they_are(gallery):
    press(gallery, "0000", "198.51.100.23")
    assert "198.51" not in db.session.scalars(select(PinTry.address_hash)).one()
