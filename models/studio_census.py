"""All studios of an installation, as its operator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from models.gallery import Gallery
from models.studio import Studio
from models.studio_usage import Kind, StudioUsage
from models.user import User

# What people have sent; the rest was made by Kadr.
SENT = (Kind.PROOFS, Kind.FINISHED, Kind.PRODUCTS, Kind.PARTNERS)


@dataclass(frozen=True)
class StudioCensus:
    """`photo_count` and the sizes are those of the last count; the last sign-in is anybody's."""

    studio: Studio
    session_count: int
    photo_count: int
    sent_bytes: int
    all_bytes: int
    last_signed_in_at: datetime | None

    @classmethod
    def everybody(cls) -> Select:
        """The values of a StudioCensus for every studio, the largest first."""
        sessions = (
            select(Gallery.studio_id, func.count().label("count"))
            .where(Gallery.deleted_at.is_(None))
            .group_by(Gallery.studio_id)
            .subquery()
        )
        people = (
            select(User.studio_id, func.max(User.last_signed_in_at).label("last_at"))
            .group_by(User.studio_id)
            .subquery()
        )
        is_sent = StudioUsage.kind.in_([kind.value for kind in SENT])
        room = (
            select(
                StudioUsage.studio_id,
                func.sum(StudioUsage.file_count)
                .filter(StudioUsage.kind == Kind.PROOFS.value)
                .label("photos"),
                func.sum(StudioUsage.size_bytes).filter(is_sent).label("sent"),
                func.sum(StudioUsage.size_bytes).label("all"),
            )
            .group_by(StudioUsage.studio_id)
            .subquery()
        )
        numbers = (sessions.c.count, room.c.photos, room.c.sent, room.c.all)
        return (
            select(Studio, *(func.coalesce(one, 0) for one in numbers), people.c.last_at)
            .outerjoin(sessions, sessions.c.studio_id == Studio.id)
            .outerjoin(people, people.c.studio_id == Studio.id)
            .outerjoin(room, room.c.studio_id == Studio.id)
            .order_by(func.coalesce(room.c.all, 0).desc(), Studio.name, Studio.id)
        )
