"""Value added tax in gross prices."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vat import PERCENT, vat_in

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("gross", "rate", "vat"),
    [(12300, "23", 2300), (4000, "23", 748), (10800, "8", 800), (999, "zw", 0), (1, "23", 0)],
)
def test_the_tax_is_the_part_of_the_gross_price_that_the_rate_says(gross, rate, vat):
    """N-02: per-line VAT to the grosz."""
    assert vat_in(gross, rate) == vat


@given(st.integers(0, 10**9), st.sampled_from(sorted(PERCENT)))
def test_it_is_rounded_half_up_like_on_paper(gross, rate):
    exact = Decimal(gross) * PERCENT[rate] / (100 + PERCENT[rate])
    assert vat_in(gross, rate) == exact.quantize(Decimal(1), ROUND_HALF_UP)
