"""A person who signs in to a studio."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from extensions import db
from models.studio import Studio
from models.types import UtcDateTime, utc_now


def new_session_stamp() -> str:
    return secrets.token_hex(8)


class User(UserMixin, db.Model):
    """`session_stamp` is a part of every sign-in; a new one ends all of them at once. An operator
    looks after the installation, and sees the queues of all studios.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    session_stamp: Mapped[str] = mapped_column(default=new_session_stamp)
    is_operator: Mapped[bool] = mapped_column(default=False)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    studio: Mapped[Studio] = relationship(back_populates="users")

    def get_id(self) -> str:
        return f"{self.id}.{self.session_stamp}"

    @classmethod
    def by_email(cls, email: str) -> Select[User]:
        return select(cls).where(cls.email == email.strip().lower())

    @classmethod
    def by_session(cls, session_id: str) -> Select[User]:
        """The user behind `get_id()`; nobody once the stamp has changed."""
        number, _, stamp = session_id.partition(".")
        user_id = int(number) if number.isdecimal() else 0
        # Every page shows the studio, and whether its clients get mails.
        account = joinedload(cls.studio).joinedload(Studio.mail_account)
        found = select(cls).where(cls.id == user_id, cls.session_stamp == stamp)
        return found.options(account)
