"""Shops in words: what happened to an order there, what is wrong with it, what was promised."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from blueprints.formatting import money
from models.shop_link import Finding, ShopLink

TITLES = {
    "order.passed": lazy_gettext("Passed to %(shop)s as %(number)s"),
    "order.fetched": lazy_gettext("Came from %(shop)s as %(number)s"),
    "order.paid_in_shop": lazy_gettext("Paid in %(shop)s"),
    "shop.total": lazy_gettext("%(shop)s reckons another total"),
    "shop.duplicate": lazy_gettext("%(shop)s may have the order twice"),
    "shop.deleted": lazy_gettext("Deleted in %(shop)s"),
    "shop.trashed": lazy_gettext("Thrown away in %(shop)s"),
    "shop.changed": lazy_gettext("Changed in %(shop)s"),
    "shop.unpaid": lazy_gettext("Payment taken back in %(shop)s"),
    "shop.withdrawn": lazy_gettext("Cancelled in %(shop)s"),
    "shop.accepted": lazy_gettext("Left as it is in %(shop)s"),
    "shop.left": lazy_gettext("Nothing more is exchanged with %(shop)s"),
    "shop.again": lazy_gettext("Passed to %(shop)s once more, on purpose"),
}
PROMISES = {
    "shop.push_order": lazy_gettext("Order for the shop"),
    "shop.set_status": lazy_gettext("Status in the shop"),
    "shop.set_paid": lazy_gettext("Payment for the shop"),
    "shop.set_tracking": lazy_gettext("Tracking number for the shop"),
    "shop.push_document": lazy_gettext("Document for the shop"),
    "partner.webhook": lazy_gettext("Message to a partner's program"),
    "mail.shop_refused": lazy_gettext("A shop refuses Kadr"),
}
ICONS = {**dict.fromkeys(TITLES, "store"), "order.paid_in_shop": "banknote"}
BAD = tuple(f"shop.{one}" for one in Finding)


def finding_words(link: ShopLink) -> str:
    """What is wrong, with the figures, and what it means."""
    facts: dict[str, Any] = link.finding_facts
    match link.finding:
        case Finding.TOTAL:
            return gettext(
                "The shop reckons %(theirs)s, here it is %(ours)s. It was not marked as paid there "
                "and its status was not changed.",
                theirs=_sum(facts["theirs"], facts["their_currency"]),
                ours=_sum(facts["ours"], facts["currency"]),
            )
        case Finding.DUPLICATE:
            return gettext(
                "The shop has this order more than once: %(numbers)s. Keep the first, delete the "
                "others there.",
                numbers=", ".join(facts["numbers"]),
            )
        case Finding.CHANGED:
            return gettext(
                "In the shop it comes to %(now)s now, before it was %(before)s. Here nothing was "
                "changed.",
                now=_sum(facts["now"], facts["currency"]),
                before=_sum(facts["before"], facts["currency"]),
            )
    return _fate(link)


def _fate(link: ShopLink) -> str:
    match link.finding:
        case Finding.DELETED:
            return gettext("It was deleted in the shop. Nothing more is sent there about it.")
        case Finding.TRASHED:
            return gettext("It is in the shop's bin. Nothing more is sent there about it.")
        case Finding.UNPAID:
            return gettext(
                "The shop says that money was given back, or never came. Here the order stays paid "
                "until you decide."
            )
        case Finding.WITHDRAWN if link.finding_facts.get("sold"):
            return gettext(
                "It was cancelled in the shop. Its sale is documented already: issue a correction "
                "if it is not carried out."
            )
        case Finding.WITHDRAWN:
            return gettext(
                "It was cancelled in the shop. Its confirmation or pro forma was taken back; the "
                "order stands here until you cancel it."
            )
    return ""


def warning_words(warning: dict[str, str]) -> str:
    """What could not be said the shop's way."""
    match warning["kind"]:
        case "shipping":
            return gettext("Shipping method that is not linked: %(name)s", name=warning["name"])
        case "payment":
            return gettext("Payment method that is not linked: %(name)s", name=warning["name"])
        case "product":
            return gettext(
                "The shop has no product for %(name)s: it went as a plain line, without stock.",
                name=warning["name"],
            )
    return ""


def _sum(cents: int, currency: str) -> str:
    return str(money(cents, currency))
