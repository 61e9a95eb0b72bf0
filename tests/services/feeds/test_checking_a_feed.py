import pytest

from extensions import db
from models.feed_file import FeedFile
from models.partner import DataFormat
from services import feed_check, offer_versions
from services.files import storage
from tests import feeding
from tests.factories import make_partner, make_product, make_shop_list, make_studio


@pytest.fixture
def shop(app):
    studio = make_studio()
    prices = make_shop_list(studio)
    make_product(prices, "Odbitka <matowa> & inne", {"10×15": 1000, "20×30": 3000}, stock=4)
    make_product(prices, "Album")
    return make_partner(studio, prices, discount_bp=2000).shops[0]


def codes(report):
    return sorted({one.code for one in report.faults})


@pytest.mark.parametrize("data_format", list(DataFormat))
def test_what_kadr_publishes_has_nothing_to_mend(shop, data_format):
    """iof.md 9.1 to 9.25"""
    shop.partner.data_format = data_format
    db.session.commit()
    feeding.write(shop.partner)
    report = feed_check.check_shop(shop)
    assert "full" in report.files
    assert [(one.code, one.values) for one in report.faults] == []
    assert not report.is_cut


def test_after_edits_full_slices_and_light_still_agree(shop, app, monkeypatch):
    """iof.md 9.22, 9.25"""
    feeding.write(shop.partner)
    monkeypatch.setitem(app.config, "FEED_SLICE_EVERY_S", 0)
    prices = shop.price_list
    product = make_product(prices, "Nowa", {"10×15": 1500})
    feeding.write(shop.partner)
    product.name = "Nowsza"
    offer_versions.note_change(shop.partner.studio_id, [product.id])
    db.session.commit()
    feeding.write(shop.partner)
    report = feed_check.check_shop(shop)
    assert any(name.startswith("full_change") for name in report.files)
    assert codes(report) == []


def test_samples_are_what_the_files_say(shop):
    feeding.write(shop.partner)
    first = feed_check.check_shop(shop).samples[0]
    assert first.name == "Odbitka <matowa> & inne"
    assert [one.partner_gross for one in first.sizes] == ["8.00", "24.00"]


def test_before_the_first_file_there_is_nothing_to_check(shop):
    report = feed_check.check_shop(shop)
    assert (report.files, report.findings, report.samples) == ([], [], [])


def test_bytes_that_somebody_has_changed_are_found(shop):
    """iof.md 9.5, 9.8"""
    feeding.write(shop.partner)
    light = db.session.scalars(db.select(FeedFile).filter_by(name="light")).one()
    with storage().open(light.key) as file:
        told = file.read()
    storage().put(light.key, told.replace(b'code="', b'code="x', 1))
    found = {one.code for one in feed_check.check_shop(shop).findings}
    assert {"hash_differs", "light_ahead"} <= found


def test_a_large_offer_is_read_as_far_as_time_allows(shop):
    feeding.write(shop.partner)
    report = feed_check.check_shop(shop, limit_s=0)
    assert report.is_cut
    assert report.findings == []
