"""The example environment: every setting that an installation may have, and no other."""

import re

import config
from tests.fakes.front import ROOT

EXAMPLE = (ROOT / "deploy" / "kadr.env.example").read_text()
# What only tests and ./run set, and what only the backup reads.
OF_TESTS = {"CRASH_AT", "BACKOFF_SCALE", "KADR_DEV_MAIL"}
OF_BACKUPS = {"RESTIC_REPOSITORY"}


def test_every_setting_is_in_the_example_and_no_other():
    names = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.M)
    assert len(names) == len(set(names))
    assert set(names) == {one.name for one in config.SETTINGS} - OF_TESTS | OF_BACKUPS


def test_what_is_commented_out_is_the_default():
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, re.M))
    defaults = {one.name: one.default or "" for one in config.SETTINGS}
    assert shown
    assert {name: defaults[name] for name in shown} == shown
