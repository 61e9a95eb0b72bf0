"""Facts of the access log in words."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from models.event import ACCESS, Event

GROUPS = {
    "sign_in": lazy_gettext("Signing in"),
    "factor": lazy_gettext("Second factor"),
    "link": lazy_gettext("Links and keys"),
    "data": lazy_gettext("Data"),
    "settings": lazy_gettext("Settings"),
    "operator": lazy_gettext("Operator"),
}
ICONS = {
    "sign_in": "key-round",
    "factor": "key-round",
    "link": "link",
    "data": "download",
    "settings": "settings",
    "operator": "settings",
}
TITLES = {
    "sign_in.begun": lazy_gettext("Signed in"),
    "sign_in.failed": lazy_gettext("Wrong password"),
    "sign_in.wrong_code": lazy_gettext("Wrong code of the second factor"),
    "sign_in.out": lazy_gettext("Signed out"),
    "sign_in.ended": lazy_gettext("A device was signed out"),
    "sign_in.others_ended": lazy_gettext("All other devices were signed out"),
    "sign_in.password": lazy_gettext("Password changed"),
    "sign_in.reset": lazy_gettext("Password set by a mailed link"),
    "factor.on": lazy_gettext("Second factor switched on"),
    "factor.off": lazy_gettext("Second factor switched off"),
    "factor.codes": lazy_gettext("New recovery codes made"),
    "link.made": lazy_gettext("Link made"),
    "link.mailed": lazy_gettext("Link mailed"),
    "link.seen": lazy_gettext("Link looked at"),
    "link.renewed": lazy_gettext("Link renewed; the old one has ended"),
    "link.revoked": lazy_gettext("Link or key revoked"),
    "link.public": lazy_gettext("Public link changed"),
    "link.pin": lazy_gettext("PIN changed"),
    "link.visibility": lazy_gettext("Visibility of photos changed"),
    "link.key": lazy_gettext("Key for a partner made"),
    "link.addresses": lazy_gettext("Addresses of the offer renewed"),
    "link.shared": lazy_gettext("Session shared with partners"),
    "link.baselinker": lazy_gettext("Access of BaseLinker changed"),
    "data.exported": lazy_gettext("List of files exported"),
    "data.catalogue": lazy_gettext("Products exported"),
    "data.documents": lazy_gettext("Sales documents downloaded"),
    "data.file": lazy_gettext("Print file of a partner downloaded"),
    "data.client_exported": lazy_gettext("Data of a client exported"),
    "data.client_erased": lazy_gettext("Client erased"),
    "data.client_merged": lazy_gettext("Clients merged"),
    "data.session_deleted": lazy_gettext("Session deleted"),
    "data.photo_taken": lazy_gettext("A client downloaded a photo"),
    "data.archive_taken": lazy_gettext("A client downloaded the archive"),
    "settings.studio": lazy_gettext("Settings changed: studio"),
    "settings.mail": lazy_gettext("Settings changed: e-mail"),
    "settings.templates": lazy_gettext("Settings changed: message templates"),
    "settings.payments": lazy_gettext("Settings changed: payments"),
    "settings.documents": lazy_gettext("Settings changed: sales documents"),
    "settings.offer": lazy_gettext("Settings changed: offer sharing"),
    "settings.feedback": lazy_gettext("Settings changed: feedback and statuses"),
    "settings.downloads": lazy_gettext("Settings changed: rights to download"),
    "settings.shop": lazy_gettext("Settings changed: online shop"),
    "settings.consents": lazy_gettext("Settings changed: consents"),
    "operator.quota": lazy_gettext("The operator changed how much the studio may keep"),
    "operator.retried": lazy_gettext("The operator sent something again"),
    "operator.factor_reset": lazy_gettext("The operator took away the second factor"),
    "operator.signed_out": lazy_gettext("The operator signed a person out everywhere"),
    "operator.made": lazy_gettext("Made an operator of the installation"),
    "operator.unmade": lazy_gettext("No operator of the installation any more"),
}
BAD = {"sign_in.failed", "sign_in.wrong_code", "factor.off", "operator.factor_reset"}


@dataclass(frozen=True)
class Access:
    icon: str
    tone: str
    title: str
    about: str
    actor: str
    whence: str
    at: datetime


def of_event(event: Event) -> Access:
    """One line of the log. Whoever did nothing in a browser did it at the server."""
    kind = event.kind.removeprefix(ACCESS)
    detail = event.detail or {}
    whence = " · ".join(filter(None, (detail.get("device"), detail.get("address"))))
    return Access(
        icon=ICONS.get(kind.partition(".")[0], "info"),
        tone="wait" if kind in BAD else "",
        title=str(TITLES.get(kind, kind)),
        about=detail.get("about", ""),
        actor=event.actor,
        whence=whence or (_("at the server") if kind.startswith("operator.") else ""),
        at=event.happened_at,
    )
