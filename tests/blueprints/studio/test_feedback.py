"""Settings: feedback and statuses. Its labels, what is greyed, what older orders are spared."""

import pytest

from extensions import db
from models.order_action import Action
from models.token import new_token
from services import completion, payments
from tests.blueprints.studio.looking import get
from tests.fakes.shop_connector import MUTE, SCRIPTED
from tests.services.living import come_in, outcomes, promised

PAGE = "/studio/settings/feedback"
RO = {"import_mode": "RO", "of_completion": "1"}
COUNTED = 'E-mail po zrealizowaniu: <span class="num">3 zamówienia</span>'
STATUSES = [{"code": "new", "name": "New"}, {"code": "done", "name": "Completed"}]


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def gallery(make, studio):
    return make.make_gallery(studio)


def shop_of(make, studio, platform=SCRIPTED, **values):
    return make.make_shop(studio, platform=platform, statuses=STATUSES, **values)


def completed(gallery, count, shop=None):
    orders = [come_in(gallery, shop, remote_id=new_token()) for _ in range(count)]
    for order in orders:
        completion.complete(order, "Hanna")
    return orders


def save(web, **fields):
    return web.post(PAGE, data=RO | fields)


def test_every_label_is_that_of_the_contract(studio_web, studio, make):
    """O-01, O-02, O-03, O-04, O-05, O-08, O-10, O-11, O-26, O-27, O-29."""
    shop_of(make, studio)
    page = get(studio_web, PAGE)
    for label in (
        "Aktualizacja zwrotna i statusy",
        "Tryb importu",
        "RO – rezerwacja odbiorcy",
        "PF – proforma",
        "DS – dokument sprzedaży",
        "Akcja po zaimportowaniu zamówienia",
        "Po zaimportowaniu zamówienia ustaw status",
        "Akcja po zrealizowaniu zamówienia",
        "Po zrealizowaniu zamówienia ustaw status",
        "nie zmieniaj",
        "Wyślij e-mail do klienta",
        "Szablon wiadomości…",
        "Dołącz dokument sprzedaży w PDF",
        "Przesyłaj dokumenty sprzedaży w PDF do sklepu",
        "Pozostałe ustawienia",
        "Resetuj statusy aktualizacji zwrotnej",
        "Resetuj parametry",
        "Status po zaimportowaniu",
        "E-mail po zaimportowaniu",
        "Status po zrealizowaniu",
        "E-mail po zrealizowaniu",
        "Dokument PDF w sklepie",
        "Status płatności",
        "Numer nadania",
        "E-mail z podziękowaniem",
    ):
        assert label in page, label
    assert 'href="/studio/settings/templates/order_imported/pl"' in page
    assert 'href="/studio/settings/templates/order_completed/pl"' in page


def test_sold_at_once_greys_the_completion_and_keeps_its_values(studio_web, studio):
    """O-06."""
    studio.feedback.mails_after_completion = studio.feedback.completes_paid = True
    db.session.commit()
    studio_web.post(PAGE, data={"import_mode": "DS"})
    page = get(studio_web, PAGE)
    assert "Dostępne tylko dla trybu RO lub PF." in page
    assert "<fieldset disabled>" in page
    assert studio.feedback.mails_after_completion
    studio_web.post(PAGE, data={"import_mode": "RO"})
    assert studio.feedback.completes_paid
    assert "<fieldset disabled>" not in get(studio_web, PAGE)


def test_statuses_are_chosen_from_what_the_shop_lists(studio_web, studio, make):
    """O-02, O-08."""
    shop = shop_of(make, studio)
    fields = {f"import_status-{shop.id}": "new", f"completion_status-{shop.id}": "done"}
    assert save(studio_web, **fields).status_code == 303
    assert (shop.status_after_import, shop.status_after_completion) == ("new", "done")
    assert save(studio_web, **{f"import_status-{shop.id}": "made up"}).status_code == 400
    assert shop.status_after_import == "new"


def test_a_status_that_vanished_is_marked_red(studio_web, studio, make):
    """O-02."""
    shop_of(make, studio, status_after_import="processing")
    page = get(studio_web, PAGE)
    assert "Sklep nie ma już tego statusu" in page


@pytest.mark.parametrize(
    ("platform", "reason"),
    [(None, "Żaden sklep nie jest połączony."), (MUTE, "Twój sklep tego nie obsługuje.")],
)
def test_documents_go_only_to_shops_that_take_them(studio_web, studio, make, platform, reason):
    """O-11, O-12: greyed with its reason, and refused when it is sent all the same."""
    if platform:
        shop_of(make, studio, platform)
    assert reason in get(studio_web, PAGE)
    assert save(studio_web, pushes_document="1").status_code == 400
    assert not studio.feedback.pushes_document


def test_a_shop_that_takes_documents_is_sent_them(studio_web, studio, make):
    """O-11, O-12."""
    shop_of(make, studio)
    assert save(studio_web, pushes_document="1").status_code == 303
    assert studio.feedback.pushes_document


def test_older_orders_are_counted_and_spared(studio_web, studio, make, gallery):
    """O-08: five completed orders, a status switched on; a new order is told."""
    shop = shop_of(make, studio)
    old = completed(gallery, 5, shop)
    fields = {f"completion_status-{shop.id}": "done"}
    asked = save(studio_web, **fields)
    assert "5 starszych zamówień dostałoby tę zmianę. Zresetować?" in asked.text
    for word in ("Zresetuj do dziś", "Wyślij do wszystkich", "Anuluj"):
        assert word in asked.text
    assert shop.status_after_completion == ""
    assert save(studio_web, older="reset", **fields).status_code == 303
    assert shop.status_after_completion == "done"
    studio_web.post("/studio/orders/feedback")
    assert [outcomes(order)["completion_status"] for order in old] == ["reset"] * 5
    (new,) = completed(gallery, 1, shop)
    assert len(promised(new, "shop.set_status")) == 1


def test_older_orders_are_told_where_the_studio_says_so(studio_web, studio, gallery):
    """O-08: send to all."""
    (old,) = completed(gallery, 1)
    save(studio_web, mails_after_completion="1", older="send")
    studio_web.post("/studio/orders/feedback")
    assert len(promised(old, "mail.order_completed")) == 1


def test_a_rule_does_not_complete_what_was_paid_before_unless_asked(studio_web, studio, gallery):
    """O-08, N-09: documents of old sales are not issued by surprise."""
    old = come_in(gallery, paid=True)
    asked = save(studio_web, completes_paid="1")
    assert "1 starsze zamówienie dostałoby tę zmianę" in asked.text
    save(studio_web, completes_paid="1", older="reset")
    studio_web.post("/studio/orders/feedback")
    assert not old.is_completed
    new = come_in(gallery)
    payments.mark_paid(new, "Hanna")
    assert new.is_completed


def test_a_changed_save_advises_a_reset_and_an_unchanged_one_does_not(studio_web, studio, gallery):
    """O-30."""
    advice = "Zmieniono ustawienia. Zalecamy zresetowanie statusów."
    save(studio_web)
    assert advice not in get(studio_web, PAGE)
    completed(gallery, 2)
    save(studio_web, mails_after_completion="1", older="send")
    page = get(studio_web, PAGE)
    assert advice in page
    assert "E-mail po zrealizowaniu: 2 zamówienia" in page
    assert "Zresetuj do dziś" in page
    studio_web.post(f"{PAGE}/advice")
    save(studio_web, mails_after_completion="1")
    assert advice not in get(studio_web, PAGE)


def test_a_reset_is_counted_confirmed_and_undone(studio_web, studio, gallery):
    """O-27, O-28, O-29, D10."""
    completed(gallery, 3)
    studio.feedback.mails_after_completion = True
    db.session.commit()
    address = f"{PAGE}/reset?up_to={studio.today()}&action=completion_mail"
    page = get(studio_web, address)
    assert COUNTED in page
    assert "Nic nie zostanie wysłane. Wybrane zamówienia zostaną oznaczone jako już" in page
    data = {"up_to": str(studio.today()), "action": [Action.COMPLETION_MAIL.value]}
    answer = studio_web.post(f"{PAGE}/reset", data=data)
    assert answer.status_code == 303
    reset_id = answer.location.split("#reset-")[1]
    assert "Cofnij" in get(studio_web, PAGE)
    assert studio_web.post(f"{PAGE}/reset/{reset_id}/undo").status_code == 303
    assert COUNTED in get(studio_web, address)


def test_a_reset_of_nothing_is_refused(studio_web):
    """O-29."""
    assert studio_web.post(f"{PAGE}/reset", data={}).status_code == 422
    assert studio_web.post(f"{PAGE}/reset", data={"action": "rm -rf"}).status_code == 400


def test_an_unknown_mode_is_refused(studio_web, studio):
    """O-06."""
    assert studio_web.post(PAGE, data={"import_mode": "XX"}).status_code == 400
