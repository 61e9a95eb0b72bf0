"""Every live link of a studio in one place, and dead at once (ASVS 7.4, 8.3.2)."""

import pytest
from sqlalchemy import select

from extensions import db
from models import BaseLinkerAccess, OrderLink, PartnerLogin, PartnerToken, PasswordReset, Shop
from models.partner_token import TokenKind
from models.token import new_token, token_hash
from services import (
    accounts,
    baselinker_access,
    feed_addresses,
    live_links,
    mails,
    order_links,
    partner_tokens,
    vault,
)
from tests import feeding, offering
from tests.conftest import enter
from tests.ordering import make_order_by_hand

PAGE = "/studio/settings/links"


def revoke(browser, way, way_id):
    answer = browser.post(f"{PAGE}/{way}/{way_id}/revocation")
    assert answer.location == f"{PAGE}?kind={way}"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def test_an_invitation_is_dead_with_its_old_address_and_its_old_cookie(
    app, make, studio, studio_web
):
    gallery = make.make_gallery(studio, title="Łucja i Jan")
    person = gallery.invitations[0]
    link = mails.gallery_link(person).removeprefix("http://localhost")
    client = enter(app, person)
    cookie = client.get_cookie("kadr_grant", path=f"/g/{gallery.code}").value
    page = studio_web.get(PAGE).text
    assert "Łucja i Jan" in page
    assert person.email in page
    revoke(studio_web, "invitations", person.id)
    assert person.email not in studio_web.get(PAGE).text
    for address in (f"/g/{gallery.code}/photos", f"/g/{gallery.code}/cart"):
        assert client.get(address).status_code == 404
    assert app.test_client().get(link).status_code in {404, 410}
    thief = app.test_client()
    thief.set_cookie("kadr_grant", cookie, path=f"/g/{gallery.code}")
    assert thief.get(f"/g/{gallery.code}/photos").status_code == 404


def test_a_public_link_lets_nobody_in_any_more(app, make, studio, studio_web):
    gallery = make.make_gallery(studio)
    make.open_to_all(gallery)
    link = mails.public_link(gallery).removeprefix("http://localhost")
    assert app.test_client().post(link).status_code == 303
    revoke(studio_web, "public", gallery.id)
    assert app.test_client().post(link).status_code in {404, 410}


def test_the_page_of_an_order_tells_its_last_use_and_ends(app, studio, studio_web, web):
    order = make_order_by_hand(studio)
    with db.session.begin_nested():
        order_links.give(order)
    db.session.commit()
    address = order_links.url_of(order).removeprefix("http://localhost")
    assert "Jeszcze nieużywany" in studio_web.get(f"{PAGE}?kind=orders").text
    assert web.get(address).status_code == 200
    assert "Ostatnio używane" in studio_web.get(f"{PAGE}?kind=orders").text
    revoke(studio_web, "orders", db.session.scalar(select(OrderLink.id)))
    assert web.get(address).status_code == 404


def test_the_addresses_of_an_offer_and_a_key_end(app, make, studio, studio_web, web):
    prices = make.make_shop_list(studio)
    partner = make.make_partner(studio, prices)
    partner_tokens.issue(partner, TokenKind.FEED)
    feeding.write(partner)
    key = partner_tokens.issue(partner, TokenKind.API)
    told = feed_addresses.addresses(partner.shops[0])[0]
    address = told.url.removeprefix("http://localhost")
    api, auth = "/customer-api/v1/products", {"Authorization": f"Bearer {key}"}
    assert web.get(address).status_code == 200
    assert web.get(api, headers=auth).status_code == 200
    for token in db.session.scalars(select(PartnerToken).order_by(PartnerToken.id)).all():
        revoke(studio_web, "keys", token.id)
    assert web.get(address).status_code in {401, 403, 404}
    assert web.get(api, headers=auth).status_code in {401, 403}


def test_somebody_of_a_partner_is_out_with_the_next_click(app, make, studio, studio_web):
    partner = make.make_partner(studio, make.make_shop_list(studio))
    inside = offering.sign_in_partner(app, partner)
    assert inside.get("/partner").status_code == 200
    revoke(studio_web, "logins", partner.id)
    assert inside.get("/partner").location == "/partner/login"
    assert db.session.scalars(select(PartnerLogin)).all() == []


def test_baselinker_is_turned_away(studio, studio_web, web):
    password = baselinker_access.switch_on(studio)
    access = db.session.get_one(BaseLinkerAccess, studio.id)
    address = baselinker_access.url_of(access).removeprefix("http://localhost")
    call = {"bl_pass": password, "action": "FileVersion"}
    assert web.post(address, data=call).status_code == 200
    revoke(studio_web, "baselinker", studio.id)
    assert web.post(address, data=call).status_code == 404


def test_a_shop_that_calls_is_not_heard(make, studio, studio_web, web):
    shop, token = make.make_shop(studio), new_token()
    shop.news_hash, shop.news_sealed = token_hash(token), vault.seal(token)
    db.session.commit()
    revoke(studio_web, "news", shop.id)
    assert web.post(f"/hooks/shops/{token}").status_code == 404
    assert db.session.scalar(select(Shop.news_hash)) is None


def test_a_mailed_link_to_set_a_password_ends(studio_web, web):
    accounts.request_password_reset(studio_web.user.email)
    reset = db.session.scalars(select(PasswordReset)).one()
    token = vault.unseal(reset.token_sealed)
    assert web.get(f"/password/{token}").status_code == 200
    revoke(studio_web, "passwords", reset.id)
    assert web.get(f"/password/{token}").status_code == 404


@pytest.mark.parametrize("way", live_links.KINDS)
def test_every_kind_has_a_page_also_while_there_is_none(studio_web, way):
    assert studio_web.get(f"{PAGE}?kind={way}").status_code == 200


def test_nobody_ends_the_link_of_another_studio(make, studio_web):
    foreign = make.make_gallery().invitations[0]
    for way in live_links.KINDS:
        answer = studio_web.post(f"{PAGE}/{way}/{foreign.id}/revocation")
        assert answer.status_code == 404
    assert not foreign.is_revoked
    assert studio_web.post(f"{PAGE}/nothing/1/revocation").status_code == 404
    assert studio_web.get(f"{PAGE}?kind=nothing").status_code == 404
