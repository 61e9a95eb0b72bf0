"""Why a shop was not told, in plain words for the photographer."""

from flask_babel import gettext


def explain(code: str, error: str) -> str:
    """`code` and text of a NotDelivered in words; empty when nothing went wrong."""
    if not error:
        return ""
    return (
        _refused(code, error)
        or _away(code, error)
        or _of_order(code, error)
        or _of_tax(code, error)
        or _of_lines(code, error)
        or _of_settings(code, error)
        or gettext("The shop answered: %(error)s", error=error)
    )


def _refused(code: str, error: str) -> str:
    match code:
        case "auth":
            return gettext(
                "The shop refuses the key of the connection (%(error)s). Make a new one there, "
                "with the right to write, and type it in.",
                error=error,
            )
        case "redirect":
            return gettext(
                "The shop sends Kadr on to another address (%(error)s). Write that one, exactly "
                "as a browser shows it.",
                error=error,
            )
        case "tls":
            return gettext("The shop's certificate is not valid (%(error)s).", error=error)
        case "plain":
            return gettext("Only shops with https:// can be connected.")
        case "private":
            return gettext(
                "%(error)s leads into a private network or to an unusual port, where Kadr asks "
                "for nothing.",
                error=error,
            )
        case "platform":
            return gettext("Kadr does not speak to shops of this kind (%(error)s).", error=error)
    return ""


def _away(code: str, error: str) -> str:
    match code:
        case "unknown_host":
            return gettext("There is no shop at %(error)s. Check its address.", error=error)
        case "unreachable":
            return gettext("The shop does not answer (%(error)s).", error=error)
        case "500" | "502" | "503" | "504":
            return gettext("The shop has an error of its own (%(error)s).", error=error)
        case "429" | "408":
            return gettext("The shop asks to be left alone for a while.")
        case "nonsense" | "too_large":
            return gettext(
                "What answered does not speak as the shop does (%(error)s): a firewall, or a page "
                "that says the shop is closed.",
                error=error,
            )
    return ""


def _of_order(code: str, error: str) -> str:
    match code:
        case "status_gone":
            return gettext(
                "The shop no longer has the status that is chosen. Choose another one under "
                "Settings → Feedback and statuses; it is sent then."
            )
        case "document":
            return gettext("Waits for the PDF of the document.")
        case "looking":
            return gettext(
                "It is not known whether the shop has taken the order: Kadr looks for it there "
                "before it asks again."
            )
        case "unknown_outcome":
            return gettext("Look in the shop whether it has the order, then decide.")
        case "product_gone":
            return gettext("The shop no longer has these products: %(error)s.", error=error)
        case "gone":
            return gettext("The order is no longer in the shop.")
        case "orders_broken":
            return gettext(
                "These orders of the shop could not be taken: %(error)s. All others were.",
                error=error,
            )
    return ""


def _of_tax(code: str, error: str) -> str:
    match code:
        case "tax_unmapped":
            return gettext(
                "The shop has no tax class for VAT %(error)s. Link one under VAT rates.",
                error=error,
            )
        case "tax_off":
            return gettext(
                "The shop charges no tax, but the order has VAT %(error)s. Turn taxes on in the "
                "shop, then read its settings again.",
                error=error,
            )
    return ""


def _of_lines(code: str, error: str) -> str:
    """What the shop cannot take, and what to change so that it can."""
    match code:
        case "product":
            return gettext(
                "The shop has no product for: %(error)s. Link one, or name a product for free "
                "lines in the connection.",
                error=error,
            )
        case "tax":
            return gettext(
                "The product in the shop has another VAT rate than: %(error)s. Correct it there, "
                "or link another product.",
                error=error,
            )
        case "discount":
            return gettext(
                "The discount is larger than the lines of its VAT rate (%(error)s).", error=error
            )
        case "currency":
            return gettext("The shop does not sell in %(error)s.", error=error)
    return ""


def _of_settings(code: str, error: str) -> str:
    """What the shop refuses of an address, a way of sending, a right or a document."""
    match code:
        case "address":
            return gettext("The shop refuses the address (%(error)s). Correct it.", error=error)
        case "shipping":
            return gettext(
                "The carrier that is linked is no longer in the shop (%(error)s). Link another.",
                error=error,
            )
        case "rights":
            return gettext(
                "The key lacks rights (%(error)s). Tick them in the shop, then try again.",
                error=error,
            )
        case "too_long":
            return gettext(
                "The note in the shop has no room left for the link (%(error)s).", error=error
            )
        case "catalogue":
            return gettext("There is no catalogue of products in BaseLinker.")
    return ""
