"""tell whether the photos of a gallery have changed from an index alone

Revision ID: 5b0d2c9e41f7
Revises: b3d0a1c5e972
"""

from alembic import op

revision = "5b0d2c9e41f7"
down_revision = "b3d0a1c5e972"
branch_labels = None
depends_on = None

COLUMNS = ["gallery_id", "folder", "rendered_at", "number", "chapter_id"]


def upgrade():
    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.create_index("ix_photos_roll", COLUMNS, unique=False)


def downgrade():
    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.drop_index("ix_photos_roll")
