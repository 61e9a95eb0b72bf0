"""Whom the documents of an order go to, and the messages about them."""

from extensions import db


def test_the_payer_is_whom_the_invoice_goes_to_else_the_orderer_else_the_client(make):
    """O-03."""
    gallery = make.make_gallery()
    order = make.make_order(
        make.make_cart(gallery.invitations[0]),
        email="b@example.com",
        invoice_email="a@example.com",
    )
    assert order.payer_email == "a@example.com"
    order.invoice_email = ""
    assert order.payer_email == "b@example.com"
    order.client_email = ""
    assert order.payer_email == gallery.client.email
    gallery.client.email = ""
    db.session.commit()
    assert order.payer_email == ""
