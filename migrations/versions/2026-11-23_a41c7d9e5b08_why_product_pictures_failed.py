"""why a picture of a product could not be prepared

Revision ID: a41c7d9e5b08
Revises: 5e1d90b7c2f4
"""

import sqlalchemy as sa
from alembic import op

revision = "a41c7d9e5b08"
down_revision = "5e1d90b7c2f4"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("product_pictures") as table:
        table.add_column(sa.Column("failure", sa.String(), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("product_pictures") as table:
        table.drop_column("failure")
