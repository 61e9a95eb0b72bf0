"""logos in preparation, examples of a watermark

Revision ID: 5b1f6a0c9d27
Revises: 3e5b71c0d9a2
"""

import sqlalchemy as sa
from alembic import op

revision = "5b1f6a0c9d27"
down_revision = "3e5b71c0d9a2"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "watermark_examples",
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("watermark_kind", sa.String(), nullable=False),
        sa.Column("watermark_text", sa.String(), nullable=False),
        sa.Column("watermark_place", sa.String(), nullable=False),
        sa.Column("watermark_opacity_percent", sa.Integer(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_watermark_examples_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_watermark_examples_photo_id_photos"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gallery_id", name=op.f("pk_watermark_examples")),
    )
    with op.batch_alter_table("studios", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logo_source_key", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("logo_tries", sa.Integer(), nullable=False, server_default="0")
        )
    # Until now a gallery without a text had no watermark.
    op.execute(
        "UPDATE galleries SET watermark_kind = 'none'"
        " WHERE watermark_kind = 'text' AND trim(watermark_text) = ''"
    )


def downgrade():
    with op.batch_alter_table("studios", schema=None) as batch_op:
        batch_op.drop_column("logo_tries")
        batch_op.drop_column("logo_source_key")
    op.drop_table("watermark_examples")
