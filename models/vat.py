"""Value added tax in gross prices.

The rates are those of the Polish act on goods and services; "zw" is exempt from tax.
"""

STANDARD_RATE = "23"
PERCENT = {"23": 23, "8": 8, "5": 5, "0": 0, "zw": 0}


def vat_in(gross_cents: int, rate: str) -> int:
    """The tax a gross amount of one line holds, rounded half up to the cent.

    Raises KeyError for an unknown rate.
    """
    percent = PERCENT[rate]
    return (2 * gross_cents * percent + 100 + percent) // (2 * (100 + percent))
