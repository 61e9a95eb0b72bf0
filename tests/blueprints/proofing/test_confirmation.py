"""The page of an order: where it stands, what it cost, whether its photos are here."""

import re

import pytest

from extensions import db
from services.payments import mark_paid
from tests.blueprints.proofing.conftest import finish, hand_over

PROMISE = "przyjdzie e-mail"


@pytest.fixture
def order(make, invitation, photos):
    """Two photos of the package and one extra for 40,00."""
    return make.make_order(make.make_cart(invitation, photos[:3]))


@pytest.fixture
def page(client_web, order):
    """The text of the order's page, as it is when asked for."""
    return lambda lang="pl": (
        client_web.get(f"{client_web.base}/orders/{order.number}?lang={lang}").text
    )


def test_until_the_hand_over_a_mail_is_promised(make, gallery, page):
    finish(make, gallery, "DSC_0001.JPG")
    assert PROMISE in page()
    assert "/delivery" not in page()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["DSC_0001.JPG", "DSC_0002-Edit.JPG", "DSC_0003.TIF"], "Zdjęcia są gotowe."),
        (["DSC_0001.JPG", "DSC_0002-Edit.JPG"], "Gotowe zdjęcia: 2 z\N{NO-BREAK SPACE}3."),
    ],
)
def test_after_the_hand_over_the_page_leads_to_the_photos(
    client_web, make, gallery, page, names, said
):
    finish(make, gallery, *names)
    hand_over(gallery)
    assert said in page()
    assert PROMISE not in page()
    assert f'href="{client_web.base}/delivery"' in page()


def test_photos_of_another_order_do_not_make_this_one_ready(make, gallery, page):
    finish(make, gallery, "DSC_0004.JPG")
    hand_over(gallery)
    assert PROMISE in page()


def test_finished_photos_wait_for_the_payment_where_the_studio_wants_it(
    client_web, make, gallery, order, page
):
    finish(make, gallery, "DSC_0001.JPG")
    hand_over(gallery, "paid")
    assert "gdy studio odnotuje wpłatę" in page()
    assert f'href="{client_web.base}/delivery"' not in page()
    mark_paid(order, "Hanna")
    assert f'href="{client_web.base}/delivery"' in page()


def test_the_sum_is_explained_as_in_the_cart(page):
    small = re.search(r"<dt>Zdjęcia<small[^>]*>([^<]*)<", page())[1]
    assert " ".join(small.split()) == "2 w pakiecie, 1 × 40,00 zł"


def test_a_status_that_nobody_has_named_speaks_the_language_of_the_page(order, page):
    """D30."""
    assert "<dd>Nowe</dd>" in page("pl")
    assert "<dd>New</dd>" in page("en")
    order.status.public_name = "W ciemni"
    db.session.commit()
    assert "<dd>W ciemni</dd>" in page("en")
