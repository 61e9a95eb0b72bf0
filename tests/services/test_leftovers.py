"""Bytes that no row names are swept, and nothing else."""

import os
from datetime import timedelta

import pytest

from models.types import utc_now
from services import leftovers, schedule
from services.files import storage
from tests.blueprints.studio.shelf import keep_bytes


@pytest.fixture
def photo(make):
    photo = make.make_photo()
    keep_bytes(photo)
    return photo


def left_behind(photo, name, age):
    """A file as a process leaves it that died after a photo was replaced."""
    key = f"galleries/{photo.gallery_id}/{name}"
    storage().put(key, b"old")
    then = (utc_now() - age).timestamp()
    os.utime(storage().local_path(key), (then, then))
    return key


@pytest.mark.parametrize("name", ["proofs/" + "0" * 64, "renditions/1-abcd-proof.jpg"])
def test_what_no_row_names_is_deleted_once_it_is_a_day_old(photo, name):
    old = left_behind(photo, name, timedelta(days=2))
    young = left_behind(photo, f"{name}2", timedelta(hours=2))
    assert leftovers.sweep(utc_now()) == 1
    assert not storage().exists(old)
    assert storage().exists(young)


def test_what_a_row_names_stays_however_old_it_is(photo):
    kept = list(storage().list(f"galleries/{photo.gallery_id}"))
    assert leftovers.sweep(utc_now() + timedelta(days=900)) == 0
    assert list(storage().list(f"galleries/{photo.gallery_id}")) == kept


def test_it_runs_by_the_clock():
    assert schedule.TASKS["leftovers"].every == "TIDY_EVERY_S"
