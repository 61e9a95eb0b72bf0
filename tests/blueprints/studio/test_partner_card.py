"""The card of a client who is a partner, and the settings of the module."""

import re

import pytest

from extensions import db
from models import FeedDownload, Partner
from models.partner_token import TokenKind
from services import partner_tokens
from tests import feeding
from tests.blueprints.studio.looking import get
from tests.conftest import sign_in

TITLE = "Udostępnianie oferty do integracji i obsługa zamówień dropshippingowych"
ORDERS = "Zezwól na składanie zamówień dropshippingowych (CustomerAPI)"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def partner(make, studio):
    return make.make_partner(studio, make.make_shop_list(studio, "Odbitki B2B"), may_order=False)


@pytest.fixture
def offer(partner):
    return f"/studio/clients/{partner.client_id}/offer"


def send(studio_web, address, status=303, **fields):
    answer = studio_web.post(address, data=fields)
    assert answer.status_code == status, answer.status
    return answer.text


def switch(page, name):
    return page.split(f'name="{name}"', 1)[1].split(">", 1)[0]


def test_the_module_is_switched_on_in_the_settings(studio_web, studio, make):
    """I-05."""
    page = get(studio_web, "/studio/settings/offer")
    assert "Ustawienia udostępniania ofert do integracji" in page
    assert "Administracja" in page
    assert "Włącz moduł" in page
    send(studio_web, "/studio/settings/offer", is_on="1")
    assert "checked" in switch(get(studio_web, "/studio/settings/offer"), "is_on")
    send(studio_web, "/studio/settings/offer")
    assert "checked" not in switch(get(studio_web, "/studio/settings/offer"), "is_on")


def test_without_the_module_a_card_shows_only_where_to_activate_it(studio_web, partner, offer):
    """I-05."""
    send(studio_web, "/studio/settings/offer")
    page = get(studio_web, offer)
    assert TITLE in page
    assert "Najpierw aktywuj moduł" in page
    assert "/studio/settings/offer" in page
    assert "Format danych" not in page
    assert "Klucz API" not in page


def test_a_client_without_an_offer_gets_one_from_the_card(studio_web, studio, make):
    """I-06."""
    client = make.make_client(studio)
    card = f"/studio/clients/{client.id}"
    assert "Najpierw aktywuj moduł" in get(studio_web, card)
    send(studio_web, "/studio/settings/offer", is_on="1")
    assert "Udostępnij ofertę temu klientowi" in get(studio_web, card)
    send(studio_web, f"{card}/partner")
    assert "Dodaj co najmniej jeden sklep" in get(studio_web, f"{card}/offer")
    assert "Oferta wyłączona" in get(studio_web, card)


def test_the_section_has_the_words_of_the_seed(studio_web, partner, offer):
    """I-06, I-11."""
    page = get(studio_web, offer)
    words = (
        *(TITLE, "Włącz generowanie ofert w formacie IOF, XML lub CSV", "Format danych"),
        *("Typ pliku", "pełny", "lekki", "oba", "Sklepy", "Klucz API", ORDERS),
    )
    assert [word for word in words if word not in page] == []
    assert 'form="offer">Zapisz' in page


def test_settings_of_partners_stand_on_the_card_only(studio_web, partner):
    """I-01: the overview has links, and nothing that can be changed."""
    page = get(studio_web, "/studio/settings/offer")
    assert f"/studio/clients/{partner.client_id}/offer" in page
    assert "data_format" not in page


def test_another_format_warns_first_and_works_without_scripts(studio_web, partner, make, offer):
    """I-08."""
    send(studio_web, f"{offer}/shops", price_list=make.make_shop_list(partner.studio).id)
    wish = {"is_sharing": "1", "data_format": "csv", "file_set": "both"}
    page = send(studio_web, offer, status=200, **wish)
    assert "Zmiana dotyczy wszystkich ofert, do których partner ma dostęp (2)" in page
    assert partner.data_format == "iof"
    send(studio_web, offer, **wish, sure="1")
    assert partner.data_format == "csv"


def test_a_partner_is_blocked_by_one_switch(studio_web, partner, offer):
    """I-09."""
    send(studio_web, offer, data_format="iof", file_set="both")
    assert not partner.is_sharing
    assert "Oferta wyłączona" in get(studio_web, offer)
    send(studio_web, offer, data_format="iof", file_set="both", is_sharing="1")
    assert "Partner aktywny" in get(studio_web, offer)


def test_orders_cannot_be_switched_on_before_sharing_and_a_shop(studio_web, partner, offer):
    """I-12."""
    wish = {"data_format": "iof", "file_set": "both", "can_order": "1", "may_order": "1"}
    assert "disabled" not in switch(get(studio_web, offer), "may_order")
    page = send(studio_web, offer, status=422, **wish)
    assert "Najpierw włącz udostępnianie" in page
    send(studio_web, offer, **wish, is_sharing="1")
    assert partner.may_order
    send(studio_web, f"{offer}/shops/{partner.shops[0].id}/removal")
    page = get(studio_web, offer)
    assert "disabled" in switch(page, "may_order")
    assert "Dodaj co najmniej jeden sklep" in page


def test_a_key_is_shown_once(studio_web, partner, offer):
    """I-12."""
    send(studio_web, f"{offer}/key")
    page = get(studio_web, offer)
    key = page.split('id="made-key"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    assert partner_tokens.partner_by(TokenKind.API, key) is partner
    later = get(studio_web, offer)
    assert key not in later
    assert key[-4:] in later


def test_a_key_before_a_shop_is_refused(studio_web, studio, make):
    """I-12."""
    partner = make.make_partner(studio)
    send(studio_web, f"/studio/clients/{partner.client_id}/offer/key", status=422)
    assert partner_tokens.current_tokens(partner, TokenKind.API) == []


def test_tokens_are_replaced_and_revoked(studio_web, partner, offer):
    first = partner_tokens.issue(partner, TokenKind.FEED)
    send(studio_web, f"{offer}/addresses")
    known = partner_tokens.current_tokens(partner, TokenKind.FEED)
    assert len(known) == 2
    send(studio_web, f"{offer}/tokens/{known[0].id}/revocation")
    assert partner_tokens.partner_by(TokenKind.FEED, first) is None


def test_a_shop_of_another_studio_is_not_there(studio_web, make, offer):
    foreign = make.make_shop_list(make.make_user().studio)
    send(studio_web, f"{offer}/shops", status=404, price_list=foreign.id)


def test_the_list_can_show_partners_only(studio_web, studio, make, partner):
    make.make_client(studio, name="Łucja Wójcik")
    page = get(studio_web, "/studio/clients?show=partners")
    assert partner.name in page
    assert "Łucja Wójcik" not in page
    assert "Partner aktywny" in page


@pytest.mark.parametrize("path", ["offer", "prices", "orders", "offer/shops/1/removal"])
def test_a_client_who_is_no_partner_has_no_such_tabs(studio_web, studio, make, path):
    client = make.make_client(studio)
    assert studio_web.get(f"/studio/clients/{client.id}/{path}").status_code == 404


def test_another_studio_sees_nothing(app, make, partner, offer):
    stranger = sign_in(app, make.make_user())
    assert stranger.get(offer).status_code == 404
    assert db.session.get(Partner, partner.id) is not None


def test_all_files_are_asked_for_from_the_settings(studio_web, partner):
    """I-05: now, instead of when the clock comes to them."""
    send(studio_web, "/studio/settings/offer/files")
    page = get(studio_web, "/studio/settings/offer")
    assert "Powstają pliki 1 partnera" in page


def test_files_being_made_are_watched_until_they_are_there(studio_web, partner, offer):
    """I-06: the table asks again while something is being made."""
    send(studio_web, f"{offer}/files")
    assert "load delay:2s" in get(studio_web, f"{offer}/files")


def test_the_card_tells_when_the_files_were_made_and_when_they_are_made_again(
    app, studio_web, partner, offer, monkeypatch
):
    """I-11, FEED_FULL_HOUR: last and next run of every timed thing."""
    monkeypatch.setitem(app.config, "FEED_FULL_HOUR", 2)
    feeding.write(partner)
    assert re.search(r"następny \d\d\.\d\d\.\d{4}, 02:00", get(studio_web, offer))


def test_what_was_fetched_for_nothing_is_told(studio_web, partner, offer):
    for number in range(48):
        db.session.add(
            FeedDownload(partner_id=partner.id, name="full", status=200, is_wasted=number > 0)
        )
    db.session.commit()
    assert "Pobrano ten sam plik 47 razy" in get(studio_web, f"{offer}/downloads")


def test_a_session_is_shared_from_the_card_and_withdrawn(studio_web, studio, make, partner, offer):
    """D25."""
    gallery = make.make_gallery(studio, title="Chrzciny Ignacego")
    send(studio_web, f"{offer}/sessions", gallery=gallery.id)
    assert "Wycofaj" in get(studio_web, offer)
    send(studio_web, f"{offer}/sessions", gallery=gallery.id, withdraw="1")
    assert "Wycofaj" not in get(studio_web, offer)


def test_the_help_answers_at_its_polish_address(web):
    """I-07, I-10, I-15."""
    page = get(web, "/pomoc/udostepnianie-ofert?lang=pl")
    assert "Blokowanie partnera" in page
    assert "30 minut" in get(web, "/pomoc/iof-3?lang=pl")
    assert web.get("/pomoc/cokolwiek").status_code == 404
