"""The stylesheet of one gallery's look: its scheme, and its accent in the place of green.

An accent that cannot be read on the pages of a scheme is left out there: green stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from formats.contrast import Color, color, contrast, mixed, name, readable

LEAST_RATIO = 4.5
TEXT_RATIO = 7.0
BLACK, WHITE = color("#000000"), color("#ffffff")


@dataclass(frozen=True)
class Ground:
    """Tokens of one scheme in tokens.css that an accent is seen on."""

    wall: Color
    surface: Color


GROUNDS = {
    "light": Ground(color("#fafafa"), color("#ffffff")),
    "dark": Ground(color("#121312"), color("#1a1c1b")),
}
GREENS = {
    "green": ("#1b6a46", "#40b07d"),
    "green-hover": ("#155538", "#56c391"),
    "on-green": ("#ffffff", "#04140c"),
    "green-soft": ("#e4f2ea", "#14291f"),
    "green-soft-hover": ("#d3eadd", "#1a3628"),
    "green-line": ("#b3d8c4", "#28543f"),
    "green-ink": ("#14583a", "#85d8b1"),
}


def ratio(accent: str, scheme: str) -> float:
    """The accent's least contrast with what it lies on in "light" or "dark"."""
    ground = GROUNDS[scheme]
    return min(contrast(color(accent), under) for under in (ground.wall, ground.surface))


def is_readable(accent: str, scheme: str) -> bool:
    return ratio(accent, scheme) >= LEAST_RATIO


def look_sheet(scheme: str, accent: str) -> str:
    """CSS for a `scheme` of "auto", "light" or "dark", and "#rrggbb" or no accent."""
    lines = [] if scheme == "auto" else [f"color-scheme: {scheme};"]
    if accent:
        lines += _accent_lines(accent)
    return ":root { " + " ".join(lines) + " }\n" if lines else ""


def _accent_lines(accent: str) -> list[str]:
    light, dark = (
        _tokens(color(accent), scheme) if is_readable(accent, scheme) else _green(place)
        for place, scheme in enumerate(GROUNDS)
    )
    return [f"--{token}: light-dark({light[token]}, {dark[token]});" for token in GREENS]


def _green(place: int) -> dict[str, str]:
    return {token: values[place] for token, values in GREENS.items()}


def _tokens(accent: Color, scheme: str) -> dict[str, str]:
    surface = GROUNDS[scheme].surface
    away = BLACK if scheme == "light" else WHITE
    soft, soft_hover = mixed(accent, surface, 0.1), mixed(accent, surface, 0.17)
    written = max((BLACK, WHITE), key=lambda ink: contrast(ink, accent))
    values = {
        "green": accent,
        "green-hover": mixed(accent, away, 0.82),
        "on-green": written,
        "green-soft": soft,
        "green-soft-hover": soft_hover,
        "green-line": mixed(accent, surface, 0.35),
        "green-ink": readable(accent, soft_hover, TEXT_RATIO),
    }
    return {token: name(value) for token, value in values.items()}
