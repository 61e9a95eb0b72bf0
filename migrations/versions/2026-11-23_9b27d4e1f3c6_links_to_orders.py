"""links by which buyers see their orders

Revision ID: 9b27d4e1f3c6
Revises: 55069c00c136
"""

import sqlalchemy as sa
from alembic import op

revision = "9b27d4e1f3c6"
down_revision = "55069c00c136"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "order_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("token_sealed", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_order_links_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_links")),
        sa.UniqueConstraint("order_id", name=op.f("uq_order_links_order_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_order_links_token_hash")),
    )


def downgrade():
    op.drop_table("order_links")
