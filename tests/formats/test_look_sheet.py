"""A gallery's look as a stylesheet: readable whatever colour a studio has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from formats import look_sheet
from formats.contrast import color, contrast

colors = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def tokens(sheet):
    """{name: (light, dark)} of a sheet or of tokens.css."""
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", sheet)
    return {name: (light, dark) for name, light, dark in found}


def test_greens_and_grounds_are_those_of_the_tokens():
    """tokens.css stays the one place with raw values; what is repeated here must agree."""
    ours = tokens((config.ROOT / "static/css/tokens.css").read_text("utf-8"))
    for name, pair in look_sheet.GREENS.items():
        assert ours[name] == pair
    for place, ground in enumerate(look_sheet.GROUNDS.values()):
        assert color(ours["wall"][place]) == ground.wall
        assert color(ours["surface"][place]) == ground.surface


def test_a_scheme_without_an_accent_is_one_line():
    assert look_sheet.look_sheet("dark", "") == ":root { color-scheme: dark; }\n"
    assert look_sheet.look_sheet("auto", "") == ""


@given(colors)
def test_whatever_the_accent_everything_written_can_be_read(accent):
    """4.5 : 1 for the main button, what is green on the page, and words on green tint."""
    found = tokens(look_sheet.look_sheet("auto", accent))
    assert set(found) == set(look_sheet.GREENS)
    for place, ground in enumerate(look_sheet.GROUNDS.values()):
        used = {name: color(pair[place]) for name, pair in found.items()}
        assert contrast(used["green"], ground.wall) >= 4.5
        assert contrast(used["on-green"], used["green"]) >= 4.5
        assert contrast(used["on-green"], used["green-hover"]) >= 4.5
        for soft in (used["green-soft"], used["green-soft-hover"]):
            assert contrast(used["green-ink"], soft) >= 4.5


@pytest.mark.parametrize(
    ("accent", "scheme", "is_used"),
    [
        ("#7a1f3d", "light", True),
        ("#7a1f3d", "dark", False),
        ("#f0d060", "light", False),
        ("#f0d060", "dark", True),
    ],
)
def test_an_accent_that_cannot_be_read_leaves_green(accent, scheme, is_used):
    place = ("light", "dark").index(scheme)
    shown = tokens(look_sheet.look_sheet("auto", accent))["green"][place]
    assert look_sheet.is_readable(accent, scheme) is is_used
    assert shown == (accent if is_used else look_sheet.GREENS["green"][place])
