"""Changing what happens by itself to orders, and what that would mean for older ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext
from sqlalchemy import func, select, update

from connectors import Capability, platforms_that
from extensions import db
from models.feedback_settings import FeedbackSettings
from models.outbox import OutboxEntry
from models.shop import Shop
from models.studio import Studio
from models.types import utc_now
from services import completion, feedback
from services.shops import ShopCannot
from services.transaction import transaction

COMPLETED = "completed"
SETTINGS = (
    *("import_mode", "mails_after_import", "mails_after_completion", "attaches_document"),
    *("pushes_document", "completes_paid", "completes_handed_over"),
)
OF_COMPLETION = ("mails_after_completion", "completes_paid", "completes_handed_over")


@dataclass(frozen=True)
class ShopStatuses:
    """Codes of the shop; empty leaves the status that an order has."""

    after_import: str = ""
    after_completion: str = ""


@dataclass(frozen=True)
class FeedbackTerms:
    import_mode: str = "RO"
    mails_after_import: bool = False
    mails_after_completion: bool = False
    attaches_document: bool = False
    pushes_document: bool = False
    completes_paid: bool = False
    completes_handed_over: bool = False
    statuses: Mapping[int, ShopStatuses] = field(default_factory=dict)


def shops_of(studio: Studio) -> list[Shop]:
    """The connected ones."""
    return list(db.session.scalars(Shop.of_studio(studio.id).where(Shop.is_active)))


def pushing_shops(studio: Studio) -> list[Shop]:
    """Those of them that take documents."""
    able = platforms_that(Capability.PUSH_DOCUMENT)
    return [shop for shop in shops_of(studio) if shop.platform in able]


def would_send(studio: Studio, terms: FeedbackTerms) -> dict[str, int]:
    """How many older orders the change would set going, by action, and `COMPLETED` for those that
    a rule would complete; only what the change adds. Nothing is kept. Raises ShopCannot.
    """
    before = _counts(studio)
    with db.session.no_autoflush:
        _apply(studio, terms)
    db.session.flush()
    after = _counts(studio)
    db.session.rollback()
    return {name: after[name] for name in after if after[name] > before[name]}


def change(studio: Studio, terms: FeedbackTerms, *, spares_older: bool = False) -> bool:
    """Keep the settings; says whether anything is different now. Raises ShopCannot.

    With `spares_older` a rule completes only what is paid or handed over from now on. Statuses
    that the shop refused are tried again at once.
    """
    with transaction():
        before = _facts(studio)
        _apply(studio, terms)
        if _facts(studio) == before:
            return False
        settings = studio.feedback
        if spares_older or not (settings.completes_paid or settings.completes_handed_over):
            settings.completes_since_at = utc_now() if spares_older else None
        settings.reset_advised_at = utc_now()
        _try_statuses_again(studio)
    return True


def dismiss_advice(studio: Studio) -> None:
    """The notice about the reset goes, and nothing is marked."""
    with transaction():
        studio.feedback.reset_advised_at = None


def _counts(studio: Studio) -> dict[str, int]:
    counts = {action.value: count for action, count in feedback.pending(studio).items()}
    ready = completion.ready(studio).order_by(None).subquery()
    counts[COMPLETED] = db.session.scalar(select(func.count()).select_from(ready)) or 0
    return counts


def _apply(studio: Studio, terms: FeedbackTerms) -> None:
    settings: FeedbackSettings = studio.feedback
    if terms.pushes_document and not pushing_shops(studio):
        raise ShopCannot(lazy_gettext("Your shop does not support this."))
    for name in SETTINGS:
        # What is greyed where orders are sold at once keeps its value for later.
        if not (terms.import_mode == "DS" and name in OF_COMPLETION):
            setattr(settings, name, getattr(terms, name))
    for shop in shops_of(studio):
        if chosen := terms.statuses.get(shop.id):
            _choose(shop, chosen, keeps_completion=terms.import_mode == "DS")


def _choose(shop: Shop, chosen: ShopStatuses, *, keeps_completion: bool) -> None:
    known = {"", shop.status_after_import, shop.status_after_completion}
    for code in (chosen.after_import, chosen.after_completion):
        if code not in known and not shop.knows_status(code):
            raise ShopCannot(lazy_gettext("The shop has no such status."))
    shop.status_after_import = chosen.after_import
    if not keeps_completion:
        shop.status_after_completion = chosen.after_completion


def _facts(studio: Studio) -> list[str | bool]:
    own = [getattr(studio.feedback, name) for name in SETTINGS]
    return own + [
        code
        for shop in shops_of(studio)
        for code in (shop.status_after_import, shop.status_after_completion)
    ]


def _try_statuses_again(studio: Studio) -> None:
    """What failed for want of a status may go now."""
    failed = update(OutboxEntry).where(
        OutboxEntry.studio_id == studio.id,
        OutboxEntry.kind == "shop.set_status",
        OutboxEntry.state.in_(("retry", "dead")),
        OutboxEntry.last_code == "status_gone",
    )
    db.session.execute(failed.values(state="pending", next_at=utc_now()))
