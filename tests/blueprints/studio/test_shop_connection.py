"""The wizard that connects a shop: it names the step that fails, and loses nothing typed."""

import re

import pytest
from sqlalchemy import select

from blueprints.studio import shop_words
from extensions import db
from models import Shop
from models.types import utc_now
from services import shops, vault
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shopping import SECRET, make_shop
from tests.conftest import sign_in
from tests.fakes.shop_connector import FULL, STEPS

LIST = "/studio/shops"
KEY = "sk-typed-9876543210fedcba"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def typed(server, **values):
    return {"platform": FULL, "name": "Mój sklep", "base_url": server.url, "key": KEY} | values


def the_shop() -> Shop | None:
    return db.session.scalar(select(Shop))


def test_the_wizard_says_where_to_handle_sales(studio_web):
    """B-05."""
    page = get(studio_web, f"{LIST}/new")
    assert "Zdecyduj, gdzie obsługujesz sprzedaż; najlepiej tutaj." in page
    for name in ("WooCommerce", "PrestaShop", "BaseLinker"):
        assert name in page


@pytest.mark.parametrize("platform", ["woocommerce", "prestashop", "baselinker", FULL])
def test_every_kind_of_shop_asks_for_what_it_declares(studio_web, platform):
    """A new platform needs no page code."""
    page = get(studio_web, f"{LIST}/new?platform={platform}")
    assert "Sprawdź połączenie" in page
    assert 'type="password"' in page


def test_an_unknown_kind_of_shop_is_nowhere(studio_web):
    assert studio_web.get(f"{LIST}/new?platform=unheard-of").status_code == 404
    assert studio_web.post(LIST, data={"platform": "unheard-of"}).status_code == 400


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_check_names_the_step_that_fails_and_ticks_those_before(studio_web, shop_server, count):
    """8.14, 8.24: what failed, and what to do about it."""
    shop_server.script(*["ok"] * count, "401")
    data = typed(shop_server, check="1")
    answer = studio_web.post(LIST, data=data, headers=HTMX)
    assert answer.status_code == 422
    assert re.findall(r'<li class="([a-z-]+)">', answer.text) == [
        *["ok"] * count,
        "failed",
        *["not-yet"] * (len(STEPS) - count - 1),
    ]
    assert "Sklep odrzuca klucz" in answer.text
    assert the_shop() is None


def test_a_good_check_ticks_every_step_and_saves_nothing(studio_web, shop_server):
    answer = studio_web.post(LIST, data=typed(shop_server, check="1"), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.count('<li class="ok">') == len(STEPS)
    assert "Połączenie działa" in answer.text
    assert the_shop() is None


def test_a_shop_is_connected_with_its_lists_and_its_exchanges(studio_web, shop_server):
    """B-37, B-42: nothing is turned on by it."""
    shop_server.lists(shipping=[{"code": "flat", "name": "Kurier"}])
    answer = studio_web.post(LIST, data=typed(shop_server))
    shop = the_shop()
    assert answer.location == f"{LIST}/{shop.id}/orders"
    assert shop.shipping == [{"code": "flat", "name": "Kurier"}]
    assert len(shop.exchanges) == 5
    assert not shop.fetches_orders
    assert not shop.pushes_orders


def test_a_shop_that_fails_the_check_is_not_connected(studio_web, shop_server):
    shop_server.script("500")
    answer = studio_web.post(LIST, data=typed(shop_server))
    assert answer.status_code == 422
    assert the_shop() is None


def test_what_was_typed_stays_and_the_key_is_not_told(studio_web, shop_server):
    """ui: a refusal keeps what the person typed. 8.25: secrets never in HTML."""
    shop_server.script("500")
    page = studio_web.post(LIST, data=typed(shop_server, depot="7")).text
    assert 'value="Mój sklep"' in page
    assert f'value="{shop_server.url}"' in page
    assert 'value="7"' in page
    assert KEY not in page
    assert "…dcba" in page
    aside = re.search(r'name="aside" value="([^"]+)"', page)[1]
    shop_server.script()
    again = studio_web.post(LIST, data=typed(shop_server, key="", aside=aside))
    assert again.status_code == 303
    assert KEY in vault.unseal(the_shop().access_sealed)


def test_what_another_studio_has_typed_is_of_no_use(app, make, studio_web, shop_server):
    """8.25: sealed for one studio."""
    shop_server.script("500")
    page = studio_web.post(LIST, data=typed(shop_server)).text
    aside = re.search(r'name="aside" value="([^"]+)"', page)[1]
    stranger = sign_in(app, make.make_user())
    answer = stranger.post(LIST, data=typed(shop_server, key="", aside=aside))
    assert answer.status_code == 422
    assert the_shop() is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://shop.example",
        "https://user:pass@shop.example",
        "https://shop.example/?a=1",
        "a b",
    ],
)
def test_an_address_that_is_none_is_said_to_be_one(studio_web, shop_server, address):
    """8.24."""
    answer = studio_web.post(LIST, data=typed(shop_server, base_url=address))
    assert answer.status_code == 422
    assert "Wpisz adres tak jak w przeglądarce" in answer.text


def test_a_certificate_that_is_none_is_refused(studio_web, shop_server):
    """8.24: a pinned authority is a certificate."""
    answer = studio_web.post(LIST, data=typed(shop_server, ca_pem="BEGIN nonsense"))
    assert answer.status_code == 422
    assert "certyfikat PEM" in answer.text


def test_the_same_shop_is_not_connected_twice(studio_web, shop_server):
    """Every order would be there twice."""
    studio_web.post(LIST, data=typed(shop_server))
    again = studio_web.post(LIST, data=typed(shop_server, base_url=f"{shop_server.url}/"))
    assert again.status_code == 422
    assert "już połączony" in again.text


def test_a_kept_key_shows_its_last_four_letters_and_stays_when_left_empty(
    studio_web, studio, shop_server
):
    """8.25: write-only."""
    shop = make_shop(studio, shop_server.url)
    address = f"{LIST}/{shop.id}/connection"
    page = get(studio_web, address)
    assert f"…{SECRET[-4:]}" in page
    assert SECRET not in page
    data = typed(shop_server, key="", name="Inna nazwa")
    assert studio_web.post(address, data=data).status_code == 303
    assert shop.name == "Inna nazwa"
    assert SECRET in vault.unseal(shop.access_sealed)


def test_a_kept_key_is_not_sent_to_another_address(studio_web, studio, shop_server):
    """8.25: whoever changes the address has to know the key."""
    shop = make_shop(studio)
    answer = studio_web.post(f"{LIST}/{shop.id}/connection", data=typed(shop_server, key=""))
    assert answer.status_code == 422
    assert "wpisz też ponownie klucze" in answer.text
    assert shop.base_url == "https://shop.example"


def test_a_good_check_ends_a_pause(studio_web, studio, shop_server):
    """8.14: resumed by a successful check."""
    shop = make_shop(
        studio, shop_server.url, paused_code="auth", paused_error="401", paused_at=utc_now()
    )
    shop_server.script("401")
    address = f"{LIST}/{shop.id}/check"
    assert studio_web.post(address).status_code == 422
    assert shop.is_paused
    assert studio_web.post(address).status_code == 303
    assert not shop.is_paused


def test_a_new_key_that_works_ends_a_pause(studio_web, studio, shop_server):
    """8.14."""
    shop = make_shop(
        studio, shop_server.url, paused_code="auth", paused_error="401", paused_at=utc_now()
    )
    studio_web.post(f"{LIST}/{shop.id}/connection", data=typed(shop_server))
    assert not shop.is_paused


def test_nothing_of_a_key_reaches_the_logs(studio_web, shop_server, caplog, capsys):
    """8.25."""
    shop_server.script("ok", "401")
    studio_web.post(LIST, data=typed(shop_server))
    studio_web.post(LIST, data=typed(shop_server))
    written = caplog.text + "".join(capsys.readouterr())
    assert KEY not in written


@pytest.mark.parametrize("platform", ["woocommerce", "prestashop", "baselinker"])
def test_every_field_and_step_has_words_of_its_own(app, platform):
    """Nobody reads `id_shop` in a form."""
    kind = shops.kinds()[platform]
    fields = [one.name for one in kind.fields if (platform, one.name) not in shop_words.FIELDS]
    steps = [code for code in kind.steps if code not in shop_words.STEPS]
    assert (fields, steps) == ([], [])
