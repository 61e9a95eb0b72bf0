"""An invoice that was issued stays; what was wrong is corrected by another document."""

from copy import deepcopy

import pytest
from flask_babel import force_locale

from extensions import db
from models import Document
from services import document_corrections as corrections
from services import document_refusals as refusals
from services import documents_by_hand, orders
from services.document_corrections import Correction
from tests.services.test_pressing_at_once import at_once


@pytest.fixture
def invoice(make):
    studio = make.make_studio()
    make.sells(studio, sale_kind="FS")
    order = make.make_mixed_order(studio)
    return documents_by_hand.issue(order, "FS", "Hanna")


def place_of(invoice, kind):
    return next(at for at, one in enumerate(invoice.content["lines"]) if kind in one["name"])


def test_a_correction_says_before_after_and_the_difference(invoice):
    """D3."""
    before = deepcopy(invoice.content)
    at = place_of(invoice, "Prints 15") if invoice.locale == "en" else place_of(invoice, "15×23")
    change = Correction("one print less", quantities={at: before["lines"][at]["quantity"] - 1})
    correction = corrections.correct(invoice, change, "Hanna")
    content = correction.content
    assert correction.full_number == f"KFS/1/{correction.year}"
    assert content["before"]["lines"] == before["lines"]
    assert content["difference"]["total"]["gross_cents"] == -before["lines"][at]["unit_cents"]
    assert correction.total_cents == -before["lines"][at]["unit_cents"]
    assert content["corrects"]["number"] == invoice.full_number
    assert invoice.content == before


def test_the_next_correction_goes_on_from_the_one_before(invoice):
    first = corrections.correct(invoice, Correction("a", unit_cents={0: 100}), "Hanna")
    second = corrections.correct(
        invoice, Correction("b", unit_cents={0: 200}, corrections=1), "Hanna"
    )
    assert second.content["before"]["lines"] == first.content["lines"]
    assert second.total_cents == 100 * first.content["lines"][0]["quantity"]


def test_only_the_data_of_the_buyer_can_be_wrong(invoice):
    change = Correction("name", buyer={"name": "Żaneta Łoś"})
    correction = corrections.correct(invoice, change, "Hanna")
    assert correction.content["buyer"]["name"] == "Żaneta Łoś"
    assert correction.content["buyer_before"]["name"] == invoice.content["buyer"]["name"]
    assert (correction.total_cents, correction.content["difference"]["rates"]) == (0, [])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Correction("why"), "Nothing is different"),
        (Correction(" ", unit_cents={0: 1}), "why"),
        (Correction("why", quantities={0: -1}), "number from 0"),
        (Correction("why", unit_cents={0: 1}, corrections=3), "meanwhile"),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused_and_takes_no_number(
    invoice, change, sentence
):
    with force_locale("en"), pytest.raises(refusals.CorrectionWrong, match=sentence):
        corrections.correct(invoice, change, "Hanna")
    assert db.session.query(Document).filter_by(kind="KFS").count() == 0


def test_of_two_who_correct_at_once_the_second_is_told(app, invoice):
    invoice_id = invoice.id

    def press(n):
        one = db.session.get_one(Document, invoice_id)
        return corrections.correct(one, Correction("why", unit_cents={0: n + 1}), "").number

    results = at_once(app, 8, press)
    assert [one for one in results if isinstance(one, int)] == [1]


def test_a_discount_stays_a_discount(invoice):
    invoice.content = {**invoice.content, "lines": deepcopy(invoice.content["lines"])}
    invoice.content["lines"][0]["unit_cents"] = -500
    db.session.commit()
    correction = corrections.correct(invoice, Correction("why", unit_cents={0: 700}), "Hanna")
    assert correction.content["lines"][0]["unit_cents"] == -700


def test_an_order_that_changed_after_its_invoice_wants_a_correction(invoice):
    assert not corrections.is_behind(invoice)
    invoice.order.delivery_cents += 100
    db.session.commit()
    assert corrections.is_behind(invoice)


def test_an_order_that_was_cancelled_after_its_invoice_wants_a_correction(invoice):
    """N-10: only suggested."""
    orders.cancel(invoice.order, "Hanna")
    assert corrections.is_behind(invoice)
    nothing = {place: 0 for place in range(len(invoice.content["lines"]))}
    corrections.correct(invoice, Correction("cancelled", quantities=nothing), "Hanna")
    assert not corrections.is_behind(invoice)
