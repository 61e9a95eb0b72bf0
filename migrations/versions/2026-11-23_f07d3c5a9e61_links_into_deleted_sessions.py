"""links into sessions that were deleted

Revision ID: f07d3c5a9e61
Revises: b92e6f18d0a4
"""

import sqlalchemy as sa
from alembic import op

revision = "f07d3c5a9e61"
down_revision = "b92e6f18d0a4"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "closed_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["galleries.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_closed_links_gallery_id", "closed_links", ["gallery_id"])


def downgrade():
    op.drop_table("closed_links")
