"""Photos that are hidden from the client, or stand elsewhere than their numbers say

Revision ID: e61b7a3c9f04
Revises: a7e3c1f59b20
Create Date: 2026-11-23 02:58:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "e61b7a3c9f04"
down_revision = "a7e3c1f59b20"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("photos", sa.Column("hidden_at", sa.DateTime()))
    op.add_column("photos", sa.Column("position", sa.Integer()))
    epoch = sa.Column("photo_epoch", sa.Integer(), nullable=False, server_default="1")
    op.add_column("galleries", epoch)
    withdrawn = sa.Column("withdrawn", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("carts", withdrawn)


def downgrade():
    op.drop_column("carts", "withdrawn")
    op.drop_column("galleries", "photo_epoch")
    op.drop_column("photos", "position")
    op.drop_column("photos", "hidden_at")
