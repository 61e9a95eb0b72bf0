"""Why a message did not get through, in plain words for the photographer."""

from flask_babel import gettext

from models.outbox import OutboxEntry
from services import shop_reasons

FULL = {"452", "552"}


def sentence(entry: OutboxEntry) -> str:
    """What went wrong at the last try and what to do about it; empty when nothing did."""
    code, error = entry.last_code or "", entry.last_error or ""
    if entry.kind.startswith("shop."):
        return shop_reasons.explain(code, error)
    return explain(code, error)


def explain(code: str, error: str) -> str:
    """`code` and text of a NotDelivered in words; empty when nothing went wrong."""
    if not error:
        return ""
    if code.isdecimal():
        return _answered(code, error)
    return (
        _of_pages(code, error)
        or _no_way_there(code, error)
        or _not_let_in(code, error)
        or _on_the_way(code, error)
        or gettext("Sending broke off several times (%(error)s).", error=error)
    )


def _of_pages(code: str, error: str) -> str:
    match code:
        case "pdf-library":
            return gettext("The server lacks what PDFs are made with (%(error)s).", error=error)
        case "pdf-stored":
            return gettext("The server’s disk did not take it (%(error)s).", error=error)
        case "pdf-pages":
            return gettext("The pages could not be laid out (%(error)s).", error=error)
    return ""


def _no_way_there(code: str, error: str) -> str:
    match code:
        case "unknown_host":
            return gettext(
                "There is no server called %(host)s. Check the name, letter by letter.", host=error
            )
        case "private":
            return gettext(
                "%(host)s leads into a private network, where Kadr does not send mail. "
                "Write the public name of the server.",
                host=error,
            )
        case "port":
            return gettext("This installation sends no mail to port %(port)s.", port=error)
        case "unreachable":
            return gettext(
                "The mail server does not answer (%(error)s). Check its name and the port.",
                error=error,
            )
        case "timeout":
            return gettext(
                "The mail server did not answer in time. Check its name, the port and SSL/TLS."
            )
    return ""


def _not_let_in(code: str, error: str) -> str:
    match code:
        case "auth":
            return gettext(
                "Login refused (%(error)s). Check the login and the password; "
                "some providers ask for an app password.",
                error=error,
            )
        case "no_login":
            return gettext(
                "The mail server takes no login this way. Turn SSL/TLS on or try another port."
            )
        case "certificate":
            return gettext(
                "The mail server's certificate is not valid (%(error)s), so nothing was sent.",
                error=error,
            )
        case "unencrypted":
            return gettext("The mail server offers no encryption, so nothing was sent.")
        case "tls":
            return gettext(
                "No encrypted connection comes about on this port (%(error)s). "
                "Usual ones are 465 and 587.",
                error=error,
            )
        case "turned_away":
            return gettext("The mail server turns Kadr away (%(error)s).", error=error)
        case "sender":
            return gettext("The mail server refuses the sender's address (%(error)s).", error=error)
    return ""


def _on_the_way(code: str, error: str) -> str:
    match code:
        case "address":
            return gettext("This is not an address a message can be sent to. Correct it.")
        case "header":
            return gettext("A line break in the subject or a name would break the message.")
        case "disconnected":
            return gettext("The mail server broke off the connection.")
    return ""


def _answered(code: str, error: str) -> str:
    if code in FULL:
        return gettext("The recipient's mailbox is full (%(error)s).", error=error)
    if code.startswith("5"):
        return gettext(
            "The recipient's server refused the message (%(error)s). Check the address.",
            error=error,
        )
    return gettext("The mail server asks to try later (%(error)s).", error=error)
