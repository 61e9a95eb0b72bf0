"""Files of an offer are kept while those that come out with them are written

Revision ID: a4d17c90e5b3
Revises: e4a90c6b2d75
Create Date: 2026-11-23 17:30:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "a4d17c90e5b3"
down_revision = "e4a90c6b2d75"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("editions", sa.Column("issue_at", sa.DateTime()))
    version = sa.Column("issue_version", sa.Integer(), nullable=False, server_default="0")
    op.add_column("editions", version)
    mark = sa.Column("issue_stock_mark", sa.String(), nullable=False, server_default="")
    op.add_column("editions", mark)
    draft = sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("feed_files", draft)


def downgrade():
    op.execute("DELETE FROM feed_files WHERE is_draft")
    op.drop_column("feed_files", "is_draft")
    for name in ("issue_stock_mark", "issue_version", "issue_at"):
        op.drop_column("editions", name)
