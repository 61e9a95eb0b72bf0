"""whether the logo stands on documents

Revision ID: 3f81c6a07be2
Revises: b9e0f4c71a26
"""

import sqlalchemy as sa
from alembic import op

revision = "3f81c6a07be2"
down_revision = "b9e0f4c71a26"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("document_settings") as batch:
        batch.add_column(
            sa.Column("shows_logo", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade():
    with op.batch_alter_table("document_settings") as batch:
        batch.drop_column("shows_logo")
