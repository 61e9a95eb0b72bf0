"""a studio's price lists have different names

Revision ID: d4c8e7f01b36
Revises: 5b0d2c9e41f7
"""

import sqlalchemy as sa
from alembic import op

revision = "d4c8e7f01b36"
down_revision = "5b0d2c9e41f7"
branch_labels = None
depends_on = None


def upgrade():
    of_studio = sa.text("gallery_id IS NULL")
    op.create_index(
        "uq_price_lists_name",
        "price_lists",
        ["studio_id", "name"],
        unique=True,
        sqlite_where=of_studio,
        postgresql_where=of_studio,
    )


def downgrade():
    op.drop_index("uq_price_lists_name", "price_lists")
