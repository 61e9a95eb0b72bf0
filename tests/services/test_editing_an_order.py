"""The studio changes an order that was placed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from extensions import db
from models import Event, OutboxEntry
from models.line_kind import LineKind
from models.vat import PERCENT
from services import order_edits, order_steps, orders, payments
from services.order_terms import Addition, Adjustment, BuyerTerms, DeliveryTerms, OrderTerms
from tests import factories
from tests.services.test_mails import send_all, texts

EXAMPLES = 40


@pytest.fixture
def order(make):
    """844,50 zł; see `make_mixed_order`."""
    return make.make_mixed_order()


def edit(order, **terms):
    mailed = terms.pop("is_mailed", False)
    order_edits.edit_order(order, order.version, OrderTerms(**terms), "Hanna", is_mailed=mailed)


def line_of(order, kind, filename=None):
    found = (one for one in order.lines if one.kind == kind)
    return next(one for one in found if filename in (None, one.filename))


def discount(cents, rate="23"):
    return Adjustment(LineKind.DISCOUNT, "Rabat", cents, rate)


def buyer_of(order):
    return BuyerTerms(**{name: getattr(order, name) for name in BuyerTerms.__dataclass_fields__})


def test_frozen_prices_stay_while_pieces_change(order):
    """M-12: the price list of today is another one."""
    for item in order.gallery.prices.items:
        item.price_cents += 999
    db.session.commit()
    prints = line_of(order, LineKind.PRINT, "IMG_3.JPG")
    edit(order, quantities={prints.id: 5})
    assert order.total_cents == 84_450 + 2 * 300


def test_a_line_goes_and_hands_its_note_on(order):
    """The note stands at the first line of its photo."""
    first = line_of(order, LineKind.PACKAGE_PHOTO, "IMG_1.JPG")
    edit(order, quantities={first.id: 0})
    photo = next(one for one in order.photos if one.filename == "IMG_1.JPG")
    assert (photo.note, photo.pin, photo.is_retouched) == ("jaśniej", (250, 750), False)


def test_what_is_added_is_sold_at_the_price_of_today(make, order):
    photo = make.make_photo(order.gallery, "IMG_9.JPG", number=9)
    paper = next(one for one in order.gallery.prices.items if one.is_print)
    paper.price_cents = 777
    db.session.commit()
    edit(order, additions=[Addition(None, photo), Addition(paper, photo, 2)])
    assert line_of(order, LineKind.EXTRA_PHOTO, "IMG_9.JPG").unit_price_cents == 4000
    assert order.total_cents == 84_450 + 4000 + 2 * 777
    assert [line.position for line in order.lines] == list(range(len(order.lines)))


def test_a_place_that_became_free_in_the_package_is_given_again(make, order):
    first = line_of(order, LineKind.PACKAGE_PHOTO)
    photo = make.make_photo(order.gallery, "IMG_9.JPG")
    edit(order, quantities={first.id: 0}, additions=[Addition(None, photo)])
    assert line_of(order, LineKind.PACKAGE_PHOTO).filename == "IMG_9.JPG"
    assert order.total_cents == 84_450


def test_a_discount_and_a_surcharge_are_lines_with_their_own_tax(order):
    edit(order, adjustments=[discount(1000), Adjustment(LineKind.SURCHARGE, "Ekspres", 500, "8")])
    assert order.total_cents == 84_450 - 1000 + 500
    assert sum(one.gross_cents for one in order.vat_sums) == order.total_cents
    assert sum(one.vat_cents for one in order.vat_sums) == order.vat_cents


@pytest.mark.parametrize(("cents", "rate"), [(90_000, "23"), (100, "8")])
def test_a_discount_never_takes_more_than_there_is(order, cents, rate):
    with pytest.raises(order_steps.DiscountTooLarge):
        edit(order, adjustments=[discount(cents, rate)])
    db.session.expire_all()
    assert order.total_cents == 84_450


def test_an_order_is_not_emptied(order):
    with pytest.raises(order_steps.OrderWouldBeEmpty):
        edit(order, quantities={line.id: 0 for line in order.lines})
    db.session.expire_all()
    assert order.lines


@pytest.mark.parametrize("pieces", [-1, 1000])
def test_pieces_have_limits(order, pieces):
    with pytest.raises(order_edits.QuantityWrong):
        edit(order, quantities={line_of(order, LineKind.PRINT).id: pieces})


def test_the_package_gives_no_more_by_hand(order):
    with pytest.raises(order_edits.QuantityWrong):
        edit(order, quantities={line_of(order, LineKind.PACKAGE_PRINT).id: 2})


def test_of_two_tabs_the_second_is_told_and_overwrites_nothing(order):
    seen = order.version
    edit(order, quantities={line_of(order, LineKind.PRINT).id: 4})
    after = order.total_cents
    with pytest.raises(order_steps.OrderChanged):
        order_edits.edit_order(order, seen, OrderTerms(adjustments=[discount(100)]), "Jan")
    db.session.expire_all()
    assert order.total_cents == after


def test_a_cancelled_order_stays_as_it_is(order):
    orders.cancel(order, "Hanna")
    with pytest.raises(order_steps.OrderNotEditable):
        edit(order, adjustments=[discount(100)])


def test_a_paid_order_that_grows_waits_for_the_difference(make, order):
    payments.mark_paid(order, "Hanna")
    edit(order, adjustments=[Adjustment(LineKind.SURCHARGE, "Ekspres", 500, "23")])
    assert (order.is_paid, order.paid_cents, order.due_cents) == (False, 84_450, 500)
    payments.mark_paid(order, "Hanna")
    assert (order.is_paid, order.due_cents, order.paid_cents) == (True, 0, 84_950)


def test_a_paid_order_that_shrinks_says_what_to_give_back(order):
    payments.mark_paid(order, "Hanna")
    edit(order, adjustments=[discount(500)])
    assert (order.is_paid, order.overpaid_cents, order.due_cents) == (True, 500, 0)


def test_an_order_that_shrinks_to_what_came_in_is_paid(order):
    payments.mark_paid(order, "Hanna")
    edit(order, adjustments=[Adjustment(LineKind.SURCHARGE, "Ekspres", 500, "23")])
    edit(order, quantities={line_of(order, LineKind.SURCHARGE).id: 0})
    assert order.is_paid


def test_the_timeline_keeps_what_was_and_what_is_and_nobodys_data(order):
    prints = line_of(order, LineKind.PRINT, "IMG_3.JPG")
    new = replace(buyer_of(order), client_name="Ewa Nowa", company="Nowa sp. z o.o.")
    edit(order, quantities={prints.id: 1}, buyer=new)
    told = Event.detail_of(order.id, "order.edited")
    assert (told["before"], told["after"], told["parts"]) == (84_450, 83_850, ["buyer"])
    changed = told["changes"][0]
    assert (changed["file"], changed["before"], changed["after"]) == ("IMG_3.JPG", 3, 1)
    assert "Nowa" not in str(told)
    assert (order.client_name, order.search_key.split()[0]) == ("Ewa Nowa", "ewa")


def test_saving_without_a_change_tells_nothing(order):
    edit(order, buyer=buyer_of(order))
    assert Event.detail_of(order.id, "order.edited") == {}


def test_another_delivery_is_in_the_total(order):
    edit(order, delivery=DeliveryTerms(None, "", 0, "23"))
    assert (order.total_cents, order.street) == (84_450 - 2250, "")


def test_the_client_is_told_only_when_the_studio_wishes(app, mail_server, order):
    edit(order, adjustments=[discount(100)])
    kinds = db.session.scalars(db.select(OutboxEntry.kind)).all()
    assert "mail.order_edited" not in kinds
    payments.mark_paid(order, "Hanna")
    edit(order, adjustments=[Adjustment(LineKind.SURCHARGE, "Ekspres", 900, "23")], is_mailed=True)
    for text in texts(send_all(mail_server)[-1]):
        assert "Ekspres" in text
        assert "9,00" in text


LINES = st.tuples(st.integers(0, 8), st.sampled_from(sorted(PERCENT)), st.integers(0, 60_000))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(LINES, min_size=1, max_size=4), st.booleans())
def test_whatever_is_edited_the_lines_are_the_total_and_never_below_nothing(app, edits, is_paid):
    """The rates add up to the total and none is negative; paid is what is covered."""
    order = factories.make_mixed_order()
    if is_paid:
        payments.mark_paid(order, "Hanna")
    for pieces, rate, cents in edits:
        kind = LineKind.DISCOUNT if cents % 2 else LineKind.SURCHARGE
        changed = [line.id for line in order.lines if line.kind in (LineKind.PRINT, "product")]
        terms = OrderTerms(
            quantities=dict.fromkeys(changed[:2], pieces),
            adjustments=[Adjustment(kind, "Zmiana", cents, rate)] if cents else [],
        )
        before = order.total_cents
        try:
            order_edits.edit_order(order, order.version, terms, "Hanna")
        except (order_steps.DiscountTooLarge, order_steps.OrderWouldBeEmpty):
            db.session.expire_all()
            assert order.total_cents == before
        rates = order.vat_sums
        assert sum(one.gross_cents for one in rates) == order.total_cents >= 0
        assert all(one.gross_cents >= 0 for one in rates)
        assert (
            order.total_cents == sum(one.total_cents for one in order.sums) + order.delivery_cents
        )
        assert order.is_paid == (is_paid and order.paid_cents >= order.total_cents)
        assert order.due_cents == (0 if order.is_paid else order.total_cents - order.paid_cents)
