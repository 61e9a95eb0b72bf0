"""The bar below the wall: what has been chosen, what it costs, what comes next."""

import re

import pytest

from extensions import db
from models.cart import CartItem
from tests.blueprints.proofing.test_wishes import text_of


def bar_of(page: str) -> str:
    return text_of(re.search(r'<aside class="bar".*?</aside>', page, re.S)[0])


@pytest.fixture
def small(make, gallery):
    return make.make_item(gallery, name="10×15", price_cents=300, included_count=3)


@pytest.fixture
def file(make, gallery):
    return make.make_item(gallery, kind="digital", name="Plik JPG", price_cents=3000)


def test_the_bar_names_every_part_that_is_not_zero(
    client_web, make, gallery, invitation, photos, small, file
):
    """N-01: "7 z 5 w pakiecie · … · razem"."""
    gallery.prices.package_cents = 45_000
    album = make.make_item(gallery, kind="product", name="Album", price_cents=15_000)
    cart = make.make_cart(invitation, photos[:3])
    for item, photo, count in ((small, 0, 5), (file, 1, 1)):
        cart.items.append(CartItem(price_item=item, photo_id=photos[photo].id, quantity=count))
    cart.items.append(CartItem(price_item=album, quantity=1))
    db.session.commit()
    page = client_web.get(f"{client_web.base}/photos?lang=pl").text
    bar = bar_of(page)
    assert bar.startswith(
        "3 z 2 w pakiecie pakiet 450,00 zł 1 dodatkowe × 40,00 zł = 40,00 zł "
        "odbitki 6,00 zł pliki 30,00 zł produkty 150,00 zł"
    )
    assert "razem 676,00 zł" in bar


def test_prints_alone_open_the_way_to_the_cart(client_web, make, invitation, photos, small):
    cart = make.make_cart(invitation, photos[:1])
    cart.lines[0].is_retouched = False
    cart.items.append(CartItem(price_item=small, photo_id=photos[0].id, quantity=1))
    db.session.commit()
    page = client_web.get(f"{client_web.base}/photos").text
    assert f'href="{client_web.base}/cart"' in page


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        (1, "Najmniej 2: wybierz jeszcze 1"),
        (2, "każde kolejne zdjęcie 40,00 zł"),
        (4, "4 zdjęcia to najwięcej, ile można wybrać"),
        (5, "Najwyżej 4: wyjmij 1 zdjęcie"),
    ],
)
def test_limits_and_the_next_price_are_told_before_the_press(
    client_web, make, gallery, invitation, photos, picked, said
):
    """N-01, N-03: nobody has to count, nobody is surprised by the eleventh photo."""
    gallery.min_photo_count, gallery.max_photo_count = 2, 4
    make.make_cart(invitation, photos[:picked])
    page = client_web.get(f"{client_web.base}/photos?lang=pl").text
    assert said in bar_of(page)
    if picked in (2, 4):
        large = client_web.get(f"{client_web.base}/photos/{photos[4].id}?lang=pl").text
        hint = re.search(r'id="pick-hint">(.*?)</p>', large, re.S)[1]
        assert said in text_of(hint)
