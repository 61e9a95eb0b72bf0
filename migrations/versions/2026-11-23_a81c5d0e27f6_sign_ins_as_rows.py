"""every sign-in is a row that can be ended

Revision ID: a81c5d0e27f6
Revises: c92e6b81f0d4
"""

import sqlalchemy as sa
from alembic import op

revision = "a81c5d0e27f6"
down_revision = "c92e6b81f0d4"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("proven_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_sign_ins_user_id", "sign_ins", ["user_id"])
    op.create_index("ix_sign_ins_seen_at", "sign_ins", ["seen_at"])
    with op.batch_alter_table("users") as users:
        users.drop_column("session_stamp")


def downgrade():
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("session_stamp", sa.String(), server_default="", nullable=False))
    op.drop_table("sign_ins")
