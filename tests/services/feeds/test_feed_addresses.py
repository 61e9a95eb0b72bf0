from services import editions, feed_addresses, feed_states, feeds, partner_tokens
from services.feed_addresses import FeedAddress
from tests.offering import make_partner, make_shop_list, token_of


def make_shop(make, **values):
    studio = make.make_studio()
    return make_partner(studio, make_shop_list(studio), **values).shops[0]


def test_a_partner_without_a_secret_has_no_addresses_yet(make):
    assert feed_addresses.addresses(make_shop(make)) == []


def test_the_addresses_stand_under_the_newest_secret_and_the_code_of_the_shop(make):
    """I-06: one for each file, to be copied."""
    shop = make_shop(make)
    token_of(shop.partner)
    token = partner_tokens.rotate(shop.partner, "feed")
    base = f"http://localhost/offers/{token}/{shop.code}"
    assert feed_addresses.addresses(shop) == [
        FeedAddress(name, f"{base}/{name}.xml")
        for name in ("gateway", "full", "light", "full_change")
    ]


def test_who_gets_only_light_files_is_given_one_address(make):
    shop = make_shop(make, file_set="light", data_format="csv")
    token_of(shop.partner)
    (only,) = feed_addresses.addresses(shop)
    assert only.url.endswith("/light.csv")


def test_partners_of_equal_settings_read_the_same_edition_and_others_do_not(make):
    """Decision 0025: a discount is no part of an edition, the language is."""
    shop = make_shop(make)
    alike = make_partner(shop.partner.studio, shop.price_list, discount_bp=1000)
    other = make_partner(shop.partner.studio, shop.price_list, language="en")
    for partner in (shop.partner, alike, other):
        feeds.ask(partner)
    assert editions.edition_of(shop) == editions.edition_of(alike.shops[0])
    assert editions.edition_of(shop) != editions.edition_of(other.shops[0])
    assert editions.shops_of(editions.edition_of(shop)) == [shop, alike.shops[0]]


def test_what_was_asked_for_is_shown_as_being_written(make):
    """I-06."""
    shop = make_shop(make)
    feeds.ask(shop.partner)
    state = feed_states.state_of(shop)
    assert state.is_being_written
    assert state.written_at is None
