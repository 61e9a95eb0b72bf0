"""when lists and products of a shop were read, and the news it sent

Revision ID: 8c41f0e7a2d9
Revises: 9b27d4e1f3c6
"""

import sqlalchemy as sa
from alembic import op

revision = "8c41f0e7a2d9"
down_revision = "9b27d4e1f3c6"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("shops") as batch_op:
        batch_op.add_column(
            sa.Column("lists_read_at", sa.JSON(), server_default="{}", nullable=False)
        )
    with op.batch_alter_table("shop_mappings") as batch_op:
        batch_op.add_column(sa.Column("gone_at", sa.DateTime(), nullable=True))
    op.create_table(
        "shop_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("shop_id", "delivery_id"),
    )


def downgrade():
    op.drop_table("shop_news")
    with op.batch_alter_table("shop_mappings") as batch_op:
        batch_op.drop_column("gone_at")
    with op.batch_alter_table("shops") as batch_op:
        batch_op.drop_column("lists_read_at")
