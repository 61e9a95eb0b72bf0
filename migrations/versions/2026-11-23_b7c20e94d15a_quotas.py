"""Quotas of studios, and how much room they take

Revision ID: b7c20e94d15a
Revises: c38a5f1d7e02
Create Date: 2026-11-23 21:36:00.000000

"""

import sqlalchemy as sa
from alembic import op

from models.types import UtcDateTime

revision = "b7c20e94d15a"
down_revision = "c38a5f1d7e02"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("studios", sa.Column("quota_bytes", sa.BigInteger(), nullable=True))
    op.add_column(
        "product_pictures",
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.create_table(
        "studio_usage",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_count", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_studio_usage_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", "kind", name=op.f("pk_studio_usage")),
    )


def downgrade():
    op.drop_table("studio_usage")
    op.drop_column("product_pictures", "size_bytes")
    op.drop_column("studios", "quota_bytes")
