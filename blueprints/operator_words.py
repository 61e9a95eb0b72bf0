"""What the operator's pages call the work of the clock, and kinds of files."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import LazyString, lazy_gettext

from models.studio_usage import Kind


@dataclass(frozen=True)
class Words:
    """`kept` names the setting with the days that something is kept, where there is one."""

    title: LazyString
    about: LazyString
    kept: str = ""

    @property
    def days(self) -> int | None:
        return current_app.config[self.kept] if self.kept else None


TASKS = {
    "alarms": Words(lazy_gettext("Alarms"), lazy_gettext("Looks at the installation.")),
    "heartbeat": Words(
        lazy_gettext("Sign of life"), lazy_gettext("Tells a guard elsewhere that the clock runs.")
    ),
    "reminders": Words(lazy_gettext("Reminders"), lazy_gettext("Before the last day of choosing.")),
    "payment_reminders": Words(
        lazy_gettext("Payment reminders"), lazy_gettext("For orders that are not paid.")
    ),
    "visitors": Words(
        lazy_gettext("Visitors"), lazy_gettext("Forgets those who never said who they are.")
    ),
    "leftovers": Words(
        lazy_gettext("Leftover files"), lazy_gettext("Deletes files that no row names.")
    ),
    "removals": Words(
        lazy_gettext("Deleted sessions"), lazy_gettext("Deletes their files an hour later.")
    ),
    "feedback": Words(
        lazy_gettext("Feedback and statuses"), lazy_gettext("Completes orders and tells shops.")
    ),
    "shops": Words(lazy_gettext("Online shops"), lazy_gettext("Exchanges that are due.")),
    "feeds": Words(lazy_gettext("Offers"), lazy_gettext("Writes what has changed for partners.")),
    "feed_downloads": Words(
        lazy_gettext("Downloads of offers"), lazy_gettext("Forgets old lines of the log.")
    ),
    "recipients": Words(
        lazy_gettext("Recipients"),
        lazy_gettext("Forgets whom orders of partners went to."),
        "RECIPIENT_DAYS",
    ),
    "partner_files": Words(
        lazy_gettext("Files of partners"),
        lazy_gettext("Deletes files that no order names."),
        "PARTNER_FILE_DAYS",
    ),
    "erased": Words(
        lazy_gettext("Erased people"),
        lazy_gettext("Forgets buyers on invoices once the law lets it."),
    ),
    "sign_ins": Words(
        lazy_gettext("Old sign-ins"), lazy_gettext("Forgets those nobody has used for a year.")
    ),
    "audit": Words(
        lazy_gettext("Access log"), lazy_gettext("Forgets its old lines."), "AUDIT_DAYS"
    ),
    "records": Words(
        lazy_gettext("Old records"),
        lazy_gettext("Forgets past alarms and examinations."),
        "RECORDS_DAYS",
    ),
    "usage": Words(lazy_gettext("Room of studios"), lazy_gettext("Counts files and bytes.")),
    "rereading": Words(
        lazy_gettext("Reading photos again"), lazy_gettext("Compares them with their SHA-256.")
    ),
    "doctor": Words(
        lazy_gettext("Examination"), lazy_gettext("Looks for missing and stray files.")
    ),
}
KINDS = {
    Kind.PROOFS: lazy_gettext("Photos to choose from"),
    Kind.FINISHED: lazy_gettext("Finished files"),
    Kind.PREVIEWS: lazy_gettext("Previews"),
    Kind.PRODUCTS: lazy_gettext("Pictures of products"),
    Kind.PARTNERS: lazy_gettext("Files of partners"),
    Kind.DOCUMENTS: lazy_gettext("Documents"),
}
