"""M-21, M-22, M-29: help for every export, open to everybody."""

import re

import pytest

from formats.exports.programs import PROGRAMS

SLUGS = [program.slug for program in PROGRAMS]
NAMES = {
    "lightroom": "Lightroom Classic",
    "capture-one": "Capture One",
    "bridge": "Adobe Bridge",
    "photo-mechanic": "Photo Mechanic",
    "digikam": "digiKam",
    "windows": "Windows",
    "macos": "macOS",
    "darktable": "darktable",
    "total-commander": "Total Commander",
    "txt": "TXT",
    "csv": "CSV",
    "json": "JSON",
}


@pytest.fixture
def web(application):
    """A browser outside any application context, which would keep the first page's language."""
    return application.test_client()


def text_of(web, path, language):
    answer = web.get(path, query_string={"lang": language})
    assert answer.status_code == 200
    return answer.text


def test_the_index_links_to_the_help_of_every_program(web):
    """M-22"""
    page = text_of(web, "/help/export", "pl")
    assert "<h1>Baza Wiedzy – eksport zdjęć i odbitek</h1>" in page
    for slug in SLUGS:
        assert f'href="/help/export/{slug}"' in page


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("pl", "Jeszcze nie wypróbowano w żadnej wersji"), ("en", "Not yet tried in any version")],
)
def test_a_page_names_its_program_and_admits_what_nobody_has_tried(web, slug, language, sentence):
    """M-21: 200 in both languages."""
    page = text_of(web, f"/help/export/{slug}", language).replace("\u00a0", " ")
    assert NAMES[slug] in re.search("<h1>(.*)</h1>", page)[1]
    assert sentence in page
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("path", ["/help/export", *(f"/help/export/{slug}" for slug in SLUGS)])
@pytest.mark.parametrize(
    ("language", "date"),
    [("pl", r"Aktualizowane na: \d\d/\d\d/\d{4}"), ("en", r"Updated on \d\d/\d\d/\d{4}")],
)
def test_every_page_tells_when_it_was_updated(web, path, language, date):
    """M-29"""
    assert re.search(date, text_of(web, path, language))


@pytest.mark.parametrize("path", ["/help/prints", *(f"/help/export/{slug}" for slug in SLUGS)])
def test_a_polish_page_has_no_english_left(web, path):
    pages = [text_of(web, path, language) for language in ("pl", "en")]
    polish, english = (re.findall(r"<(p|li|h[12])>(.*?)</\1>", page, re.DOTALL) for page in pages)
    assert len(polish) == len(english) > 5
    assert not set(polish) & set(english)


def test_a_program_that_kadr_does_not_know_has_no_page(web):
    assert web.get("/help/export/paint").status_code == 404
    assert web.get("/help/export/../secrets").status_code == 404
