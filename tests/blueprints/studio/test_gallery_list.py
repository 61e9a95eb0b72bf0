"""The list of sessions."""

from datetime import timedelta

import pytest

from models.types import utc_now
from tests.blueprints.studio.looking import get, queries


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def test_the_list_is_filtered_sorted_and_counted_in_the_address(make, studio, studio_web):
    days = [studio.today() + timedelta(days=n) for n in (3, 1, 2)]
    for title, day in zip("BCA", days, strict=True):
        make.make_gallery(studio, title=f"Sesja {title}", select_until_on=day, sent_at=utc_now())
    make.make_gallery(studio, title="Robocza")

    def titles(query):
        page = get(studio_web, f"/studio/galleries?{query}")
        return [title for title in page.split('class="name" href')[1:] for title in [title[:90]]]

    def order(query):
        return "".join(one.split("Sesja ")[1][0] for one in titles(query) if "Sesja " in one)

    assert order("") == "ACB"
    assert order("sort=title") == "ABC"
    assert order("sort=until") == "CAB"
    assert order("sort=until&q=sesja+b") == "B"
    assert len(titles("state=draft")) == 1


def test_the_list_needs_as_many_statements_for_fifty_sessions_as_for_two(make, studio, studio_web):
    for _ in range(2):
        make.make_photo(make.make_gallery(studio))
    few = queries(lambda: studio_web.get("/studio/galleries"))
    for _ in range(8):
        make.make_photo(make.make_gallery(studio))
    assert queries(lambda: studio_web.get("/studio/galleries")) == few
