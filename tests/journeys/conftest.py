"""The ground of the journeys: one stack and one Chromium per test process."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.journeys import pictures
from tests.journeys.chromium import CONTEXT, launch
from tests.journeys.photographer import Photographer, Session
from tests.journeys.stack import Account, Stack
from tests.journeys.watch import Watch

LIMIT_MS = 20_000  # of one step, on a busy machine
expect.set_options(timeout=LIMIT_MS)
LANGUAGES = {"pl": "pl-PL", "en": "en-GB"}


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    whole = Stack()
    try:
        whole.start()
        yield whole
    finally:
        whole.stop()


@pytest.fixture(scope="session")
def studio(stack) -> Account:
    return stack.make_studio("pl")


@pytest.fixture(scope="session")
def photographs(tmp_path_factory) -> list:
    """At least twenty files as a photographer's card holds them."""
    return pictures.photographs(tmp_path_factory.mktemp("photographs"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playing:
        yield playing


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def sent(stack, studio, chromium, photographs) -> str:
    """Link of a session of nine photographs."""
    context = chromium.new_context(base_url=stack.url, **CONTEXT)
    owner = Photographer(stack, studio, context).sign_in()
    owner.create(Session("Nad jeziorem", "Ewa Lis", "ewa.lis@example.com", package=3, extra="40"))
    owner.upload(photographs[:9])
    owner.send()
    link = owner.link_of("ewa.lis@example.com")
    context.close()
    return link


@pytest.fixture
def new_browser(stack, chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers that know nothing of one another; see `open_browser`.

    Afterwards the test fails for everything that went wrong in one of their pages.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def new(locale: str = "pl", **options) -> BrowserContext:
        wishes = CONTEXT | {"locale": LANGUAGES[locale]} | options
        context = chromium.new_context(base_url=stack.url, **wishes)
        context.set_default_timeout(LIMIT_MS)
        watch = Watch(context, stack.url)
        opened.append((context, watch))
        return context

    yield new
    faults = [fault for _, watch in opened for fault in watch.faults]
    for context, _ in opened:
        context.close()
    assert faults == [], stack.log("web")[-3000:]
