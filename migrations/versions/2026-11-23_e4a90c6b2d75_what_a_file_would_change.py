"""what the products of a file would be, while it is looked through

Revision ID: e4a90c6b2d75
Revises: b93e5f1d7a26
"""

import sqlalchemy as sa
from alembic import op

revision = "e4a90c6b2d75"
down_revision = "b93e5f1d7a26"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "tried_products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("bones", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["catalogue_imports.id"],
            name=op.f("fk_tried_products_import_id_catalogue_imports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tried_products")),
    )
    op.create_index(op.f("ix_tried_products_import_id"), "tried_products", ["import_id"])


def downgrade():
    op.drop_table("tried_products")
