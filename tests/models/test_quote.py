"""What a choice costs."""

import pytest

from models.quote import Quote

pytestmark = pytest.mark.pure


def quote(photos, package=5, extra=4000, delivery=0):
    return Quote(photos, package, extra, delivery)


@pytest.mark.parametrize(
    ("photos", "extra", "free", "total"),
    [(0, 0, 5, 0), (4, 0, 1, 0), (5, 0, 0, 0), (6, 1, 0, 4000), (7, 2, 0, 8000)],
)
def test_only_photos_beyond_the_package_are_paid(photos, extra, free, total):
    """M-13."""
    told = quote(photos)
    assert (told.extra_count, told.free_count, told.total_cents) == (extra, free, total)


def test_without_a_package_every_photo_is_paid():
    """M-13."""
    assert quote(3, package=0).total_cents == 12_000


def test_delivery_is_added_and_makes_a_free_choice_cost():
    """M-13."""
    assert quote(5).is_free
    assert not quote(5, delivery=2250).is_free
    assert quote(6, delivery=2250).total_cents == 6250


@pytest.mark.parametrize("figures", [(-1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, -1)])
def test_negative_figures_are_refused(figures):
    with pytest.raises(ValueError, match="negative"):
        Quote(*figures)
