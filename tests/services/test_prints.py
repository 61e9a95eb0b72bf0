"""M-20: prints of all orders together, and the finished files they are made from."""

import pytest

from extensions import db
from models import Folder, Order
from models.types import utc_now
from services import prints


@pytest.fixture
def gallery(make):
    gallery = make.make_gallery(extra_photo_cents=4000, title="Łucja i Jan")
    make.make_item(gallery, name="15×23", paper="mat")
    make.make_item(gallery, name="10×15")
    return gallery


@pytest.fixture
def order(make, gallery):
    """Orders prints: {file: {name of a format: copies}}."""
    method, photos = make.make_method(gallery), {}

    def placed(wishes):
        for name in wishes:
            if name not in photos:
                photos[name] = make.make_photo(gallery, name, number=len(photos) + 1)
        cart = make.make_cart(gallery.invitations[0], [photos[name] for name in wishes])
        items = {item.name: item for item in gallery.prices.items}
        for name, wanted in wishes.items():
            for item, copies in wanted.items():
                make.want(cart, items[item], copies, photos[name])
        return make.make_order(cart, method)

    return placed


def ordered(gallery):
    return prints.ordered(Order.gallery_id == gallery.id)


def told(gallery):
    return [(p.filename, p.format, p.paper, p.copies, p.order_numbers) for p in ordered(gallery)]


def test_two_orders_of_the_same_print_are_one_line(gallery, order):
    """M-20: ×1 and ×2 are ×3."""
    order({"IMG_1.JPG": {"15×23": 1}})
    order({"IMG_1.JPG": {"15×23": 2, "10×15": 1}})
    assert told(gallery) == [
        ("IMG_1.JPG", "10×15", "", 1, (1002,)),
        ("IMG_1.JPG", "15×23", "mat", 3, (1001, 1002)),
    ]
    assert prints.count(Order.gallery_id == gallery.id) == 4


def test_cancelled_orders_and_photos_without_prints_are_left_out(gallery, order):
    order({"IMG_1.JPG": {}, "IMG_2.JPG": {"15×23": 1}})
    order({"IMG_3.JPG": {"15×23": 5}}).cancelled_at = utc_now()
    db.session.commit()
    assert [row[0] for row in told(gallery)] == ["IMG_2.JPG"]
    assert prints.count(Order.gallery_id == gallery.id) == 1


def test_nothing_ordered_is_no_print(gallery):
    assert told(gallery) == []
    assert prints.count(Order.gallery_id == gallery.id) == 0


def test_finished_files_are_found_by_stem_and_the_missing_are_named(make, gallery, order):
    order({f"IMG_{n}.JPG": {"15×23": n, "10×15": 1} for n in (1, 2, 3)})
    for name in ("IMG_1-Edit.jpg", "IMG_1.tif", "IMG_2_retusz.jpg", "IMG_10.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    make.make_photo(gallery, "IMG_3.jpg", folder=Folder.WEB)
    found = prints.finished(gallery, ordered(gallery))
    assert {photo.filename for _, photo in found.files} == {"IMG_1.tif", "IMG_2_retusz.jpg"}
    assert found.missing == ["IMG_3.JPG"]


def test_the_archive_has_the_tree_of_the_lab(make, gallery, order):
    order({"IMG_1.JPG": {"15×23": 2, "10×15": 1}, "IMG_2.JPG": {"10×15": 1}})
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    plan = prints.zip_plan(prints.finished(gallery, ordered(gallery)))
    assert sorted(plan.names) == [
        "odbitki/10x15/x1/IMG_1.jpg",
        "odbitki/10x15/x1/IMG_2.jpg",
        "odbitki/15x23/mat/x2/IMG_1.jpg",
    ]
