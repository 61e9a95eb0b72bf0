"""Every way of looking names up, beside the plainest way to say it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats import searches

names = st.lists(st.text("aAób1_. ", min_size=1, max_size=5), max_size=10, unique=True)
unhurried = settings(deadline=None)


def bare(name):
    letters = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def like(wanted, name):
    """SQL's LIKE '%wanted%' with its sign for any one sign."""
    return any(
        all(w in ("_", n) for w, n in zip(wanted, name[at:], strict=False))
        for at in range(len(name) - len(wanted) + 1)
    )


def by_words(wanted, name):
    first, *words = f"{wanted}.".split()
    return f"{name}.".startswith(first) and all(word in f"{name}." for word in words)


# What a file called `name` plus any extension is found by.
PLAIN = {
    "LIGHTROOM_TEXT": lambda wanted, name: wanted in name,
    "LIGHTROOM_RULES": by_words,
    "FILES": lambda wanted, name: wanted == name,
    "WINDOWS_SEARCH": lambda wanted, name: f"{name}.".startswith(f"{wanted}."),
    "FINDER_SEARCH": lambda wanted, name: f"{bare(name)}.".startswith(f"{bare(wanted)}."),
    "DARKTABLE": lambda wanted, name: like(f"{wanted}.", f"{name}."),
}


@pytest.mark.parametrize("search", PLAIN)
@unhurried
@given(names, names)
def test_it_finds_what_comparing_every_pair_would_find(search, sought, others):
    look_up = getattr(searches, search)
    sought = [name for name in sought if look_up.carries(name)]
    found = look_up.finds(sought, others)
    expected = [
        [place for place, name in enumerate(others) if PLAIN[search](wanted, name)]
        for wanted in sought
    ]
    assert [sorted(set(places)) for places in found] == expected
