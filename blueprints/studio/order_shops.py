"""The card of an order that says how it stands in the studio's shops, and what may be decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for
from flask_login import current_user

from blueprints import shop_access
from blueprints.studio import bp, history, shop_facts
from extensions import db
from models.order import Order
from models.outbox import OutboxEntry
from models.shop_link import ShopLink
from services import delivery_reasons, shop_findings, shop_passing

KINDS = (
    "shop.push_order",
    "shop.set_status",
    "shop.set_paid",
    "shop.set_tracking",
    "shop.push_document",
)
DECISIONS = {
    "accept": shop_findings.accept,
    "leave": shop_findings.leave,
    "again": shop_findings.push_again,
}


@dataclass(frozen=True)
class ShopRow:
    """An order in one shop; `steps` are the last promise of each kind, in the order of KINDS."""

    link: ShopLink
    steps: Sequence[OutboxEntry]
    finding: str
    warnings: Sequence[str]

    @property
    def failed(self) -> OutboxEntry | None:
        """The first step that somebody has to look at."""
        return next((one for one in self.steps if one.state == "dead"), None)


def values_of(order: Order) -> dict[str, Any]:
    """What `_order_shops.html` needs."""
    told = promises_of(order)
    return {
        "shop_rows": [_row(link, told) for link in order.shop_links],
        "shop_step": history.promise_name,
        "shop_reason": delivery_reasons.sentence,
    }


def promises_of(order: Order) -> Sequence[OutboxEntry]:
    """Everything that was promised to shops about the order, oldest first."""
    ids = [link.id for link in order.shop_links]
    return db.session.scalars(OutboxEntry.about_any(KINDS, ids)).all() if ids else []


@bp.post("/shop-links/<int:link_id>/push")
def push_order(link_id: int):
    """Pass it to the shop now."""
    link = shop_access.shop_link_of_studio(link_id)
    shop_passing.push_now(link)
    return _back_to(link)


@bp.post("/shop-links/<int:link_id>/decision")
def decide_finding(link_id: int):
    """What a person says about a finding: `wish=accept|leave|again`."""
    link = shop_access.shop_link_of_studio(link_id)
    decide = DECISIONS.get(request.form.get("wish", ""))
    if decide is None:
        abort(400)
    decide(link, current_user.name)
    return _back_to(link)


def _row(link: ShopLink, told: Sequence[OutboxEntry]) -> ShopRow:
    last = {one.kind: one for one in told if one.subject_id == link.id}
    steps = [last[kind] for kind in KINDS if kind in last]
    words = [shop_facts.warning_words(one) for one in link.warnings]
    return ShopRow(link, steps, shop_facts.finding_words(link), words)


def _back_to(link: ShopLink):
    return redirect(url_for("studio.show_order", order_id=link.order_id), code=303)
