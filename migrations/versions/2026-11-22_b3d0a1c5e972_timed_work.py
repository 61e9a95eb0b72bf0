"""timed work

Revision ID: b3d0a1c5e972
Revises: a41f6c2d7b90
"""

import sqlalchemy as sa
from alembic import op

revision = "b3d0a1c5e972"
down_revision = "a41f6c2d7b90"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "timed_work",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(), nullable=False),
        sa.Column("last_run_at", sa.DateTime(), nullable=True),
        sa.Column("last_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_timed_work")),
    )


def downgrade():
    op.drop_table("timed_work")
