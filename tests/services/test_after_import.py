"""What happens by itself once an order has come in."""

import pytest

from extensions import db
from services import outbox
from tests.services.living import come_in, connect, keep_all, kinds_of, outcomes, promised


@pytest.fixture
def studio(make):
    return make.make_studio()


def order_of(make, studio, **values):
    return make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]), **values)


def test_with_both_options_off_nobody_is_told_anything(make, studio, mail_server, shop_server):
    """O-01."""
    order = come_in(make.make_gallery(studio), connect(studio, shop_server))
    assert promised(order) == []
    keep_all()
    assert shop_server.told == []


def test_with_both_options_on_the_shop_gets_one_status_and_the_payer_one_mail(
    make, studio, mail_server, shop_server
):
    """O-01, O-02: a fetched order."""
    studio.feedback.mails_after_import = True
    shop = connect(studio, shop_server, status_after_import="processing")
    come_in(make.make_gallery(studio), shop)
    keep_all()
    assert shop_server.told == [{"order": "77", "status": "processing"}]
    assert [mail["To"] for mail in mail_server.messages] == ["anna@example.com"]


def test_the_mail_after_import_replaces_the_confirmation(make, studio, mail_server):
    """O-03, D15: one mail per new order."""
    studio.feedback.mails_after_import = True
    order = order_of(make, studio)
    assert [one.kind for one in promised(order)] == ["mail.order_imported", "mail.order_arrived"]


def test_whoever_was_sent_the_confirmation_gets_no_second_mail_when_it_is_switched_on(
    make, studio, mail_server
):
    """D15, O-28: the two are one slot."""
    order = order_of(make, studio)
    assert outcomes(order) == {"import_mail": "promised"}


def test_the_mail_goes_to_the_payer_only(make, studio, mail_server):
    """O-03."""
    studio.feedback.mails_after_import = True
    order_of(make, studio, email="b@example.com", invoice_email="a@example.com")
    keep_all()
    assert [mail["To"] for mail in mail_server.messages] == [
        "a@example.com",
        studio.contact_email,
    ]


def test_without_an_address_nothing_is_sent_and_the_rest_goes_on(
    make, studio, mail_server, shop_server
):
    """O-03, N-11."""
    studio.feedback.mails_after_import = True
    shop = connect(studio, shop_server, status_after_import="processing")
    gallery = make.make_gallery(studio)
    gallery.client.email = ""
    order = come_in(gallery, shop, client_email="")
    assert outcomes(order) == {"import_status": "promised", "import_mail": "skipped"}
    assert "order.no_payer_email" in kinds_of(order)
    assert order.to_clarify == "Płatnik nie ma adresu e-mail."
    keep_all()
    assert shop_server.told == [{"order": "77", "status": "processing"}]


def test_no_status_is_chosen_leaves_the_one_the_order_has(make, studio, mail_server, shop_server):
    """O-02: "leave"."""
    come_in(make.make_gallery(studio), connect(studio, shop_server))
    keep_all()
    assert shop_server.told == []


def test_an_order_that_is_in_no_shop_is_told_to_none(make, studio, mail_server, shop_server):
    """D1."""
    connect(studio, shop_server, status_after_import="processing")
    order = order_of(make, studio)
    assert promised(order, "shop.set_status") == []
    assert "import_status" not in outcomes(order)


def test_a_status_that_vanished_fails_with_that_reason_and_goes_after_the_fix(
    make, studio, mail_server, shop_server
):
    """O-02."""
    shop_server.has_statuses({"new": "New"})
    shop = connect(studio, shop_server, status_after_import="processing")
    order = come_in(make.make_gallery(studio), shop)
    keep_all()
    (entry,) = promised(order, "shop.set_status")
    assert (entry.state, entry.last_code) == ("retry", "status_gone")
    shop.status_after_import = "new"
    db.session.commit()
    outbox.retry_now(entry)
    keep_all()
    assert shop_server.told == [{"order": "77", "status": "new"}]


def test_every_order_gets_its_confirmation_or_pro_forma(make, studio):
    """D2."""
    assert [one.kind for one in order_of(make, studio).documents] == ["RO"]
    studio.feedback.import_mode = "PF"
    make.sells(studio)
    assert [one.kind for one in order_of(make, studio).documents] == ["PF"]


def test_an_order_stands_when_its_document_is_refused_and_says_why(make, studio):
    """N-11: the seller's data are missing, and the client knows nothing of it."""
    studio.feedback.import_mode = "PF"
    order = order_of(make, studio)
    assert order.documents == []
    assert "NIP" in order.to_clarify
    assert "order.not_completed" in kinds_of(order)
    assert [one.kind for one in promised(order)] == ["mail.order_placed", "mail.order_arrived"]


def test_sold_at_once_means_one_document_of_the_sale_and_no_completion_mail(
    make, studio, mail_server
):
    """O-06."""
    studio.feedback.import_mode = "DS"
    studio.feedback.mails_after_completion = True
    order = order_of(make, studio)
    assert [one.kind for one in order.documents] == ["PA"]
    assert order.is_completed
    assert promised(order, "mail.order_completed") == []
    studio.feedback.import_mode = "RO"
    db.session.commit()
    assert outcomes(order)["completion_mail"] == "skipped"


def test_sold_at_once_the_mail_after_import_carries_the_document(make, studio, mail_server):
    """O-06, O-24."""
    studio.feedback.import_mode = "DS"
    studio.feedback.mails_after_import = studio.feedback.attaches_document = True
    order = order_of(make, studio)
    keep_all()
    (mail,) = [one for one in mail_server.messages if one["To"] == order.client_email]
    (pdf,) = mail.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_filename() == order.documents[0].file_name
