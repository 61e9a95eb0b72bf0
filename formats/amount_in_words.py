"""An amount of money as it is written out on documents."""


def amount_in_words(cents: int, currency: str, locale: str) -> str:
    """ "tysiąc dwieście trzydzieści cztery złote, pięćdziesiąt groszy"; empty for a currency that
    nobody has taught it.
    """
    # Here: it loads the words of sixty languages, which most processes never say.
    from num2words import num2words

    try:
        # A whole number means cents; a Decimal would mean whole units.
        return str(num2words(int(cents), to="currency", lang=locale, currency=currency))
    except NotImplementedError:
        return ""
