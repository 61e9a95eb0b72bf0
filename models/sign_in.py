"""One sign-in of one person on one device: the row behind a cookie."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, Update, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from extensions import db
from models.studio import Studio
from models.token import token_hash
from models.types import UtcDateTime, utc_now
from models.user import User

IDLE = timedelta(days=31)
LONGEST = timedelta(days=90)
HALF_WAY = timedelta(minutes=5)


class SignIn(db.Model):
    """The cookie holds a token of which only the hash is kept, so a row that has ended ends the
    cookie at once. `proven_at` is None while the second factor is still asked for; `code_tries`
    counts its wrong codes. `device_hash` is of a lasting cookie that tells a new device from a
    known one; `address` is shortened.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    device_hash: Mapped[str]
    address: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_tries: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = relationship()

    @classmethod
    def by_token(cls, token: str, now: datetime | None = None) -> Select[SignIn]:
        """Of somebody who is in; every page shows the studio and whether its clients get mails."""
        account = joinedload(cls.user).joinedload(User.studio).joinedload(Studio.mail_account)
        return _good(now or utc_now()).where(cls.token_hash == token_hash(token)).options(account)

    @classmethod
    def half_way(cls, token: str, now: datetime | None = None) -> Select[SignIn]:
        """Of somebody whose password was right a moment ago, and nothing else is known."""
        return select(cls).where(
            cls.token_hash == token_hash(token),
            cls.proven_at.is_(None),
            cls.ended_at.is_(None),
            cls.begun_at > (now or utc_now()) - HALF_WAY,
        )

    @classmethod
    def of_user(cls, user_id: int, now: datetime | None = None) -> Select[SignIn]:
        """All that are good now, the one used last first."""
        own = _good(now or utc_now()).where(cls.user_id == user_id)
        return own.order_by(cls.seen_at.desc(), cls.id.desc())

    @classmethod
    def ending(cls, user_id: int, but: SignIn | None = None) -> Update:
        """Ends every sign-in of a user, half-way ones too."""
        still = update(cls).where(cls.user_id == user_id, cls.ended_at.is_(None))
        others = still if but is None else still.where(cls.id != but.id)
        return others.values(ended_at=utc_now())


def _good(now: datetime) -> Select[SignIn]:
    return select(SignIn).where(
        SignIn.proven_at.is_not(None),
        SignIn.ended_at.is_(None),
        SignIn.seen_at > now - IDLE,
        SignIn.begun_at > now - LONGEST,
    )
