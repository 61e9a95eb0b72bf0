"""In which order the photos hang, and the chapters they hang in."""

import re
from datetime import datetime

import pytest
from sqlalchemy import update

from extensions import db
from models import Chapter, Photo
from tests.blueprints.proofing.conftest import HTMX, counted_statements
from tests.blueprints.proofing.test_gallery import fill, shown_ids

TIME = datetime(2026, 6, 20, 14, 30)


@pytest.fixture
def clocks(photos):
    """The camera's clock says 3, 1, none, 2, none for the photos 1 to 5."""
    for photo, minute in zip(photos, (3, 1, None, 2, None), strict=True):
        photo.captured_at = TIME.replace(minute=minute) if minute else None
    db.session.commit()
    return photos


@pytest.fixture
def chapters(gallery, photos):
    """Photos 4 and 2 in "Ceremonia", 3 in "Wesele", 1 and 5 in none; the first is drawn last."""
    rows = [
        Chapter(gallery_id=gallery.id, name="Wesele", position=1),
        Chapter(gallery_id=gallery.id, name="Ceremonia", position=0),
        Chapter(gallery_id=gallery.id, name="Pusty", position=2),
    ]
    db.session.add_all(rows)
    db.session.flush()
    for at, chapter in ((1, rows[1]), (3, rows[1]), (2, rows[0])):
        photos[at].chapter_id = chapter.id
    db.session.commit()
    return rows


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<b class="num">(\d+)</b>', page)]


def test_by_time_the_photos_follow_the_clock_and_those_without_come_last(client_web, clocks):
    page = client_web.get(f"{client_web.base}/photos?sort=time").text
    assert numbers(page) == [2, 4, 1, 3, 5]
    assert numbers(client_web.get(f"{client_web.base}/photos").text) == [1, 2, 3, 4, 5]


def test_without_any_clock_nothing_can_be_sorted(client_web):
    assert "sort=time" not in client_web.get(f"{client_web.base}/photos").text


def test_an_unknown_order_filter_or_chapter_is_no_error(client_web, photos):
    page = client_web.get(f"{client_web.base}/photos?sort=x&show=y&chapter=z").text
    assert len(shown_ids(page)) == 5
    assert shown_ids(client_web.get(f"{client_web.base}/photos?chapter=99").text) == []


def test_the_order_is_kept_by_every_link_of_the_wall(client_web, make, invitation, clocks):
    make.make_cart(invitation, clocks[:2])
    page = client_web.get(f"{client_web.base}/photos?show=picked&sort=time&lang=en").text
    assert f'href="{client_web.base}/photos/{clocks[1].id}?show=picked&amp;sort=time"' in page
    assert 'href="' + client_web.base + '/photos?show=notes&amp;sort=time"' in page
    assert "show=picked&amp;sort=time&amp;lang=pl" in page
    assert '<input type="hidden" name="sort" value="time">' in page


def test_the_large_photo_turns_and_strips_in_the_order_of_the_wall(client_web, clocks):
    page = client_web.get(f"{client_web.base}/photos/{clocks[3].id}?sort=time").text
    base = f"{client_web.base}/photos"
    assert f'rel="prev" href="{base}/{clocks[1].id}?show=all&amp;sort=time"' in page
    assert f'rel="next" href="{base}/{clocks[0].id}?show=all&amp;sort=time"' in page
    strip = re.search(r'<nav class="strip".*?</nav>', page, re.S)[0]
    order = [clocks[at].id for at in (1, 3, 0, 2, 4)]
    assert [int(one) for one in re.findall(r'href="[^"]*/photos/(\d+)\?', strip)] == order
    close = re.search(r'id="close" href="([^"]*)"', page)[1]
    assert close == f"{base}?show=all&amp;sort=time&amp;until={clocks[3].id}#p{clocks[3].id}"


def test_a_press_without_javascript_leads_back_to_the_same_order(client_web, photos):
    address = f"{client_web.base}/photos/{photos[1].id}/pick"
    data = {"picked": "1", "sort": "time", "chapter": "7"}
    assert "sort=time&chapter=7" in client_web.post(address, data=data).location


def test_chapters_have_headings_with_counts_and_photos_in_none_come_first(client_web, chapters):
    page = client_web.get(f"{client_web.base}/photos").text
    assert numbers(page) == [1, 5, 2, 4, 3]
    headings = re.findall(r'<h2 class="chapter"[^>]*>([^<]*) <span[^>]*>(\d+)<', page)
    assert headings == [("Ceremonia", "2"), ("Wesele", "1")]


def test_one_chapter_alone_keeps_its_numbers_and_counts_its_filters(
    client_web, make, invitation, photos, chapters
):
    make.make_cart(invitation, [photos[0], photos[3]])
    page = client_web.get(f"{client_web.base}/photos?chapter={chapters[1].id}").text
    assert numbers(page) == [2, 4]
    assert re.findall(r'class="chip"[^>]*>[^<]+<span class="num">(\d+)', page) == [
        *("2", "1"),
        *("2", "1", "1", "0"),
    ]


def test_a_chapter_is_sorted_by_time_inside(client_web, clocks, chapters):
    page = client_web.get(f"{client_web.base}/photos?sort=time").text
    assert numbers(page) == [1, 5, 2, 4, 3]


def test_a_chapter_that_is_renamed_is_shown_so_at_once(client_web, chapters):
    client_web.get(f"{client_web.base}/photos")
    chapters[0].name = "Zabawa"
    db.session.commit()
    page = client_web.get(f"{client_web.base}/photos").text
    assert "Zabawa <span" in page
    assert "Wesele" not in page


def test_a_single_chapter_divides_nothing_and_is_not_told(client_web, photos, chapters):
    for photo in photos:
        photo.chapter_id = chapters[0].id
    db.session.commit()
    page = client_web.get(f"{client_web.base}/photos").text
    assert "Wesele" not in page
    assert numbers(page) == [1, 2, 3, 4, 5]


def test_a_name_of_a_chapter_never_runs(client_web, chapters):
    chapters[0].name = "<script>x</script>"
    db.session.commit()
    assert "<script>x" not in client_web.get(f"{client_web.base}/photos").text


@pytest.fixture
def long(client_web, make, gallery, photos):
    """420 photos more, the first half of them in a chapter."""
    fill(gallery, 420)
    chapter = make.save(Chapter(gallery_id=gallery.id, name="Plener"))
    half = Photo.number < 210
    of_gallery = Photo.gallery_id == gallery.id
    db.session.execute(update(Photo).where(of_gallery, half).values(chapter_id=chapter.id))
    db.session.commit()
    return client_web


def test_portions_of_a_long_wall_join_without_gap_repetition_or_a_second_heading(long):
    page = long.get(f"{long.base}/photos").text
    whole, answers = shown_ids(page), [page]
    while more := re.search(r'hx-get="([^"]*)"', answers[-1].split('id="more"')[-1]):
        answers.append(long.get(more[1].replace("&amp;", "&"), headers=HTMX).text)
        whole += shown_ids(answers[-1])
    ids = [one.id for one in db.session.query(Photo).order_by(Photo.chapter_id.is_not(None))]
    assert len(whole) == 425 == len(set(whole))
    assert set(whole) == set(ids)
    assert "".join(answers).count('class="chapter"') == 1


def test_a_place_far_down_is_reached_in_any_order(long):
    for look in ("sort=time", "sort=number", "show=unpicked"):
        page = long.get(f"{long.base}/photos?{look}").text
        last = re.search(r"until=(\d+)", page)[1]
        assert int(last) in shown_ids(long.get(f"{long.base}/photos?{look}&until={last}").text)


def test_order_and_chapters_cost_one_statement_more_for_any_number_of_photos(long):
    counts = []
    for query in ("", "?sort=time", "?show=unpicked&after=120"):
        with counted_statements() as statements:
            long.get(f"{long.base}/photos{query}")
        counts.append(len(statements))
    assert max(counts) <= 10
