"""visitors and PINs

Revision ID: 3e5b71c0d9a2
Revises: d4c8e7f01b36
"""

import sqlalchemy as sa
from alembic import op

revision = "3e5b71c0d9a2"
down_revision = "d4c8e7f01b36"
branch_labels = None
depends_on = None


def upgrade():
    # Not as a batch: SQLite adds a column in place.
    op.add_column(
        "galleries",
        sa.Column("swept_view_count", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_table(
        "pin_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_pin_tries_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin_tries")),
    )
    op.create_index(op.f("ix_pin_tries_gallery_id"), "pin_tries", ["gallery_id"])
    op.create_index("ix_pin_tries_link_hash_tried_at", "pin_tries", ["link_hash", "tried_at"])


def downgrade():
    op.drop_table("pin_tries")
    op.drop_column("galleries", "swept_view_count")
