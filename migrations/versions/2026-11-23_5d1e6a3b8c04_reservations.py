"""pieces that stand aside for lines of orders

Revision ID: 5d1e6a3b8c04
Revises: a41c7d9e5b08
"""

import sqlalchemy as sa
from alembic import op

revision = "5d1e6a3b8c04"
down_revision = "a41c7d9e5b08"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "reservations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("per_piece", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.CheckConstraint("per_piece > 0", name=op.f("ck_reservations_per_piece_positive")),
        sa.CheckConstraint("pieces >= 0", name=op.f("ck_reservations_pieces_not_negative")),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["order_lines.id"],
            name=op.f("fk_reservations_line_id_order_lines"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["size_id"],
            ["product_sizes.id"],
            name=op.f("fk_reservations_size_id_product_sizes"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("line_id", "size_id", name=op.f("uq_reservations_line_id_size_id")),
    )
    op.create_index(op.f("ix_reservations_size_id"), "reservations", ["size_id"])


def downgrade():
    op.drop_index(op.f("ix_reservations_size_id"), "reservations")
    op.drop_table("reservations")
