"""An index that finds the bursts of a gallery

Revision ID: c4a91be07d52
Revises: 5b1f6a0c9d27
Create Date: 2026-11-23 00:14:00.000000

"""

from alembic import op

revision = "c4a91be07d52"
down_revision = "5b1f6a0c9d27"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_photos_bursts", "photos", ["gallery_id", "burst_id"])


def downgrade():
    op.drop_index("ix_photos_bursts", table_name="photos")
