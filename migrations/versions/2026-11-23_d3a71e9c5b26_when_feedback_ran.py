"""when the feedback update ran, and from when on orders are completed by themselves

Revision ID: d3a71e9c5b26
Revises: 3f81c6a07be2
"""

import sqlalchemy as sa
from alembic import op

revision = "d3a71e9c5b26"
down_revision = "3f81c6a07be2"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("feedback_settings") as batch:
        batch.add_column(sa.Column("completes_since_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("ran_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("ran_count", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("feedback_settings") as batch:
        batch.alter_column("ran_count", server_default=None)


def downgrade():
    with op.batch_alter_table("feedback_settings") as batch:
        for name in ("completes_since_at", "ran_at", "ran_count"):
            batch.drop_column(name)
