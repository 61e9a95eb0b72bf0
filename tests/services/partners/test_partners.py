"""Who is a partner, what they share, and on which terms."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import Event, GalleryShare, Partner, PartnerToken
from models.partner_token import TokenKind
from models.types import utc_now
from services import (
    client_merges,
    erasing,
    offer_sharing,
    partner_keys,
    partner_rights,
    partner_shops,
    partner_tokens,
    partners,
)
from services.partners import Sharing, Terms


@pytest.fixture(autouse=True)
def _speaking(app):
    """Refusals are sentences in the language of a request."""
    with app.test_request_context():
        yield


@pytest.fixture
def studio(make):
    return make.make_user().studio


@pytest.fixture
def client(make, studio):
    return make.make_client(studio, name="Ramiarnia Dębowa")


@pytest.fixture
def partner(client):
    offer_sharing.switch(client.studio, True)
    return partners.make_partner(client, "Hanna")


@pytest.fixture
def shared(make, partner):
    """Sharing, with one shop."""
    partner_shops.add_shop(partner, make.make_shop_list(partner.studio, "Odbitki B2B"))
    partners.change_sharing(partner, Sharing(is_sharing=True), "Hanna")
    return partner


def test_a_client_becomes_a_partner_who_shares_nothing_yet(partner):
    """I-06."""
    assert not partner.is_sharing
    assert partner.language == partner.studio.locale
    assert partner.currency == partner.studio.currency
    assert not partner_rights.may_fetch(partner)


def test_a_client_becomes_a_partner_once(partner):
    with pytest.raises(partners.PartnerAlready):
        partners.make_partner(partner.client, "Hanna")


def test_switching_off_blocks_at_once_and_keeps_the_settings(shared):
    """I-09."""
    token = partner_tokens.text_of(partner_tokens.current_tokens(shared, TokenKind.FEED)[0])
    partners.change_sharing(shared, Sharing(is_sharing=False), "Hanna")
    assert not partner_rights.may_fetch(shared)
    assert [shop.code for shop in shared.shops] == ["odbitki-b2b"]
    partners.change_sharing(shared, Sharing(is_sharing=True), "Hanna")
    assert partner_rights.may_fetch(partner_tokens.partner_by(TokenKind.FEED, token))


def test_the_module_off_closes_everything_and_keeps_partners(shared):
    """I-05."""
    offer_sharing.switch(shared.studio, False)
    assert not partner_rights.may_fetch(shared)
    assert shared.is_sharing
    assert shared.shops


def test_another_format_is_asked_about_once_there_is_a_shop(shared):
    """I-08."""
    wanted = Sharing(is_sharing=True, data_format="csv")
    with pytest.raises(partners.ChangesAllOffers, match=r"\(1\)"):
        partners.change_sharing(shared, wanted, "Hanna")
    assert shared.data_format == "iof"
    partners.change_sharing(shared, wanted, "Hanna", is_confirmed=True)
    assert shared.data_format == "csv"


def test_without_a_shop_nothing_has_to_be_asked(partner):
    partners.change_sharing(partner, Sharing(is_sharing=True, data_format="xml"), "Hanna")
    assert partner.data_format == "xml"


def test_the_same_format_is_no_change(shared):
    partners.change_sharing(shared, Sharing(is_sharing=False), "Hanna")
    assert not shared.is_sharing


def test_orders_need_a_shop_and_sharing(make, partner):
    """I-12: module, sharing, shop, then orders."""
    with pytest.raises(partners.ShopMissing, match="sklep"):
        partners.change_sharing(partner, Sharing(is_sharing=True, may_order=True), "Hanna")
    partner_shops.add_shop(partner, make.make_shop_list(partner.studio))
    with pytest.raises(partners.ShopMissing):
        partners.change_sharing(partner, Sharing(is_sharing=False, may_order=True), "Hanna")
    partners.change_sharing(partner, Sharing(is_sharing=True, may_order=True), "Hanna")
    assert partner_rights.may_order(partner)


def test_orders_stay_allowed_where_their_switch_could_not_be_pressed(shared):
    partners.change_sharing(shared, Sharing(is_sharing=True, may_order=True), "Hanna")
    partners.change_sharing(shared, Sharing(is_sharing=False), "Hanna")
    assert shared.may_order
    assert not partner_rights.may_order(shared)


def test_a_key_before_a_shop_is_impossible(partner):
    """I-12."""
    with pytest.raises(partners.ShopMissing):
        partner_keys.make_key(partner, "Hanna")
    assert db.session.scalars(select(PartnerToken)).all() == []


def test_a_new_key_leaves_the_old_one_a_week_or_nothing(shared):
    first = partner_keys.make_key(shared, "Hanna")
    second = partner_keys.make_key(shared, "Hanna")
    assert partner_tokens.partner_by(TokenKind.API, first) is shared
    ends_at = partner_tokens.current_tokens(shared, TokenKind.API)[0].ends_at
    assert timedelta(days=6) < ends_at - utc_now() <= timedelta(days=7)
    third = partner_keys.make_key(shared, "Hanna", is_gentle=False)
    known = [partner_tokens.partner_by(TokenKind.API, key) for key in (first, second, third)]
    assert known == [None, None, shared]


def test_the_first_shop_brings_the_secret_of_the_addresses(make, partner):
    partner_shops.add_shop(partner, make.make_shop_list(partner.studio))
    partner_shops.add_shop(partner, make.make_shop_list(partner.studio))
    assert len(partner_tokens.current_tokens(partner, TokenKind.FEED)) == 1


def test_new_addresses_leave_the_old_ones_a_week_unless_told_otherwise(shared):
    partner_keys.renew_addresses(shared, "Hanna")
    assert len(partner_tokens.current_tokens(shared, TokenKind.FEED)) == 2
    partner_keys.renew_addresses(shared, "Hanna", is_gentle=False)
    assert len(partner_tokens.current_tokens(shared, TokenKind.FEED)) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("Pracownia Światłoczuła", "pracownia-swiatloczula"), ("Łódź 10×15!", "lodz-10-15")],
)
def test_the_name_of_a_shop_can_stand_in_an_address(name, code):
    assert partner_shops.code_of(name) == code


def test_names_that_come_to_the_same_get_codes_of_their_own(make, partner):
    for name in ("Odbitki B2B", "Odbitki b2b!", "???"):
        partner_shops.add_shop(partner, make.make_shop_list(partner.studio, name))
    assert [shop.code for shop in partner.shops] == ["odbitki-b2b", "odbitki-b2b-2", "shop"]


def test_a_shop_is_added_once(make, shared):
    with pytest.raises(partner_shops.ShopAddedAlready):
        partner_shops.add_shop(shared, shared.shops[0].price_list)


def test_a_removed_shop_comes_back_under_the_same_address(shared):
    """I-09: removal of one shop."""
    prices = shared.shops[0].price_list
    partner_shops.remove_shop(shared.shops[0])
    assert shared.shops == []
    assert partner_shops.add_shop(shared, prices).code == "odbitki-b2b"


def test_terms_are_kept_and_the_own_currency_has_the_rate_one(partner):
    """I-13: discount, only what is in stock."""
    terms = Terms(discount_bp=1250, currency="EUR", rate_e4=43215, only_in_stock=True)
    partners.change_terms(partner, terms)
    assert (partner.discount_bp, partner.rate_e4, partner.only_in_stock) == (1250, 43215, True)
    partners.change_terms(partner, Terms(currency="PLN", rate_e4=43215))
    assert partner.rate_e4 == 10_000


@pytest.mark.parametrize(
    "terms", [Terms(discount_bp=10_000), Terms(rate_e4=0), Terms(unlimited_as=0)]
)
def test_impossible_terms_are_refused(partner, terms):
    with pytest.raises(partners.TermsWrong):
        partners.change_terms(partner, terms)


def test_a_session_is_shared_and_withdrawn(make, partner):
    """D25."""
    gallery = make.make_gallery(partner.studio)
    partners.share_gallery(partner, gallery)
    partners.share_gallery(partner, gallery)
    assert len(db.session.scalars(select(GalleryShare)).all()) == 1
    partners.withdraw_gallery(partner, gallery)
    assert db.session.scalars(select(GalleryShare)).all() == []


def test_what_happened_to_a_partner_is_told(shared):
    partners.change_sharing(shared, Sharing(is_sharing=False), "Hanna")
    kinds = db.session.scalars(select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["partner.made", "partner.shared", "partner.blocked"]


def test_a_merged_client_takes_the_partner_along(make, shared):
    other = make.make_client(shared.studio)
    gone = shared.client
    client_merges.merge_clients(other, gone, {}, "Hanna")
    assert db.session.scalars(select(Partner)).one().client_id == other.id
    assert partner_rights.may_fetch(shared)


def test_two_partners_are_not_put_together(make, shared):
    other = partners.make_partner(make.make_client(shared.studio), "Hanna")
    with pytest.raises(client_merges.NotToBeMerged, match="partnerami"):
        client_merges.merge_clients(other.client, shared.client, {}, "Hanna")


def test_an_erased_client_leaves_no_company_and_nothing_that_opens(shared):
    shared.contact_name, shared.tax_id = "Grzegorz Dąb", "945 217 68 30"
    db.session.commit()
    key = partner_keys.make_key(shared, "Hanna")
    erasing.erase_person(shared.client, shared.client.name, "Hanna")
    assert partner_tokens.partner_by(TokenKind.API, key) is None
    assert (shared.contact_name, shared.tax_id, shared.shops) == ("", "", [])
    assert not partner_rights.may_fetch(shared)
