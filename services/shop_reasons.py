"""Why a shop was not told, in plain words for the photographer."""

from flask_babel import gettext


def explain(code: str, error: str) -> str:
    """`code` and text of a NotDelivered in words; empty when nothing went wrong."""
    if not error:
        return ""
    match code:
        case "status_gone":
            return gettext(
                "The shop no longer has the status that is chosen. Choose another one under "
                "Settings → Feedback and statuses; it is sent then."
            )
        case "auth":
            return gettext("The shop refuses the key of the connection (%(error)s).", error=error)
        case "unreachable":
            return gettext("The shop does not answer (%(error)s).", error=error)
        case "document":
            return gettext("Waits for the PDF of the document.")
        case "platform":
            return gettext("Kadr does not speak to shops of this kind (%(error)s).", error=error)
    return gettext("The shop answered: %(error)s", error=error)
