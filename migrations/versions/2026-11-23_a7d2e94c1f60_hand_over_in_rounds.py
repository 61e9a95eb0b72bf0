"""A note with the hand-over, rights and days of one person, and the choice of web versions

Revision ID: a7d2e94c1f60
Revises: 8d1c0f5a27be
Create Date: 2026-11-23 01:20:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "a7d2e94c1f60"
down_revision = "8d1c0f5a27be"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("deliveries") as batch:
        batch.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("waived", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("news_since_at", sa.DateTime()))
        batch.add_column(sa.Column("open_until_at", sa.DateTime()))
        batch.add_column(sa.Column("web_px", sa.Integer(), nullable=False, server_default="2048"))
        batch.add_column(sa.Column("web_quality", sa.Integer(), nullable=False, server_default="85"))
    with op.batch_alter_table("invitations") as batch:
        batch.add_column(sa.Column("download_right", sa.String()))
        batch.add_column(sa.Column("download_until_at", sa.DateTime()))
    op.add_column("downloads", sa.Column("size_bytes", sa.BigInteger()))
    op.add_column("photos", sa.Column("web_asked_at", sa.DateTime()))


def downgrade():
    op.drop_column("photos", "web_asked_at")
    op.drop_column("downloads", "size_bytes")
    with op.batch_alter_table("invitations") as batch:
        batch.drop_column("download_until_at")
        batch.drop_column("download_right")
    with op.batch_alter_table("deliveries") as batch:
        for name in ("web_quality", "web_px", "open_until_at", "news_since_at", "waived", "note"):
            batch.drop_column(name)
