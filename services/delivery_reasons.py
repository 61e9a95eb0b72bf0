"""Why a message did not get through, in plain words for the photographer."""

from flask_babel import gettext

from models.outbox import OutboxEntry

FULL = {"452", "552"}
SENDER_REFUSED = {"530", "534", "535"}


def sentence(entry: OutboxEntry) -> str:
    """What went wrong at the last try and what to do about it; empty when nothing did."""
    code, error = entry.last_code or "", entry.last_error or ""
    if not error:
        return ""
    match code:
        case "auth":
            return gettext("The mail server did not accept Kadr's password.")
        case "certificate":
            return gettext("The mail server's certificate is not valid.")
        case "unencrypted":
            return gettext("The mail server offers no encryption, so nothing was sent.")
        case "address":
            return gettext("This is not an address a message can be sent to. Correct it.")
        case "disconnected":
            return gettext("The mail server broke off the connection.")
        case "unreachable":
            return gettext("The mail server does not answer.")
    if code.isdecimal():
        return _answered(code, error)
    return gettext("Sending broke off several times (%(error)s).", error=error)


def _answered(code: str, error: str) -> str:
    if code in FULL:
        return gettext("The recipient's mailbox is full (%(error)s).", error=error)
    if code in SENDER_REFUSED:
        return gettext("The mail server did not accept Kadr's password.")
    if code.startswith("5"):
        return gettext(
            "The recipient's server refused the message (%(error)s). Check the address.",
            error=error,
        )
    return gettext("The mail server asks to try later (%(error)s).", error=error)
