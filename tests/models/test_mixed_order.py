"""What an order with lines of every kind knows of itself."""

import pytest

from extensions import db
from models.order import Order
from models.order_list import Ordered, OrderRow, figures_of, ordered_in


@pytest.fixture
def order(make):
    return make.make_mixed_order()


def test_each_photo_stands_once_with_everything_wanted_of_it(order):
    """M-12."""
    told = [
        (
            photo.filename,
            photo.kind,
            [(line.full_name, line.quantity, line.total_cents) for line in photo.pieces],
            [line.item_name for line in photo.products],
        )
        for photo in order.photos
    ]
    prints = [("15×23, mat", 1, 0), ("15×23, mat", 1, 300)]
    assert told == [
        ("IMG_1.JPG", "package", prints, ["Album 20×20"]),
        ("IMG_2.JPG", "extra", [("Plik cyfrowy", 1, 5000)], []),
        ("IMG_3.JPG", "print", [("15×23, mat", 3, 900)], []),
        ("IMG_4.JPG", "product", [], ["Album 20×20"]),
    ]


def test_the_note_and_its_pin_stay_with_their_photo(order):
    """N-21."""
    told = {photo.filename: (photo.note, photo.pin) for photo in order.photos if photo.note}
    assert told == {"IMG_1.JPG": ("jaśniej", (250, 750))}


def test_a_row_counts_photos_of_products_and_prints(order):
    """M-10: four photos, five prints of two of them."""
    (row,) = OrderRow.join([order], db.session.execute(figures_of([order])))
    assert row == OrderRow.of(order)
    assert (row.photo_count, row.print_count, row.total_cents) == (4, 5, 84_450)


def test_a_deleted_photo_of_a_product_still_counts(order):
    """M-12."""
    for photo in order.photos[2:]:
        db.session.delete(photo.photo)
    db.session.commit()
    (row,) = OrderRow.join([order], db.session.execute(figures_of([order])))
    assert row == OrderRow.of(order)
    assert row.photo_count == 4


def test_a_gallery_counts_each_photo_once_however_it_was_ordered(make, order):
    """M-15."""
    again = make.make_cart(order.gallery.invitations[0], [order.photos[3].photo])
    make.make_order(
        again, order.gallery.prices.delivery_methods[0], street="a", postcode="b", city="c"
    )
    ordered = Ordered(*db.session.execute(ordered_in(Order.gallery_id == order.gallery_id)).one())
    assert ordered == Ordered(photo_count=4, choice_count=5, order_count=2, cancelled_count=0)
    assert ordered.has_repeats


def test_an_order_without_a_photo_is_an_order(make):
    """M-15."""
    gallery = make.make_gallery()
    album = make.make_item(gallery, kind="product", name="Album", price_cents=9000)
    cart = make.make_cart(gallery.invitations[0], [])
    make.want(cart, album)
    order = make.make_order(cart)
    ordered = Ordered(*db.session.execute(ordered_in(Order.gallery_id == gallery.id)).one())
    assert ordered == Ordered(0, 0, 1, 0)
    (row,) = OrderRow.join([order], db.session.execute(figures_of([order])))
    assert (row.photo_count, row.print_count, row.total_cents) == (0, 0, 9000)


def test_its_sums_are_the_total(order):
    """M-12."""
    told = [(one.kind, one.name, one.quantity, one.total_cents) for one in order.sums]
    assert told == [
        ("package", "", 1, 30_000),
        ("package_photo", "", 1, 0),
        ("extra_photo", "", 1, 4000),
        ("package_print", "15×23, mat", 1, 0),
        ("print", "15×23, mat", 4, 1200),
        ("digital", "Plik cyfrowy", 1, 5000),
        ("product", "Album 20×20", 1, 42_000),
    ]
    assert sum(one.total_cents for one in order.sums) + 2250 == order.total_cents


def test_tax_is_rounded_once_for_equal_lines_and_added_for_each_rate(order):
    """M-12, art. 106e (7): 23 % of the rest with the courier, 5 % of the album."""
    standard, five = order.vat_sums
    assert (five.rate, five.gross_cents, five.vat_cents) == ("5", 42_000, 2000)
    lines = [30_000, 4000, 1200, 5000, 2250]
    assert standard.gross_cents == sum(lines)
    assert standard.vat_cents == sum(round(cents * 23 / 123) for cents in lines)
    assert five.gross_cents + standard.gross_cents == order.total_cents
