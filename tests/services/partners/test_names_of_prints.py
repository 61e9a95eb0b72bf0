"""A print that a partner orders has the name of the product, everywhere, and once."""

import pytest
from flask_babel import force_locale

from extensions import db
from models import PartnerFile
from services import document_lines, order_links, partner_orders
from tests.blueprints.studio.looking import get
from tests.conftest import sign_in
from tests.offering import sign_in_partner
from tests.services.partners.ordering import terms_for, wanted
from tests.services.partners.stand import Stand
from tests.services.test_mails import send_all, texts

NAME = "Odbitka, mat, 10×15"


@pytest.fixture
def prints(make):
    """The stand, and its order of two prints of one file."""
    stand = Stand(make)
    sizes = {"10×15": 300, "15×23": 500}
    product = make.make_product(stand.prices, "Odbitka, mat", sizes, takes_picture=True)
    file = {"filename": "IMG_1.JPG", "sha256": "0" * 64, "storage_key": "x", "width": 0}
    file |= {"media_type": "image/jpeg", "size_bytes": 1, "height": 0}
    kept = PartnerFile(partner_id=stand.partner.id, **file)
    db.session.add(kept)
    db.session.commit()
    terms = terms_for(stand.method, wanted(product.sizes[0], 2, file=kept.public_id))
    return stand, partner_orders.accept_order(stand.partner, terms).order


def test_documents_call_it_by_its_own_name(prints):
    """O-11, D23: no "Prints" in front of what is called a print already."""
    _, order = prints
    assert names_on_documents(order)[0] == NAME


def test_pages_of_the_studio_and_of_the_partner_call_it_so(app, make, prints):
    """I-12."""
    stand, order = prints
    studio_web = sign_in(app, make.make_user(stand.studio))
    partner_web = sign_in_partner(app, stand.partner)
    pages = [
        get(studio_web, f"/studio/orders/{order.id}"),
        get(partner_web, f"/partner/orders/{order.number}"),
        get(app.test_client(), order_links.url_of(order)),
    ]
    for page in pages:
        assert NAME in page
        assert f"Odbitki {NAME}" not in page
        assert f"Prints {NAME}" not in page


def test_mails_call_it_so(prints, mail_server):
    """M-09."""
    for message in send_all(mail_server):
        for part in texts(message):
            assert NAME in part
            assert f"Odbitki {NAME}" not in part


def test_what_a_price_list_sells_is_called_prints_as_before(make):
    order = make.make_mixed_order(make.make_studio())
    assert "Odbitki 15×23, mat" in names_on_documents(order)


def names_on_documents(order):
    with force_locale("pl"):
        lines = document_lines.lines_of(order, is_exempt=False, keeps_free=True)
    return [line["name"] for line in lines]
