"""The statuses of a studio's orders: named, put in order, removed; and what a client reads."""

from dataclasses import dataclass

from flask_babel import force_locale, get_locale, gettext, lazy_gettext
from sqlalchemy import JSON, func, insert, literal, select, update

from extensions import db
from models.event import Event
from models.order import Order
from models.order_status import OrderStatus, Tone
from models.studio import Studio
from models.types import UtcDateTime, utc_now
from services.refusals import Refused
from services.transaction import changed_rows, transaction

ICONS = ("circle-dashed", "pencil", "check", "package")
TONES = (Tone.PLAIN, Tone.PLAIN, Tone.GREEN, Tone.GREY)
STATUS_LIMIT = 50


class StatusInUse(Refused):
    """Orders have it, and where they shall go is not said."""

    status = 422


class LastStatus(Refused):
    """A studio has at least one: new orders begin with it."""


class TooManyStatuses(Refused):
    """There are fifty already."""


@dataclass(frozen=True)
class StatusNames:
    """At most 30, 17 and 250 letters; without a public name clients do not see the status."""

    internal_name: str
    short_name: str = ""
    public_name: str = ""
    color: str = Tone.PLAIN


def first_names(locale: str) -> tuple[str, ...]:
    """What the statuses of a new studio are called, in their order."""
    with force_locale(locale):
        return gettext("New"), gettext("In editing"), gettext("Ready"), gettext("Handed out")


def first_statuses(locale: str) -> list[OrderStatus]:
    """What a new studio begins with."""
    named = zip(first_names(locale), ICONS, strict=True)
    return [
        OrderStatus(position=place, internal_name=name, public_name=name, icon=icon, color=tone)
        for place, ((name, icon), tone) in enumerate(zip(named, TONES, strict=True))
    ]


def add_status(studio: Studio, names: StatusNames) -> OrderStatus:
    """It comes last. Raises TooManyStatuses."""
    with transaction():
        if len(studio.order_statuses) >= STATUS_LIMIT:
            raise TooManyStatuses(lazy_gettext("There are 50 statuses already. Remove one first."))
        place = studio.order_statuses[-1].position + 1
        status = OrderStatus(studio=studio, position=place)
        _name(status, names)
        db.session.add(status)
    return status


def change_status(status: OrderStatus, names: StatusNames) -> None:
    """Orders that have it show the new names at once."""
    with transaction():
        _name(status, names)


def move(status: OrderStatus, by: int) -> None:
    """One place up (-1) or down (1); the first and the last one stay where they are."""
    with transaction():
        statuses = db.session.scalars(OrderStatus.of_studio(status.studio_id)).all()
        place = statuses.index(status) + by
        if 0 <= place < len(statuses):
            other = statuses[place]
            mine, its = status.position, other.position
            # No two of a studio may have one position, not even for a moment.
            for row, position in ((status, -1), (other, mine), (status, its)):
                row.position = position
                db.session.flush()


def order_count(status: OrderStatus) -> int:
    """How many orders have it, the cancelled ones too."""
    having = select(func.count()).where(Order.status_id == status.id)
    return db.session.scalar(having) or 0


def remove_status(status: OrderStatus, actor: str, into: OrderStatus | None = None) -> int:
    """Orders that have it go to `into`; returns how many. Raises StatusInUse, LastStatus."""
    with transaction():
        if len(status.studio.order_statuses) == 1:
            raise LastStatus(lazy_gettext("An order needs a status: the last one has to stay."))
        moved = 0
        if into is not None and into.id != status.id:
            moved = _move_orders(status, into, actor)
        if order_count(status):
            raise StatusInUse(lazy_gettext("Choose which status its orders get."))
        db.session.delete(status)
    return moved


def translate(studio: Studio, locale: str) -> None:
    """Statuses that nobody has named are called as in `locale`; a step of a verb."""
    names = in_language(locale, of=studio.locale)
    for status in studio.order_statuses:
        status.internal_name = names.get(status.internal_name, status.internal_name)
        status.public_name = names.get(status.public_name, status.public_name)


def in_language(locale: str, of: str) -> dict[str, str]:
    """The first names of language `of`, each with its word in `locale`."""
    return dict(zip(first_names(of), first_names(locale), strict=True))


def public_name(status: OrderStatus) -> str:
    """The studio's own words as they are; a name that it never changed in the reader's language."""
    known = in_language(str(get_locale()), of=status.studio.locale)
    return known.get(status.public_name, status.public_name)


def _name(status: OrderStatus, names: StatusNames) -> None:
    status.internal_name, status.short_name = names.internal_name, names.short_name
    status.public_name, status.color = names.public_name, names.color


def _move_orders(status: OrderStatus, into: OrderStatus, actor: str) -> int:
    """Each order's timeline is told, in one statement for all."""
    facts = {"kind": "order.status", "actor": actor}
    told = select(
        Order.studio_id,
        Order.gallery_id,
        Order.id,
        *(literal(value) for value in facts.values()),
        literal({"status": into.internal_name}, JSON),
        literal(utc_now(), UtcDateTime),
    ).where(Order.status_id == status.id)
    columns = ["studio_id", "gallery_id", "order_id", *facts, "detail", "happened_at"]
    db.session.execute(insert(Event).from_select(columns, told))
    having = update(Order).where(Order.status_id == status.id)
    return changed_rows(having.values(status_id=into.id, status_at=utc_now()))
