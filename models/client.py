"""Somebody the studio photographs or sells to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, Select, event, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.folding import digits, folded, same_name
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.studio import Studio

_NAMED = text("email <> ''")


class Client(db.Model):
    """One person of a studio; `email` is in lower case and nobody else's.

    The keys are made from name, address and telephone whenever the row is written: `search_key` is
    looked in, `name_key` and `phone_digits` find who may be the same person. An erased person keeps
    the row, and nothing in it.
    """

    __tablename__ = "clients"
    __table_args__ = (
        Index(
            "uq_clients_email",
            "studio_id",
            "email",
            unique=True,
            sqlite_where=_NAMED,
            postgresql_where=_NAMED,
        ),
        Index("ix_clients_name_key", "studio_id", "name_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(default="")
    phone_digits: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    studio: Mapped[Studio] = relationship()

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Client]:
        """Everybody who has not been erased."""
        return select(cls).where(cls.studio_id == studio_id, cls.erased_at.is_(None))

    @classmethod
    def by_email(cls, studio_id: int, email: str) -> Select[Client]:
        return select(cls).where(cls.studio_id == studio_id, cls.email == email.strip().lower())


@event.listens_for(Client, "before_insert")
@event.listens_for(Client, "before_update")
def _write_keys(_mapper, _connection, client: Client) -> None:
    for name, key in keys_of(client.name, client.email, client.phone or "").items():
        setattr(client, name, key)


def keys_of(name: str, email: str, phone: str = "") -> dict[str, str]:
    """The columns that a client is found by."""
    number = digits(phone)
    return {
        "search_key": folded(f"{name} {email} {phone} {number}"),
        "name_key": same_name(name),
        "phone_digits": number,
    }
