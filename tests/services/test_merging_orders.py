"""Two orders of one client become one."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from extensions import db
from models import Event, OutboxEntry, Photo
from models.line_kind import LineKind
from services import completion, order_merges, order_steps, orders, payments
from tests import factories

PRICES = {"package_photo_count": 1, "package_cents": 10_000, "extra_photo_cents": 4000}


@pytest.fixture
def gallery(make):
    return make.make_gallery(**PRICES)


def place(gallery, names, method=None, person=None, **values):
    known = {photo.filename: photo for photo in gallery_photos(gallery)}
    photos = [known.get(name) or factories.make_photo(gallery, name) for name in names]
    cart = factories.make_cart(person or gallery.invitations[0], photos)
    return factories.make_order(cart, method, **values)


def gallery_photos(gallery):
    shot = db.select(Photo).where(Photo.gallery_id == gallery.id).order_by(Photo.id)
    return db.session.scalars(shot).all()


def merge(kept, emptied, **values):
    versions = kept.version, emptied.version
    order_merges.merge_orders(kept, emptied, versions, "Hanna", **values)
    db.session.expire_all()


def kinds(order):
    return [line.kind for line in order.lines]


def test_lines_move_and_the_emptied_order_says_where(gallery):
    first, second = place(gallery, ["A.JPG", "B.JPG"]), place(gallery, ["C.JPG"])
    merge(first, second)
    assert [one.filename for one in first.photos] == ["A.JPG", "B.JPG", "C.JPG"]
    assert first.total_cents == 10_000 + 2 * 4000
    assert kinds(first).count(LineKind.PACKAGE) == 1
    assert (second.lines, second.is_cancelled, second.merged_into) == ([], True, first)
    assert [line.position for line in first.lines] == list(range(4))


def test_delivery_counts_once_and_comes_along_where_there_was_none(make, gallery):
    plain = place(gallery, ["A.JPG"])
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    sent = place(gallery, ["B.JPG"], courier, **address)
    again = place(gallery, ["C.JPG"], courier, **address)
    merge(plain, sent)
    assert (plain.delivery_name, plain.delivery_cents, plain.city) == ("Kurier", 2250, "Kraków")
    merge(plain, again)
    assert plain.delivery_cents == 2250
    assert plain.total_cents == 10_000 + 2 * 4000 + 2250


def test_payments_are_added_up(gallery):
    first, second = place(gallery, ["A.JPG", "B.JPG"]), place(gallery, ["C.JPG"])
    payments.mark_paid(first, "Hanna")
    merge(first, second)
    assert (first.is_paid, first.paid_cents, first.due_cents) == (False, 14_000, 4000)
    assert second.paid_cents == 0
    assert [one.amount_cents for one in first.payments] == [14_000]


def test_an_order_whose_sale_is_documented_stays_as_it_is(gallery):
    """O-10: what an invoice charges for is never moved to another order."""
    first, second = place(gallery, ["A.JPG"]), place(gallery, ["C.JPG"])
    completion.complete(second, "Hanna")
    db.session.expire_all()
    with pytest.raises(order_merges.NotToBeMerged):
        merge(first, second)


def test_two_paid_orders_are_one_paid_order(gallery):
    first, second = place(gallery, ["A.JPG"]), place(gallery, ["C.JPG"])
    for order in (first, second):
        payments.mark_paid(order, "Hanna")
    merge(first, second)
    assert (first.is_paid, first.due_cents, first.overpaid_cents) == (True, 0, 0)


def test_a_photo_that_both_have_is_retouched_once(gallery):
    first, second = place(gallery, ["A.JPG", "B.JPG"]), place(gallery, ["B.JPG", "C.JPG"])
    dropped = order_merges.preview(first, second).dropped
    assert [line.filename for line in dropped] == ["B.JPG"]
    merge(first, second)
    assert first.photo_count == 3
    assert first.total_cents == 10_000 + 2 * 4000


def test_both_notes_and_the_invoice_come_along(gallery):
    first = place(gallery, ["A.JPG"], note="Proszę o fakturę")
    second = place(gallery, ["B.JPG"], note="Po 17", company="Żak sp. z o.o.", tax_id="5260250274")
    merge(first, second)
    assert first.note == "Proszę o fakturę\nPo 17"
    assert (first.company, first.tax_id) == ("Żak sp. z o.o.", "5260250274")


def test_the_timelines_name_each_others_number(gallery):
    first, second = place(gallery, ["A.JPG"]), place(gallery, ["B.JPG"])
    merge(first, second)
    assert Event.detail_of(first.id, "order.merged") == {"number": second.number}
    assert Event.detail_of(second.id, "order.merged_into") == {"number": first.number}


def test_the_client_is_mailed_only_when_wished(gallery):
    first, second, third = (place(gallery, [f"{name}.JPG"]) for name in "ABC")
    merge(first, second)
    edited = db.select(db.func.count()).where(OutboxEntry.kind == "mail.order_edited")
    assert db.session.scalar(edited) == 0
    merge(first, third, is_mailed=True)
    assert db.session.scalar(edited) == 1


def test_a_merged_order_neither_stands_again_nor_is_unlocked(gallery):
    first, second = place(gallery, ["A.JPG"]), place(gallery, ["B.JPG"])
    merge(first, second)
    with pytest.raises(orders.OrderMerged):
        orders.restore(second, "Hanna")
    assert isinstance(orders.lock_of(second), orders.OrderMerged)


def test_an_edit_in_another_tab_stops_the_merge(gallery):
    first, second = place(gallery, ["A.JPG"]), place(gallery, ["B.JPG"])
    with pytest.raises(order_steps.OrderChanged):
        order_merges.merge_orders(first, second, (first.version, second.version + 1), "Hanna")
    db.session.expire_all()
    assert second.is_standing
    assert len(second.photos) == 1


def test_only_standing_orders_of_one_client_and_session_are_put_together(make, gallery):
    first = place(gallery, ["A.JPG"])
    other_session = make.make_gallery(gallery.studio)
    person = make.make_invitation(other_session, name="x", email=gallery.invitations[0].email)
    others = [
        place(other_session, ["B.JPG"], person=person),
        place(gallery, ["C.JPG"], person=make.make_invitation(gallery)),
        place(gallery, ["D.JPG"]),
        first,
    ]
    orders.cancel(others[2], "Hanna")
    for other in others:
        with pytest.raises((order_merges.NotToBeMerged, order_steps.OrderNotEditable)):
            order_merges.merge_orders(first, other, (first.version, other.version), "Hanna")
        db.session.expire_all()
    assert db.session.scalars(order_merges.candidates(first)).all() == []


NAMES = st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=4, unique=True)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(NAMES, st.booleans()), min_size=2, max_size=4))
def test_whatever_is_merged_the_lines_are_the_total_and_no_payment_is_lost(app, choices):
    """What was foretold is what comes; the package and each photo count once."""
    gallery = factories.make_gallery(**PRICES)
    placed = []
    for names, is_paid in choices:
        placed.append(place(gallery, [f"{name}.JPG" for name in names]))
        if is_paid:
            payments.mark_paid(placed[-1], "Hanna")
    paid = sum(order.paid_cents for order in placed)
    wanted = {one.filename for order in placed for one in order.photos}
    kept, *others = placed
    for other in others:
        foretold = order_merges.preview(kept, other).total_cents
        merge(kept, other)
        assert kept.total_cents == foretold
        assert sum(one.gross_cents for one in kept.vat_sums) == kept.total_cents >= 0
    assert kept.paid_cents == paid
    assert {one.filename for one in kept.photos} == wanted
    assert len([line for line in kept.lines if line.filename]) == len(wanted)
    assert kinds(kept).count(LineKind.PACKAGE) == 1
    assert kept.is_paid == (paid > 0 and paid >= kept.total_cents)
