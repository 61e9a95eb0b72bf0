"""Completing an order: the document of its sale, and what follows once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from extensions import db
from models import Order
from services import completion, document_refusals, feedback, orders, outbox, payments
from services.payments import Receipt
from tests.services.living import come_in, connect, keep_all, kinds_of, outcomes, promised, put_into


@pytest.fixture
def studio(make):
    studio = make.make_studio()
    make.sells(studio)
    return studio


@pytest.fixture
def order(make, studio):
    return make.make_mixed_order(studio)


def test_completing_documents_the_sale_and_runs_the_actions_once(order, mail_server):
    """O-05."""
    order.studio.feedback.mails_after_completion = True
    completion.complete(order, "Hanna")
    assert order.is_completed
    assert [one.kind for one in order.documents] == ["RO", "PA"]
    assert outcomes(order)["completion_mail"] == "promised"
    assert kinds_of(order)[-1] == "order.completed"
    with pytest.raises(completion.CompletedBefore):
        completion.complete(order, "Hanna")
    assert len(promised(order, "mail.order_completed")) == 1


def test_a_cancelled_order_is_not_completed(order):
    """O-05."""
    orders.cancel(order, "Hanna")
    with pytest.raises(completion.NotStanding):
        completion.complete(order, "Hanna")
    assert [one.kind for one in order.documents] == ["RO"]


def test_a_refused_document_leaves_the_order_as_it_is(make):
    """O-05, D3: a company's invoice belongs into KSeF."""
    studio = make.make_studio()
    make.sells(studio)
    order = make.make_mixed_order(studio, company="Wrona sp. z o.o.", tax_id="5260250274")
    with pytest.raises(document_refusals.CompanyInvoiceElsewhere):
        completion.complete(order, "Hanna")
    assert not order.is_completed
    assert [one.kind for one in order.documents] == ["RO"]


def test_of_many_who_press_at_once_one_completes(app, order, mail_server):
    """O-05, O-09."""
    order.studio.feedback.mails_after_completion = True
    db.session.commit()
    order_id = order.id

    def press(_):
        with app.app_context():
            try:
                completion.complete(db.session.get_one(Order, order_id), "Hanna")
            except completion.CompletedBefore:
                return False
            return True

    with ThreadPoolExecutor(6) as pressing:
        pressed = list(pressing.map(press, range(6)))
    db.session.expire_all()
    assert sum(pressed) == 1
    assert len(promised(order, "mail.order_completed")) == 1
    assert len(order.documents) == 2


def test_the_mail_goes_once_however_often_feedback_runs(order, mail_server):
    """O-09, N-08."""
    order.studio.feedback.mails_after_completion = True
    completion.complete(order, "Hanna")
    for _ in range(3):
        feedback.run(order.studio)
        keep_all()
    assert [mail["To"] for mail in mail_server.messages].count(order.payer_email) == 2
    subjects = [mail["Subject"] for mail in mail_server.messages]
    assert subjects.count("Zamówienie nr 1001 zostało zrealizowane") == 1


def test_the_mail_waits_for_its_pdf_and_carries_it(order, mail_server):
    """O-10: one PDF, its number and bytes those that were issued."""
    settings = order.studio.feedback
    settings.mails_after_completion = settings.attaches_document = True
    completion.complete(order, "Hanna")
    (entry,) = promised(order, "mail.order_completed")
    assert entry.after.kind == "document.render"
    outbox.keep(entry.id)
    assert entry.state == "pending"
    keep_all()
    mail = mail_server.messages[-1]
    (pdf,) = mail.iter_attachments()
    sale = order.documents[-1]
    assert pdf.get_filename() == sale.file_name == f"PA_1_{sale.year}.pdf"
    assert len(pdf.get_content()) == sale.pdf_bytes


def test_the_shop_gets_the_status_and_the_pdf_once(order, mail_server, shop_server):
    """O-08, O-11."""
    order.studio.feedback.pushes_document = True
    put_into(connect(order.studio, shop_server, status_after_completion="done"), order)
    completion.complete(order, "Hanna")
    for _ in range(2):
        feedback.run(order.studio)
        keep_all()
    number = order.documents[-1].full_number
    told = [{key: one[key] for key in one if key != "bytes"} for one in shop_server.told]
    assert told == [
        {"order": "77", "status": "done"},
        {"order": "77", "document": number},
    ]


def test_the_pdf_is_sent_again_after_the_shop_was_away(order, mail_server, shop_server):
    """O-11: with back-off."""
    order.studio.feedback.pushes_document = True
    put_into(connect(order.studio, shop_server), order)
    completion.complete(order, "Hanna")
    shop_server.script("500")
    keep_all()
    (entry,) = promised(order, "shop.push_document")
    assert [one.code for one in entry.history] == ["500", None]
    assert (entry.state, len(shop_server.told)) == ("sent", 1)


def test_a_shop_that_takes_no_documents_is_sent_none(order, mail_server, shop_server):
    """O-12."""
    order.studio.feedback.pushes_document = True
    put_into(connect(order.studio, shop_server, platform="mute"), order)
    completion.complete(order, "Hanna")
    assert promised(order, "shop.push_document") == []


def test_a_paid_order_completes_itself_where_the_rule_says_so(order):
    """N-09."""
    order.studio.feedback.completes_paid = True
    payments.mark_paid(order, "Hanna")
    assert order.is_completed


def test_part_of_the_money_completes_nothing(order):
    """N-09, N-17."""
    order.studio.feedback.completes_paid = True
    payments.record(order, Receipt(10_000, order.studio.today()), "Hanna")
    feedback.run(order.studio)
    assert not order.is_completed
    payments.record(order, Receipt(74_450, order.studio.today()), "Hanna")
    assert order.is_completed


def test_without_the_rule_nothing_completes_itself(order):
    """D4."""
    payments.mark_paid(order, "Hanna")
    feedback.run(order.studio)
    assert not order.is_completed


def test_handed_over_photos_complete_the_orders_of_the_session(make, order):
    """N-09."""
    order.studio.feedback.completes_handed_over = True
    make.make_photo(order.gallery, "IMG_1.JPG", folder="full")
    make.hand_over(order.gallery)
    assert order.is_completed


def test_what_cannot_be_completed_says_why_and_the_rest_goes_on(make, studio):
    """N-09, N-11: the rule tries again until it works."""
    first = make.make_mixed_order(studio, company="Wrona", tax_id="5260250274")
    second = make.make_mixed_order(studio)
    studio.feedback.completes_paid = True
    for one in (first, second):
        payments.mark_paid(one, "Hanna")
    assert first.is_paid
    assert "KSeF" in first.to_clarify
    assert not first.is_completed
    assert second.is_completed
    studio.document_settings.issues_company_invoices = True
    db.session.commit()
    assert feedback.run(studio).completed == 1
    assert first.is_completed
    assert first.to_clarify == ""


def test_a_sale_at_once_that_was_refused_is_tried_again(make, studio):
    """O-06, N-09."""
    studio.feedback.import_mode = "DS"
    order = make.make_mixed_order(studio, company="Wrona", tax_id="5260250274")
    assert (order.documents, order.is_completed) == ([], False)
    assert feedback.run(studio).unclear == 1
    studio.document_settings.issues_company_invoices = True
    db.session.commit()
    assert feedback.run(studio).completed == 1
    assert [one.kind for one in order.documents] == ["FS"]
    assert order.to_clarify == ""


def test_an_order_that_is_paid_when_it_comes_in_runs_the_whole_chain_in_turn(
    make, studio, mail_server, shop_server
):
    """O-07: import actions, completion, completion actions."""
    settings = studio.feedback
    settings.completes_paid = settings.mails_after_import = settings.mails_after_completion = True
    statuses = {"status_after_import": "processing", "status_after_completion": "done"}
    shop = connect(studio, shop_server, **statuses)
    order = come_in(make.make_gallery(studio), shop, paid=True)
    assert [one.kind for one in order.documents] == ["RO", "PA"]
    keep_all()
    assert shop_server.told == [
        {"order": "77", "status": "processing"},
        {"order": "77", "status": "done"},
    ]
    subjects = [mail["Subject"].split(":")[0] for mail in mail_server.messages]
    assert subjects == ["Zamówienie nr 1001 dotarło", "Zamówienie nr 1001 zostało zrealizowane"]
    for _ in range(2):
        feedback.run(studio)
        keep_all()
    assert (len(shop_server.told), len(mail_server.messages)) == (2, 2)
