"""where an invoice goes, when that is not where the prints go

Revision ID: a41f6c2d7b90
Revises: 7922d8b3046e
"""

import sqlalchemy as sa
from alembic import op

revision = "a41f6c2d7b90"
down_revision = "7922d8b3046e"
branch_labels = None
depends_on = None

COLUMNS = ("invoice_street", "invoice_postcode", "invoice_city")


def upgrade():
    for name in COLUMNS:
        op.add_column("orders", sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
