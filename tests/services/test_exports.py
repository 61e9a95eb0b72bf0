"""Which names are exported, and what is warned of."""

from datetime import datetime

import pytest
from sqlalchemy import event

from extensions import db
from formats.exports.picked import Wish
from formats.exports.programs import PROGRAMS_BY_SLUG
from models import Order
from models.types import utc_now
from services import exports


@pytest.fixture
def gallery(make):
    return make.make_gallery(package_photo_count=1, extra_photo_cents=4000)


def place(make, gallery, photos, **values):
    return make.make_order(make.make_cart(gallery.invitations[0], photos, **values))


def picked(gallery):
    orders = db.session.scalars(Order.with_photos(Order.gallery_id == gallery.id))
    return exports.picked_photos(gallery, orders)


def test_each_photo_is_listed_once_and_cancelled_orders_are_left_out(make, gallery):
    """M-15: {A,B}, {B,C}, cancelled {D}."""
    a, b, c, d = (
        make.make_photo(gallery, f"{name}.JPG", number=number)
        for number, name in enumerate("ABCD", start=1)
    )
    place(make, gallery, [a, b])
    place(make, gallery, [c, b])
    place(make, gallery, [d]).cancelled_at = utc_now()
    db.session.commit()
    names = [(photo.filename, photo.order_numbers) for photo in picked(gallery)]
    assert names == [("A.JPG", (1001,)), ("B.JPG", (1001, 1002)), ("C.JPG", (1002,))]


def test_photos_come_in_gallery_order_with_notes_and_kinds(make, gallery):
    """M-15."""
    second = make.make_photo(gallery, "IMG_10.JPG", number=2)
    first = make.make_photo(gallery, "IMG_2.JPG", number=1, captured_at=datetime(2026, 11, 14))
    place(make, gallery, [second, first], notes=["crop", "jaśniej"])
    place(make, gallery, [first], notes=["na okładkę"])
    told = [(photo.filename, photo.note, photo.kind) for photo in picked(gallery)]
    assert told == [
        ("IMG_2.JPG", "jaśniej · na okładkę", "extra"),
        ("IMG_10.JPG", "crop", "package"),
    ]
    assert [photo.captured_at is None for photo in picked(gallery)] == [False, True]


def test_a_deleted_photo_is_still_exported_by_its_name(make, gallery):
    """M-12, M-15."""
    photo = make.make_photo(gallery, "IMG_1.JPG", number=1)
    place(make, gallery, [photo])
    db.session.delete(photo)
    db.session.commit()
    db.session.expire_all()
    assert [one.filename for one in picked(gallery)] == ["IMG_1.JPG"]


def test_names_that_a_text_filter_confuses_are_told(make, gallery):
    """M-18: IMG_1 also shows IMG_10, which nobody picked."""
    chosen = make.make_photo(gallery, "IMG_1.JPG", number=1)
    make.make_photo(gallery, "IMG_10.JPG", number=2)
    make.make_photo(gallery, "IMG_1-Edit.JPG", folder="full")
    place(make, gallery, [chosen])
    text = PROGRAMS_BY_SLUG["lightroom"].forms[0]
    audit = text.audit(picked(gallery), exports.shots(gallery))
    assert [(c.picked_stem, c.also_shown) for c in audit.collisions] == [("IMG_1", ("IMG_10",))]


def test_the_program_is_remembered(make):
    """M-16."""
    studio = make.make_studio()
    exports.remember_choice(studio, "capture-one", "list")
    assert (studio.last_export_program, studio.last_export_form) == ("capture-one", "list")


def test_the_number_of_queries_does_not_grow_with_the_photos(make, gallery):
    """M-17."""
    counted = []
    for _ in range(2):
        place(make, gallery, [make.make_photo(gallery) for _ in range(20)])
        gallery_id, sent = gallery.id, []
        db.session.expire_all()
        assert gallery.title

        def listen(*args, sent=sent):
            sent.append(args[2])

        event.listen(db.engine, "before_cursor_execute", listen)
        orders = db.session.scalars(Order.with_photos(Order.gallery_id == gallery_id))
        assert exports.picked_photos(gallery, orders)
        event.remove(db.engine, "before_cursor_execute", listen)
        counted.append(len(sent))
    assert counted[0] == counted[1]


def test_photos_for_prints_and_products_are_exported_too_each_once(make):
    """M-15, N-21."""
    order = make.make_mixed_order()
    told = [(photo.filename, photo.kind, photo.note) for photo in picked(order.gallery)]
    assert told == [
        ("IMG_1.JPG", "package", "jaśniej"),
        ("IMG_2.JPG", "extra", ""),
        ("IMG_3.JPG", "print", ""),
        ("IMG_4.JPG", "product", ""),
    ]


def test_a_photo_that_one_order_prints_and_another_retouches_is_retouched(make):
    """M-15."""
    order = make.make_mixed_order()
    prices, printed = order.gallery.prices, order.photos[2].photo
    prices.package_photo_count = 5
    db.session.commit()
    method = prices.delivery_methods[0]
    cart = make.make_cart(order.gallery.invitations[0], [printed])
    make.make_order(cart, method, street="Długa 5", postcode="31-147", city="Kraków")
    again = [photo for photo in picked(order.gallery) if photo.filename == "IMG_3.JPG"]
    assert [(photo.kind, photo.order_numbers) for photo in again] == [("package", (1001, 1002))]


def test_prints_are_added_up_and_everybody_keeps_their_own_words(make):
    """M-17, N-23."""
    order = make.make_mixed_order()
    by_name = {photo.filename: photo for photo in picked(order.gallery)}
    assert by_name["IMG_1.JPG"].prints == (("15×23, mat", 2),)
    assert by_name["IMG_3.JPG"].prints == (("15×23, mat", 3),)
    client = order.client_name, order.client_email
    assert by_name["IMG_1.JPG"].wishes == (Wish(*client, 1001, "package", "jaśniej"),)
