"""What the studio changed about an order, in words for its timeline."""

from typing import Any

from flask_babel import lazy_gettext

from blueprints.formatting import money

ICONS = {
    "order.typed": "shopping-bag",
    "order.of_partner": "shopping-bag",
    "order.form_sent": "send",
    "order.form_answered": "check",
    "order.form_waived": "check",
    "order.parcel": "truck",
    "order.parcel_changed": "truck",
    "order.parcel_removed": "truck",
    "order.edited": "pencil",
    "order.payment": "banknote",
    "order.refund": "rotate-ccw",
    "order.merged": "layers",
    "order.merged_into": "layers",
    "client.merged": "users",
}
TITLES = {
    "order.typed": lazy_gettext("Order typed in by hand"),
    "order.of_partner": lazy_gettext("Partner ordered it as %(reference)s"),
    "order.form_sent": lazy_gettext("Delivery form sent to %(email)s"),
    "order.form_answered": lazy_gettext("The delivery form came back"),
    "order.form_waived": lazy_gettext("Nothing is sent"),
    "order.parcel": lazy_gettext("Parcel: %(parcel)s"),
    "order.parcel_changed": lazy_gettext("Parcel corrected: %(parcel)s"),
    "order.parcel_removed": lazy_gettext("Parcel taken off: %(parcel)s"),
    "order.edited": lazy_gettext("Order changed"),
    "order.payment": lazy_gettext("Payment recorded"),
    "order.refund": lazy_gettext("Money given back"),
    "order.merged": lazy_gettext("Order #%(number)s was put into this one"),
    "order.merged_into": lazy_gettext("Merged into #%(number)s"),
    "client.merged": lazy_gettext("Two clients were put together"),
    "client.erased": lazy_gettext("The data of a person were erased"),
}
KINDS = {
    "package": lazy_gettext("Package"),
    "extension": lazy_gettext("More time to choose"),
    "surcharge": lazy_gettext("Surcharge"),
    "discount": lazy_gettext("Discount"),
}
PARTS = {"delivery": lazy_gettext("delivery"), "buyer": lazy_gettext("the buyer's data")}


def told(kind: str, detail: dict[str, Any]) -> str:
    """The rest of it: how much it was; the total before and after, each line that is different."""
    if kind in ("order.payment", "order.refund"):
        return money(detail.get("cents", 0), detail.get("currency", "PLN"))
    if kind != "order.edited":
        return ""
    parts = [str(PARTS[one]) for one in detail.get("parts", []) if one in PARTS]
    changed = [_line(one) for one in detail.get("changes", [])]
    return "; ".join([*_totals(detail), *changed, *parts])


def _totals(detail: dict[str, Any]) -> list[str]:
    before, after = detail.get("before", 0), detail.get("after", 0)
    if before == after:
        return []
    currency = detail.get("currency", "PLN")
    return [f"{money(before, currency)} → {money(after, currency)}"]


def _line(one: dict[str, Any]) -> str:
    thing = one["name"] or str(KINDS.get(one["kind"], ""))
    name = " ".join(part for part in (thing, one["file"]) if part)
    return f"{name}: {one['before']} → {one['after']}"
