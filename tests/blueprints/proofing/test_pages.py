"""Every page of a client, in both languages: complete, clean, and without the secret."""

import re

import pytest

from tests.blueprints.proofing.conftest import finish, hand_over

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|\ssrc=.data:")


@pytest.fixture
def pages(client_web, make, gallery, invitation, photos):
    gallery.welcome_text = "Dzień dobry"
    make.make_method(gallery, kind="courier", name="Kurier")
    make.make_method(gallery, kind="locker", name="Paczkomat")
    order = make.make_order(
        make.make_cart(invitation, photos[:1]),
        gallery.prices.delivery_methods[0],
        street="a",
        postcode="b",
        city="c",
    )
    make.make_cart(invitation, photos[1:4], notes=["jaśniej"])
    finish(make, gallery, *(f"DSC_{number:04}.JPG" for number in range(1, 12)))
    hand_over(gallery)
    base = client_web.base
    return [
        f"{base}/photos",
        f"{base}/photos/{photos[1].id}",
        f"{base}/cart",
        f"{base}/orders/{order.number}",
        f"{base}/delivery",
    ]


@pytest.mark.parametrize(("lang", "word"), [("pl", "Język"), ("en", "Language")])
def test_every_page_speaks_the_language_that_was_chosen(client_web, pages, lang, word):
    for address in pages:
        answer = client_web.get(f"{address}?lang={lang}")
        assert answer.status_code == 200
        assert f'<html lang="{lang}">' in answer.text
        assert f'aria-label="{word}"' in answer.text or "lightbox" in answer.text


def test_a_page_speaks_the_gallerys_language_by_itself(app, make, gallery):
    from tests.conftest import enter

    gallery.locale = "en"
    browser = enter(app, gallery.invitations[0])
    assert '<html lang="en">' in browser.get(f"/g/{gallery.code}/photos").text


def test_no_page_carries_inline_style_or_script(client_web, pages):
    for address in pages:
        assert INLINE.findall(client_web.get(address).text) == []


def test_every_form_carries_method_action_and_token(application, client_web, pages):
    for address in pages:
        for form in re.findall(r"<form.*?</form>", client_web.get(address).text, re.S):
            assert 'method="post"' in form
            assert 'action="/g/' in form
            assert 'name="csrf_token"' in form


def test_no_page_behind_the_cover_knows_the_secret(client_web, make, invitation, pages):
    token = make.token_of(invitation)
    for address in pages:
        assert token not in client_web.get(address).text


def test_ids_are_unique_on_every_page(client_web, pages):
    for address in pages:
        ids = re.findall(r'\sid="([^"]+)"', client_web.get(address).text)
        assert len(ids) == len(set(ids)), address
