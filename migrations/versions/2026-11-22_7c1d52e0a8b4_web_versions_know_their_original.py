"""web versions know their original

Revision ID: 7c1d52e0a8b4
Revises: eed690a9aab3
"""

import sqlalchemy as sa
from alembic import op

revision = "7c1d52e0a8b4"
down_revision = "eed690a9aab3"
branch_labels = None
depends_on = None


def upgrade():
    # Not as a batch: SQLite adds a column in place.
    op.add_column("photos", sa.Column("made_from_sha256", sa.String(), nullable=True))


def downgrade():
    op.drop_column("photos", "made_from_sha256")
