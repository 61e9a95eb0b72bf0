"""users who look after the whole installation

Revision ID: b9e0f4c71a26
Revises: b58e2f0c7d14
"""

import sqlalchemy as sa
from alembic import op

revision = "b9e0f4c71a26"
down_revision = "b58e2f0c7d14"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("users") as batch:
        batch.add_column(
            sa.Column("is_operator", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade():
    with op.batch_alter_table("users") as batch:
        batch.drop_column("is_operator")
