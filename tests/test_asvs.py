"""docs/asvs.md: complete, counted, and its places are there."""

import re
from collections import Counter

import config

LIST = (config.ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (yes|partly|no|n/a) \| (.+) \|$", LIST, re.M)
TOTALS = re.findall(r"^\| ([12]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", LIST, re.M)


def test_every_requirement_of_both_levels_is_there_once():
    """ASVS 5.0.0 has 70 of level 1 and 183 of level 2."""
    assert Counter(level for _, level, _, _ in ROWS) == {"1": 70, "2": 183}
    assert len({name for name, *_ in ROWS}) == len(ROWS)


def test_the_figures_are_those_of_the_list():
    counted = Counter((level, state) for _, level, state, _ in ROWS)
    for level, *told, total in TOTALS:
        states = [counted[level, state] for state in ("yes", "partly", "no", "n/a")]
        assert [int(number) for number in told] == states
        assert int(total) == sum(states)


def test_every_place_that_is_named_is_there():
    named = {path for *_, shown in ROWS for path in re.findall(r"`([a-z_]+[/.][^`]+)`", shown)}
    assert {path for path in named if not (config.ROOT / path).exists()} == set()
