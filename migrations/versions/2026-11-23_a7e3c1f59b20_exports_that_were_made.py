"""Exports that were made

Revision ID: a7e3c1f59b20
Revises: a2f60d4c9b18
Create Date: 2026-11-23 02:20:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "a7e3c1f59b20"
down_revision = "a2f60d4c9b18"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("photo_count", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_exports_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_gallery_id"), "exports", ["gallery_id"])
    op.create_table(
        "exported_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["exports.id"],
            name=op.f("fk_exported_photos_export_id_exports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_exported_photos_photo_id_photos"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported_photos")),
    )
    op.create_index(op.f("ix_exported_photos_export_id"), "exported_photos", ["export_id"])
    op.create_index(op.f("ix_exported_photos_photo_id"), "exported_photos", ["photo_id"])
    with op.batch_alter_table("studios") as studios:
        studios.add_column(sa.Column("last_export_form", sa.String(), nullable=True))


def downgrade():
    with op.batch_alter_table("studios") as studios:
        studios.drop_column("last_export_form")
    op.drop_table("exported_photos")
    op.drop_table("exports")
