"""The secrets of a partner."""

from datetime import timedelta

import pytest

from extensions import db
from models import PartnerToken
from models.partner_token import TokenKind
from models.types import utc_now
from services import offer_versions, partner_rights, partner_tokens


@pytest.fixture
def partner(make):
    studio = make.make_studio()
    return make.make_partner(studio, make.make_shop_list(studio))


def owner(token, kind=TokenKind.FEED):
    return partner_tokens.partner_by(kind, token)


def test_only_the_newest_secret_works(partner):
    old = partner_tokens.issue(partner, TokenKind.FEED)
    new = partner_tokens.issue(partner, TokenKind.FEED)
    assert (owner(old), owner(new)) == (None, partner)


def test_a_rotated_secret_works_for_a_while_yet(partner):
    old = partner_tokens.issue(partner, TokenKind.FEED)
    partner_tokens.rotate(partner, TokenKind.FEED, timedelta(hours=1))
    assert owner(old) == partner
    first = partner_tokens.current_tokens(partner, TokenKind.FEED)[0]
    assert not first.is_live(utc_now() + timedelta(hours=2))


def test_a_revoked_secret_is_dead_at_once(partner):
    token = partner_tokens.issue(partner, TokenKind.API)
    partner_tokens.revoke(partner_tokens.current_tokens(partner, TokenKind.API)[0])
    assert owner(token, TokenKind.API) is None


def test_an_address_is_no_key_for_orders(partner):
    token = partner_tokens.issue(partner, TokenKind.FEED)
    assert owner(token, TokenKind.API) is None


def test_a_key_is_kept_as_a_hash_and_four_characters(partner):
    """I-12."""
    token = partner_tokens.issue(partner, TokenKind.API)
    row = db.session.scalars(db.select(PartnerToken)).one()
    assert (row.token_sealed, row.hint) == (None, token[-4:])
    assert token not in str(vars(row))
    with pytest.raises(ValueError, match="once"):
        partner_tokens.text_of(row)


def test_the_secret_of_an_address_can_be_copied_again(partner):
    token = partner_tokens.issue(partner, TokenKind.FEED)
    row = partner_tokens.current_tokens(partner, TokenKind.FEED)[0]
    assert partner_tokens.text_of(row) == token


def test_module_sharing_and_a_shop_come_before_orders(partner):
    """I-05, I-12."""
    assert partner_rights.may_order(partner)
    for row, switch in ((partner, "is_sharing"), (partner, "may_order")):
        setattr(row, switch, False)
        assert not partner_rights.may_order(partner)
        setattr(row, switch, True)
    offer_versions.settings_of(partner.studio_id).is_on = False
    assert not partner_rights.may_fetch(partner)


def test_versions_of_a_studio_grow_and_mark_what_changed(make, partner):
    studio_id, prices = partner.studio_id, partner.shops[0].price_list
    first, second = make.make_product(prices, "A"), make.make_product(prices, "B")
    version = offer_versions.note_change(studio_id, [first.id])
    db.session.commit()
    assert first.version == version > second.version
    assert offer_versions.settings_of(studio_id).version == version
