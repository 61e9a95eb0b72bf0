"""The order form: payment, invoice, consents, and what changed while it was filled in."""

import re

import pytest
from sqlalchemy import select

from extensions import db
from models import Consent, Order
from services import carts, seen, wishes
from services.documents import kind_of_sale
from tests.blueprints.proofing.test_order import send


@pytest.fixture
def form(cart):
    return {
        "cart_key": cart.key,
        "seen_total": "4000",
        "seen": seen.text_of(cart),
        "name": "Łucja Wójcik",
        "email": "lucja@example.com",
    }


@pytest.fixture
def consent(gallery, make):
    return make.save(Consent(studio_id=gallery.studio_id, text_pl="Regulamin", is_required=True))


def orders():
    return db.session.scalars(select(Order).order_by(Order.id)).all()


def plain(answer):
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def mark(page, consent):
    return re.search(rf'name="consent-{consent.id}" value="(\w+)"', page)[1]


def test_how_to_pay_must_be_said_when_something_is_due(client_web, make, gallery, form):
    """N-06"""
    make.make_payment(gallery)
    cash = make.make_payment(gallery, kind="cash", name="Gotówka", account_number="")
    answer = send(client_web, form)
    assert answer.status_code == 422
    assert 'id="payment-error"' in answer.text
    assert send(client_web, form | {"payment": cash.id}).status_code == 303
    (order,) = orders()
    assert (order.payment_kind, order.account_number) == ("cash", "")


def test_without_anything_to_pay_nobody_asks_how(client_web, make, gallery, form, cart):
    make.make_payment(gallery)
    make.make_payment(gallery, kind="cash", name="G")
    gallery.prices.extra_photo_cents = 0
    db.session.commit()
    assert send(client_web, form | {"seen_total": "0", "invoice": "1"}).status_code == 303
    (order,) = orders()
    assert (order.payment_kind, order.tax_id) == (None, "")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Podaj NIP."),
        ("676 245 11 3", "NIP ma 10 cyfr, a tu jest 9. Sprawdź go."),
        ("12", "NIP ma 10 cyfr, a tu są 2."),
        ("526-025-02-75", "Ostatnia cyfra nie pasuje do pozostałych."),
        ("52602502X4", "NIP składa się z samych cyfr."),
    ],
)
def test_a_wrong_tax_number_is_told_and_kept(client_web, form, typed, sentence):
    answer = send(client_web, form | {"invoice": "1", "company": "Wójcik", "tax_id": typed})
    assert answer.status_code == 422
    assert sentence in plain(answer)
    assert f'name="tax_id" type="text" value="{typed}"' in answer.text
    assert orders() == []


def test_an_invoice_keeps_its_own_address(client_web, form):
    billing = {"invoice_street": "ul. Krótka 5", "invoice_postcode": "31-060"}
    invoice = {"invoice": "1", "company": "Wójcik", "tax_id": "PL 526-025-02-74"} | billing
    assert 'id="invoice_city-error"' in send(client_web, form | invoice).text
    assert send(client_web, form | invoice | {"invoice_city": "Kraków"}).status_code == 303
    (order,) = orders()
    assert (order.tax_id, order.company, order.invoice_city) == ("5260250274", "Wójcik", "Kraków")
    assert order.street == ""


def test_a_person_without_a_company_can_have_an_invoice(client_web, form):
    """B-19, N-12: the address is needed, a tax number is not."""
    answer = send(client_web, form | {"invoice": "1"})
    assert 'id="invoice_street-error"' in answer.text
    assert 'id="tax_id-error"' not in answer.text
    address = {"invoice_street": "ul. Krótka 5", "invoice_postcode": "31-060"}
    sent = form | {"invoice": "1", "invoice_city": "Kraków"} | address
    assert send(client_web, sent).status_code == 303
    (order,) = orders()
    assert (order.wants_invoice, order.tax_id, kind_of_sale(order)) == (True, "", "FS")


def test_an_empty_address_of_the_invoice_is_that_of_the_courier(client_web, make, gallery, form):
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=1000)
    where = {"street": "ul. Długa 1", "postcode": "31-000", "city": "Kraków"}
    sent = {f"{name}-{courier.id}": value for name, value in where.items()}
    sent |= {"method": courier.id, "seen_total": "5000", "phone": "600 100 200"}
    sent |= {"invoice": "1", "company": "Wójcik", "tax_id": "DE123456789"}
    assert send(client_web, form | sent).status_code == 303
    (order,) = orders()
    assert (order.invoice_street, order.tax_id) == ("ul. Długa 1", "DE123456789")


def test_fields_of_an_invoice_nobody_asked_for_are_left_out(client_web, form):
    assert send(client_web, form | {"company": "Wójcik", "tax_id": "x"}).status_code == 303
    assert orders()[0].company == ""


def test_a_required_consent_blocks_beside_its_box(client_web, form, consent):
    """N-20"""
    answer = send(client_web, form)
    assert answer.status_code == 422
    assert f'id="consent-{consent.id}-error"' in answer.text
    ticked = {f"consent-{consent.id}": mark(answer.text, consent)}
    assert send(client_web, form | ticked).status_code == 303
    assert [(one.text, one.is_given) for one in orders()[0].consents] == [("Regulamin", True)]


def test_an_optional_consent_may_stay_empty(client_web, make, gallery, form):
    """N-20"""
    make.save(Consent(studio_id=gallery.studio_id, text_pl="Portfolio"))
    assert send(client_web, form).status_code == 303
    assert [(one.text, one.is_given) for one in orders()[0].consents] == [("Portfolio", False)]


def test_words_that_changed_meanwhile_are_not_agreed_to(client_web, form, consent):
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    ticked = {f"consent-{consent.id}": mark(page, consent)}
    consent.text_pl = "Regulamin i prawa autorskie"
    db.session.commit()
    answer = send(client_web, form | ticked)
    assert answer.status_code == 422
    assert "Treść zmieniła się" in answer.text
    assert orders() == []


def test_addresses_in_a_consent_are_links(client_web, form, consent):
    consent.text_pl = "Regulamin: https://example.com/r <b>"
    db.session.commit()
    page = client_web.get(f"{client_web.base}/cart").text
    assert '<a href="https://example.com/r"' in page
    assert "&lt;b&gt;" in page


def test_a_photo_taken_out_elsewhere_is_named_and_confirmed_again(client_web, form, cart, photos):
    """M-13: the difference is shown, everything typed is kept."""
    carts.unpick(cart, photos[0])
    answer = send(client_web, form | {"note": "Bez pośpiechu"})
    assert answer.status_code == 409
    assert "DSC_0001.JPG wyjęto w innym oknie." in plain(answer)
    assert "Było: 40,00 zł, jest: 0,00 zł." in plain(answer)
    assert ">Bez pośpiechu</textarea>" in answer.text
    assert orders() == []
    again = re.search(r'name="seen" value="([^"]*)"', answer.text)[1]
    assert send(client_web, form | {"seen": again, "seen_total": "0"}).status_code == 303


def test_a_print_that_left_the_price_list_is_told(client_web, make, gallery, cart, photos, form):
    mat = make.make_item(gallery, included_count=5)
    wishes.order_of_photo(cart, photos[0], mat, 1)
    db.session.refresh(cart)
    sent = form | {"seen": seen.text_of(cart)}
    db.session.delete(mat)
    db.session.commit()
    answer = send(client_web, sent)
    assert answer.status_code == 409
    assert "nie ma już w sprzedaży" in plain(answer)


def test_an_old_and_a_new_price_are_both_told(client_web, gallery, form):
    gallery.prices.extra_photo_cents = 4800
    db.session.commit()
    answer = send(client_web, form)
    assert answer.status_code == 409
    assert "Było: 40,00 zł, jest: 48,00 zł." in plain(answer)


def test_a_rule_of_the_gallery_is_refused_with_its_sentence(client_web, gallery, form):
    """N-03"""
    gallery.max_photo_count = 2
    db.session.commit()
    answer = send(client_web, form)
    assert answer.status_code == 422
    assert "Wybierz najwyżej 2 zdjęcia." in plain(answer)
    assert orders() == []


@pytest.mark.parametrize("typed", ["xx", "Rynek Główny 5"])
def test_a_locker_is_named_by_a_code(client_web, make, gallery, form, typed):
    locker = make.make_method(gallery, kind="locker", name="Paczkomat", price_cents=1000)
    sent = form | {"method": locker.id, "seen_total": "5000", "phone": "600 100 200"}
    point = f"point-{locker.id}"
    assert "To nie wygląda na kod paczkomatu" in plain(send(client_web, sent | {point: typed}))
    assert send(client_web, sent | {point: "kra012, Zamoyskiego 15"}).status_code == 303
    assert orders()[0].delivery_point == "KRA012, Zamoyskiego 15"
