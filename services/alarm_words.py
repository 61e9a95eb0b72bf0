"""What an alarm says to a person, in their language."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext

Figures = Mapping[str, Any]


def title(name: str) -> str:
    return _TITLES[name]()


def sentence(name: str, detail: Figures) -> str:
    """One sentence with the figures of when it was looked at last."""
    return _SENTENCES[name](detail)


def _backup(detail: Figures) -> str:
    hours = detail["hours"]
    if hours is None:
        return gettext("There has never been a backup.")
    return ngettext(
        "The last backup was made %(num)s hour ago.",
        "The last backup was made %(num)s hours ago.",
        hours,
    )


def _doctor(detail: Figures) -> str:
    if "hours" in detail:
        return ngettext(
            "The last examination was %(num)s hour ago.",
            "The last examination was %(num)s hours ago.",
            detail["hours"],
        )
    found = ngettext("One fault was found.", "%(num)s faults were found.", detail["count"])
    return f"{found} {detail['first']}."


_TITLES: Mapping[str, Callable[[], str]] = {
    "disk": lambda: gettext("The disk is nearly full"),
    "backup": lambda: gettext("There is no fresh backup"),
    "redis": lambda: gettext("Redis does not answer"),
    "clock": lambda: gettext("The clock stands still"),
    "late": lambda: gettext("Due work is not being done"),
    "dead": lambda: gettext("Something could not be delivered"),
    "work": lambda: gettext("Timed work breaks off"),
    "doctor": lambda: gettext("The nightly examination found faults"),
}
_SENTENCES: Mapping[str, Callable[[Figures], str]] = {
    "disk": lambda told: gettext("Only %(percent)s%% is free.", percent=told["free_percent"]),
    "backup": _backup,
    "redis": lambda _: gettext("Nothing is lost, but mails and previews wait."),
    "clock": lambda told: ngettext(
        "Nothing was done by the clock for %(num)s minute.",
        "Nothing was done by the clock for %(num)s minutes.",
        told["minutes"],
    ),
    "late": lambda told: ngettext(
        "The oldest job has been due for %(num)s minute.",
        "The oldest job has been due for %(num)s minutes.",
        told["minutes"],
    ),
    "dead": lambda told: ngettext(
        "%(num)s message or transfer waits for somebody's decision.",
        "%(num)s messages or transfers wait for somebody's decision.",
        told["count"],
    ),
    "work": lambda told: gettext("It concerns: %(names)s.", names=", ".join(told["names"])),
    "doctor": _doctor,
}
