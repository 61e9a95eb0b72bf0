"""A school's public session: thirty parents, one link, and everybody gets exactly their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.journeys.guest import Guest
from tests.journeys.parent import Parent
from tests.journeys.photographer import Photographer, Session

PIN = "4821"
PHOTOS = 6
WITH_WINDOW, WITHOUT = 3, 27
AT_ONCE = 6
MAILS_LIMIT_S = 120.0


@pytest.fixture
def owner(stack, new_browser, photographs):
    account = stack.make_studio("pl")
    person = Photographer(stack, account, new_browser()).sign_in()
    person.create(Session("Klasa IIIb", "Wychowawczyni", "klasa@example.com", extra="10,00"))
    person.upload(photographs[:PHOTOS])
    person.set_pin(PIN)
    person.make_public()
    return person


def test_thirty_parents_choose_by_one_link_and_get_exactly_their_own(
    owner, new_browser, photographs
):
    """N-07, M-03, M-07: own cart, own order, own mails; nobody sees anybody else's."""
    link = owner.public_link()
    names = [photo.name for photo in photographs[:PHOTOS]]
    guests = [_by_hand(owner, new_browser(), link, names, n) for n in range(WITH_WINDOW)]
    ids = _photo_ids(owner, names)
    parents = [_parent(owner, WITH_WINDOW + n) for n in range(WITHOUT)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(lambda one: _choose_and_order(one, link, ids), parents))
    assert len({*numbers, *(number for _email, number in guests)}) == WITH_WINDOW + WITHOUT
    _expect_orders(owner, names)
    _expect_mails(owner, numbers, parents)
    _expect_nobody_was_told_of_others(parents)
    _expect_the_studio_sees_all(owner)


def _by_hand(owner, browser, link, names, n):
    """A parent with a window: the first press asks for the name and is done afterwards."""
    guest = Guest(owner.stack, browser)
    guest.open(link)
    expect(guest.page.locator("img")).to_have_count(0)
    guest.enter(PIN)
    first, second = _wishes(names, n)
    guest.press_for_the_first_time(first, f"Rodzic {n}", _email(n))
    guest.pick(second)
    assert guest.lines() == [name for name in names if name in (first, second)]
    return _email(n), guest.place_order()


def _parent(owner, n):
    return Parent(owner.stack, f"Rodzic {n}", _email(n))


def _choose_and_order(parent, link, ids):
    n = int(parent.name.split()[1])
    first, second = _wishes(ids, n)
    parent.enter(link, PIN)
    parent.introduce_by_picking(first)
    parent.pick(second)
    return parent.place_order()


def _wishes(of, n):
    """Two different photos, another pair for the neighbours."""
    return of[n % PHOTOS], of[(n + 1 + n // PHOTOS) % PHOTOS]


def _email(n):
    return f"rodzic-{n}@example.com"


def _photo_ids(owner, names):
    query = "SELECT filename, id FROM photos WHERE gallery_id = ? AND folder = 'proofs'"
    found = dict(owner.stack.rows(query, owner.gallery_id))
    return [found[name] for name in names]


def _expect_orders(owner, names):
    query = """SELECT client_email, filename, kind FROM orders JOIN order_lines
        ON order_id = orders.id WHERE gallery_id = ? AND filename <> ''"""
    ordered: dict[str, set[str]] = {}
    for email, filename, _kind in owner.stack.rows(query, owner.gallery_id):
        ordered.setdefault(email, set()).add(filename)
    expected = {_email(n): set(_wishes(names, n)) for n in range(WITH_WINDOW + WITHOUT)}
    assert ordered == expected


def _expect_mails(owner, numbers, parents):
    """Two to each: their own link, and their own order with its own number."""
    for parent, number in zip(parents, numbers, strict=True):
        mails = owner.stack.wait_for_mails(parent.email, 2, MAILS_LIMIT_S)
        text = "".join(mail.get_body(("plain",)).get_content() for mail in mails)
        assert len(mails) == 2
        assert f"#{number}" in "".join(mail["Subject"] for mail in mails)
        assert not [other.email for other in parents if other != parent and other.email in text]
        own = [mail for mail in mails if f"#{number}" not in mail["Subject"]]
        assert f"{owner.stack.url}/g/" in own[0].get_body(("plain",)).get_content()
    owner.stack.wait_for_mails(owner.account.email, WITH_WINDOW + WITHOUT, MAILS_LIMIT_S)


def _expect_nobody_was_told_of_others(parents):
    for parent in parents:
        others = {word for one in parents if one is not parent for word in (one.name, one.email)}
        text = "\n".join(parent.seen)
        told = [word for word in others if f"{word}<" in text or f'"{word}"' in text]
        assert told == [], parent.email


def _expect_the_studio_sees_all(owner):
    """M-03, M-07: views without names, every visitor with their order."""
    owner.open_tab("orders")
    banner = owner.page.locator("#banner .banner")
    expect(banner).to_contain_text("Wyświetlono")
    expect(banner).not_to_contain_text("Rodzic")
    owner.open_tab("settings/access")
    expect(owner.page.locator("#visitors li.person")).to_have_count(WITH_WINDOW + WITHOUT)
