"""Facts about finished photos, in words for a timeline: what was let pass, who may take what."""

from datetime import datetime

from flask_babel import gettext as _

from blueprints.formatting import day

ICONS = {
    "delivery.handed_over": "folder-down",
    "delivery.notified": "send",
    "delivery.waived": "triangle-alert",
    "delivery.right": "key-round",
    "delivery.right_of_person": "key-round",
    "delivery.days": "calendar",
    "delivery.extended": "calendar",
    "delivery.web_version": "refresh-cw",
}


def title(kind: str, detail: dict[str, str]) -> str:
    """One sentence; what a change gave to whom stands behind it."""
    told = _title(kind, detail)
    return f"{told} ({detail['gives']})" if detail.get("gives") else told


def right_name(right: str) -> str:
    match right:
        case "all":
            return _("Everything")
        case "ordered":
            return _("Only ordered photos")
        case "paid":
            return _("Only ordered and paid photos")
    return _("as for the session")


def _title(kind: str, detail: dict[str, str]) -> str:
    name, right = detail.get("name", ""), right_name(detail.get("right", ""))
    match kind:
        case "delivery.handed_over":
            return _("Photos handed over")
        case "delivery.notified":
            return _("Reminded of the finished photos")
        case "delivery.waived":
            return _("Handed over although: %(differences)s", differences=_differences(detail))
        case "delivery.right":
            was = right_name(detail.get("was", ""))
            return _("Right to download: %(right)s, before: %(was)s", right=right, was=was)
        case "delivery.right_of_person":
            return _("Right to download of %(name)s: %(right)s", name=name, right=right)
        case "delivery.days":
            return _("Links work for %(days)s days", days=detail.get("days", ""))
        case "delivery.extended":
            until = day(datetime.fromisoformat(detail["until"]))
            if name:
                return _("%(name)s can download until %(day)s", name=name, day=until)
            return _("Everybody can download until %(day)s", day=until)
        case "delivery.web_version":
            if choice := detail.get("choice"):
                return _("Web versions are made: %(choice)s", choice=choice)
            return _("No more web versions are made")
    return kind


def _differences(detail: dict[str, str]) -> str:
    parts = [
        (_("missing %(names)s"), detail.get("missing")),
        (_("surplus %(names)s"), detail.get("surplus")),
        (_("in one folder only %(names)s"), detail.get("folders")),
    ]
    return "; ".join(words % {"names": names} for words, names in parts if names)
