"""The owner looks at the client's pages: everything to see, nothing to change."""

import pytest

from extensions import db
from models import Order
from tests.blueprints.proofing.conftest import finish, hand_over, read
from tests.conftest import sign_in


@pytest.fixture
def owner(app, make, gallery):
    return sign_in(app, make.make_user(gallery.studio))


@pytest.fixture
def base(gallery):
    return f"/g/{gallery.code}"


@pytest.fixture
def order(make, invitation, photos):
    return make.make_order(make.make_cart(invitation, photos[:1]))


@pytest.fixture
def pages(make, gallery, invitation, photos, order):
    make.make_cart(invitation, photos[1:3], notes=["jaśniej"])
    finish(make, gallery, "DSC_0001.JPG")
    hand_over(gallery)
    return ["photos", f"photos/{photos[1].id}", "cart", f"orders/{order.number}", "delivery"]


def test_every_page_is_shown_with_a_bar_and_without_a_button(owner, base, invitation, pages):
    """M-08"""
    for page in pages:
        text = owner.get(f"{base}/{page}?preview={invitation.id}&lang=pl").text
        assert "tylko podgląd" in text
        assert "Wróć do sesji" in text
        assert "<form" not in text
        assert "<button" not in text
        assert "presence.js" not in text


def test_the_bar_of_the_cart_has_the_words_of_the_seed(owner, base, invitation, pages):
    polish = owner.get(f"{base}/cart?preview={invitation.id}&lang=pl").text
    assert "Oglądasz koszyk klienta – tylko podgląd" in polish
    english = owner.get(f"{base}/cart?preview={invitation.id}&lang=en").text
    assert "You are viewing the client's cart – preview only" in english
    assert "DSC_0002.JPG" in english
    assert "jaśniej" in english


def test_every_link_stays_in_the_preview(owner, base, invitation, pages):
    page = owner.get(f"{base}/photos?preview={invitation.id}").text
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    own = [link for link in links if link.startswith(base)]
    assert own
    assert all(f"preview={invitation.id}" in link for link in own)


def test_looking_leaves_no_trace(owner, base, invitation, pages):
    """D8: neither view nor use, nor download."""
    for page in [*pages, "delivery/full.zip"]:
        read(owner, f"{base}/{page}?preview={invitation.id}")
    db.session.refresh(invitation)
    assert (invitation.view_count, invitation.last_used_at) == (0, None)
    assert invitation.gallery.delivery.downloads == []


def test_whatever_changes_something_is_forbidden(owner, base, invitation, photos, pages):
    """M-08: any POST from the preview is a 403 and the cart stays."""
    for address in (
        f"photos/{photos[0].id}/pick",
        f"photos/{photos[1].id}/note",
        "views",
        "order",
    ):
        answer = owner.post(f"{base}/{address}?preview={invitation.id}", data={"picked": "1"})
        assert answer.status_code == 403
    (open_cart,) = [cart for cart in invitation.carts if cart.is_open]
    assert len(open_cart.lines) == 2
    assert db.session.query(Order).count() == 1


def test_the_public_code_leads_the_owner_in(owner, base, invitation):
    answer = owner.get(f"{base}?preview={invitation.id}")
    assert answer.status_code == 303
    assert answer.location == f"{base}/photos?preview={invitation.id}"


def test_nobody_else_has_a_preview(app, make, web, client_web, base, invitation, pages):
    """M-08: not a stranger, not another studio, not the client."""
    for browser in (web, sign_in(app, make.make_user()), client_web):
        for page in pages:
            answer = browser.get(f"{base}/{page}?preview={invitation.id}&lang=pl")
            assert answer.status_code == 404
            assert "tylko podgląd" not in answer.text
