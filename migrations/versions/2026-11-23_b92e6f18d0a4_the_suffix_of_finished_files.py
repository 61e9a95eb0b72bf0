"""the suffix that a studio gives to finished files

Revision ID: b92e6f18d0a4
Revises: c7f2a90d13e8
"""

import sqlalchemy as sa
from alembic import op

revision = "b92e6f18d0a4"
down_revision = "c7f2a90d13e8"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("studios") as batch:
        batch.add_column(
            sa.Column("finished_suffix", sa.String(), nullable=False, server_default="")
        )


def downgrade():
    with op.batch_alter_table("studios") as batch:
        batch.drop_column("finished_suffix")
