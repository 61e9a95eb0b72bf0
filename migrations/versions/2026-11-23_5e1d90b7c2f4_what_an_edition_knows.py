"""What an edition knows of stock, of its own stamps and of a worker that died

Revision ID: 5e1d90b7c2f4
Revises: 4c0d5f2a7b93
Create Date: 2026-11-23 13:35:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "5e1d90b7c2f4"
down_revision = "4c0d5f2a7b93"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "editions", sa.Column("stock_mark", sa.String(), nullable=False, server_default="")
    )
    for name in ("lease_until", "rests_until", "stamped"):
        op.add_column("editions", sa.Column(name, sa.DateTime()))
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="0")
    op.add_column("edition_products", version)
    offered = sa.Column("offered", sa.String(), nullable=False, server_default="")
    op.add_column("edition_products", offered)
    mark = sa.Column("mark", sa.String(), nullable=False, server_default="")
    op.add_column("feed_files", mark)
    first = "2026-01-01 00:00:00"
    stamp = sa.Column("stamp", sa.DateTime(), nullable=False, server_default=first)
    op.add_column("feed_files", stamp)


def downgrade():
    op.drop_column("feed_files", "stamp")
    op.drop_column("feed_files", "mark")
    op.drop_column("edition_products", "offered")
    op.drop_column("edition_products", "version")
    for name in ("stamped", "rests_until", "lease_until", "stock_mark"):
        op.drop_column("editions", name)
