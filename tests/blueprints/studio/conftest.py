"""A sent session of the signed-in studio, and one order of it."""

from datetime import UTC, datetime

import pytest

from extensions import limiter
from tests.services.conftest import scripted_shop, shop_server  # noqa: F401

SENT_AT = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


@pytest.fixture
def sent_gallery(make, studio_web):
    return make.make_gallery(
        studio_web.user.studio,
        title="Łucja i Jan",
        sent_at=SENT_AT,
        package_photo_count=1,
        extra_photo_cents=4000,
    )


@pytest.fixture
def placed_order(make, sent_gallery):
    """IMG_1.JPG with a note, in the package; IMG_2.JPG and IMG_3.JPG extra."""
    photos = [make.make_photo(sent_gallery, f"IMG_{n}.JPG", number=n) for n in (1, 2, 3)]
    cart = make.make_cart(sent_gallery.invitations[0], photos, notes=["jaśniej"])
    return make.undocumented(make.make_order(cart))


@pytest.fixture
def fresh_limits(app):
    """Nobody has guessed at a password yet. Redis is away, so this is counted in memory."""
    limiter._fallback_storage.reset()
    yield
    limiter._fallback_storage.reset()
