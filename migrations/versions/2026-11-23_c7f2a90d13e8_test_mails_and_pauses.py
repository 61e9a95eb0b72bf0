"""mails that were sent in test mode, and how often a studio's sending has paused

Revision ID: c7f2a90d13e8
Revises: 9adac720ec31
"""

import sqlalchemy as sa
from alembic import op

revision = "c7f2a90d13e8"
down_revision = "9adac720ec31"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(
            sa.Column("was_test", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("mail_accounts") as batch:
        batch.add_column(sa.Column("paused_error", sa.String(), nullable=True))
        batch.add_column(
            sa.Column("pause_count", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade():
    with op.batch_alter_table("mail_accounts") as batch:
        batch.drop_column("pause_count")
        batch.drop_column("paused_error")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("was_test")
