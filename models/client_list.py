"""The people of a studio as its list shows them: found, counted and paged in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, or_, select, union_all

from models.client import Client
from models.folding import folded
from models.invitation import Invitation
from models.order import Order
from models.order_line import OrderLine
from models.partner import Partner

SORTS = ("recent", "name")


@dataclass(frozen=True)
class ClientRow:
    """`total_cents` is what the standing orders come to; `last_at` is the last order or look."""

    client: Client
    session_count: int
    order_count: int
    total_cents: int
    last_at: datetime

    @classmethod
    def join(cls, clients: Iterable[Client], figures: Iterable[Row]) -> list[ClientRow]:
        """`figures` is what `figures_of` these clients gave."""
        known = {client_id: found for client_id, *found in figures}
        return [cls._of(client, *known[client.id]) for client in clients]

    @classmethod
    def _of(cls, client: Client, sessions: int, orders: int, *rest) -> ClientRow:
        lines_cents, delivery_cents, placed_at, viewed_at = rest
        times = [at for at in (placed_at, viewed_at) if at is not None]
        total_cents = int(lines_cents or 0) + int(delivery_cents or 0)
        return cls(client, sessions, orders, total_cents, max([*times, client.created_at]))


@dataclass(frozen=True)
class ClientFilter:
    """`text` is a part of a name, an address or a telephone number; `twins` may be one person,
    `partners` have an offer."""

    text: str = ""
    sort: str = "recent"
    twins: bool = False
    partners: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.twins or self.partners)

    def clients(self, studio_id: int) -> Select[Client]:
        found = Client.of_studio(studio_id).where(*self._wishes(studio_id))
        if self.twins or self.sort == "name":
            return found.order_by(Client.name_key, Client.id)
        last = _last_by_client(studio_id)
        newest = func.coalesce(last.c.at, Client.created_at).desc()
        joined = found.outerjoin(last, last.c.client_id == Client.id)
        return joined.order_by(newest, Client.id.desc())

    def _wishes(self, studio_id: int) -> Iterator[ColumnElement[bool]]:
        for word in folded(self.text).split():
            yield Client.search_key.contains(word, autoescape=True)
        if self.partners:
            yield Client.id.in_(select(Partner.client_id).where(Partner.studio_id == studio_id))
        if self.twins:
            yield or_(*(_repeated(column, studio_id) for column in _TWIN_KEYS))


_TWIN_KEYS = (Client.name_key, Client.phone_digits)


def twins_of(client: Client) -> Select[Client]:
    """Who may be the same person: another address, but the name or the telephone of this one."""
    same = [column == _of(client, column) for column in _TWIN_KEYS if _of(client, column)]
    others = Client.of_studio(client.studio_id).where(Client.id != client.id)
    return others.where(or_(False, *same)).order_by(Client.id).limit(20)


def figures_of(clients: Sequence[Client]) -> Select:
    """(client id, sessions, orders, cents of lines, cents of delivery, last order, last look)."""
    standing = and_(Order.client_id == Client.id, Order.cancelled_at.is_(None))
    invited = Invitation.client_id == Client.id
    lines_cents = func.sum(OrderLine.quantity * OrderLine.unit_price_cents)
    columns = (
        select(func.count(Invitation.gallery_id.distinct())).where(invited),
        select(func.count(Order.id)).where(standing),
        select(lines_cents).join(OrderLine.order).where(standing),
        select(func.sum(Order.delivery_cents)).where(standing),
        select(func.max(Order.placed_at)).where(Order.client_id == Client.id),
        select(func.max(Invitation.last_viewed_at)).where(invited),
    )
    ids = [client.id for client in clients]
    told = (column.correlate(Client).scalar_subquery() for column in columns)
    return select(Client.id, *told).where(Client.id.in_(ids))


def _last_by_client(studio_id: int) -> Subquery:
    """(client id, when they last ordered or looked)."""
    ordered = select(Order.client_id, Order.placed_at.label("at")).where(
        Order.studio_id == studio_id, Order.client_id.is_not(None)
    )
    looked = (
        select(Invitation.client_id, Invitation.last_viewed_at)
        .join(Invitation.client)
        .where(Client.studio_id == studio_id, Invitation.last_viewed_at.is_not(None))
    )
    both = union_all(ordered, looked).subquery()
    return select(both.c.client_id, func.max(both.c.at).label("at")).group_by(both.c[0]).subquery()


def _repeated(column, studio_id: int) -> ColumnElement[bool]:
    several = (
        select(column)
        .where(Client.studio_id == studio_id, Client.erased_at.is_(None), column != "")
        .group_by(column)
        .having(func.count() > 1)
    )
    return column.in_(several)


def _of(client: Client, column) -> str:
    return getattr(client, column.key)
