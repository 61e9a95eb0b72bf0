"""BaseLinker fetches orders

Revision ID: c3b8e07a5d14
Revises: 3c8e5f10b94d
"""

import sqlalchemy as sa
from alembic import op

revision = "c3b8e07a5d14"
down_revision = "3c8e5f10b94d"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "baselinker_accesses",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("token_sealed", sa.String(), nullable=False),
        sa.Column("password_sealed", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("last_called_at", sa.DateTime(), nullable=True),
        sa.Column("last_action", sa.String(), nullable=False),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_baselinker_accesses_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", name=op.f("pk_baselinker_accesses")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_baselinker_accesses_token_hash")),
    )


def downgrade():
    op.drop_table("baselinker_accesses")
