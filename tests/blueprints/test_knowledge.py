"""The knowledge base: articles, their pictures, and a search through all of it."""

import re

import pytest

from blueprints.knowledge import ARTICLES
from config import ROOT

SLUGS = [article.slug for article in ARTICLES]
PICTURES_BYTES = 1_500_000


@pytest.fixture
def web(application):
    """A browser outside any application context, which would keep the first page's language."""
    return application.test_client()


def text_of(web, path, language="pl", **query):
    answer = web.get(path, query_string={"lang": language} | query)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def found(web, words, language="pl"):
    """Addresses that the search gives, best first."""
    page = text_of(web, "/help", language, q=words)
    return re.findall(r'<li><a href="(/help/[^"]+)">', page)


def test_the_index_leads_to_every_article_and_to_the_export(web):
    """M-22."""
    page = text_of(web, "/help")
    assert "<h1>Baza Wiedzy</h1>" in page
    for slug in SLUGS:
        assert f'href="/help/{slug}"' in page
    assert 'href="/help/export"' in page


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    ("language", "date"),
    [("pl", r"Aktualizowane na: \d\d/\d\d/\d{4}"), ("en", r"Updated on \d\d/")],
)
def test_an_article_speaks_both_languages_and_tells_its_day(web, slug, language, date):
    """M-21, M-29."""
    page = text_of(web, f"/help/{slug}", language)
    assert f'<html lang="{language}"' in page
    assert re.search(date, page)
    assert ("Knowledge Base" in page) == (language == "en")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_picture_is_there_and_says_what_it_shows(web, language):
    for slug in SLUGS:
        for name, words in re.findall(
            r'src="/static/[^/]+/(help/[^"]+)"[^>]*alt="([^"]*)"',
            text_of(web, f"/help/{slug}", language),
        ):
            assert (ROOT / "static" / name).is_file(), name
            assert name.startswith(f"help/{language}/")
            assert words


def test_all_pictures_together_are_small():
    pictures = [*(ROOT / "static" / "help").rglob("*.webp")]
    assert pictures
    assert sum(path.stat().st_size for path in pictures) <= PICTURES_BYTES


def test_a_word_in_a_title_comes_before_one_in_a_text(web):
    assert found(web, "zasady")[0] == "/help/rules"
    assert found(web, "prices", "en")[0] == "/help/prices"
    assert len(found(web, "zasady")) > 1


def test_letters_without_marks_and_other_endings_find_the_same(web):
    assert "/help/hand-over" in found(web, "przekazac zdjec")
    assert "/help/prices" in found(web, "ODBITKI")
    assert "/help/prices" in found(web, "odbitek")


def test_programs_of_the_export_are_found_as_well(web):
    assert found(web, "Lightroom")[0] == "/help/export/lightroom"


def test_all_words_have_to_be_there(web):
    assert "/help/downloads" in found(web, "telefonie strzałka")
    assert found(web, "zdjecia xyzzy") == []


@pytest.mark.parametrize("words", ["<script>x</script>", "%", "  ", "a" * 5000, "'--"])
def test_whatever_is_typed_the_page_answers(web, words):
    page = text_of(web, "/help", q=words)
    assert "<script>x" not in page


def test_nothing_found_is_said(web):
    assert "Nic o „xyzzy”" in text_of(web, "/help", q="xyzzy")


def test_an_article_that_is_none_is_not_there(web):
    assert web.get("/help/nothing").status_code == 404
    assert web.get("/help/layout").status_code == 404
