"""when the page of an order was opened last

Revision ID: c38a5f1d7e02
Revises: b47e9d2c61a8
"""

import sqlalchemy as sa
from alembic import op

revision = "c38a5f1d7e02"
down_revision = "b47e9d2c61a8"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("order_links") as links:
        links.add_column(sa.Column("last_used_at", sa.DateTime(), nullable=True))


def downgrade():
    with op.batch_alter_table("order_links") as links:
        links.drop_column("last_used_at")
