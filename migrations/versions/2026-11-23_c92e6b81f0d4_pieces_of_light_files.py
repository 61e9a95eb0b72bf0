"""Light files are put together from finished pieces, too

Revision ID: c92e6b81f0d4
Revises: a4d17c90e5b3
Create Date: 2026-11-23 17:50:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "c92e6b81f0d4"
down_revision = "a4d17c90e5b3"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "light_pieces",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("discount_bp", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_light_pieces_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_light_pieces_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "edition_id", "discount_bp", "product_id", name=op.f("pk_light_pieces")
        ),
    )
    op.create_index(op.f("ix_light_pieces_product_id"), "light_pieces", ["product_id"])


def downgrade():
    op.drop_table("light_pieces")
