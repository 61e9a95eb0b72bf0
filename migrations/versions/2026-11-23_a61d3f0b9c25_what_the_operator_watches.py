"""Alarms, what the doctor found, checked photos, and why timed work broke off

Revision ID: a61d3f0b9c25
Revises: a81c5d0e27f6
Create Date: 2026-11-23 20:58:00.000000

"""

import sqlalchemy as sa
from alembic import op

from models.types import UtcDateTime

revision = "a61d3f0b9c25"
down_revision = "a81c5d0e27f6"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("timed_work", sa.Column("failed_at", UtcDateTime(), nullable=True))
    op.add_column("timed_work", sa.Column("last_error", sa.String(), nullable=True))
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(
        "uq_alarms_going_on",
        "alarms",
        ["name"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "examinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("check_count", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examinations")),
    )
    op.create_table(
        "photo_checks",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_photo_checks_photo_id_photos"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_photo_checks")),
    )
    op.create_index(op.f("ix_photo_checks_checked_at"), "photo_checks", ["checked_at"])


def downgrade():
    op.drop_table("photo_checks")
    op.drop_table("examinations")
    op.drop_table("alarms")
    op.drop_column("timed_work", "last_error")
    op.drop_column("timed_work", "failed_at")
