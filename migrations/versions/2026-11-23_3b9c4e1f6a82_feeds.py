"""the files that partners fetch

Revision ID: 3b9c4e1f6a82
Revises: 2a8b3d0e5f71
"""

import sqlalchemy as sa
from alembic import op

revision = "3b9c4e1f6a82"
down_revision = "2a8b3d0e5f71"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("data_format", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("rate_e4", sa.Integer(), nullable=False),
        sa.Column("only_in_stock", sa.Boolean(), nullable=False),
        sa.Column("unlimited_as", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("full_at", sa.DateTime(), nullable=True),
        sa.Column("sliced_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["price_list_id"],
            ["price_lists.id"],
            name=op.f("fk_editions_price_list_id_price_lists"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_editions_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint(
            "price_list_id",
            "data_format",
            "language",
            "currency",
            "rate_e4",
            "only_in_stock",
            "unlimited_as",
            name=op.f(
                "uq_editions_price_list_id_data_format_language_currency_rate_e4_only_in_stock_unlimited_as"
            ),
        ),
    )
    op.create_index(op.f("ix_editions_studio_id"), "editions", ["studio_id"])
    op.create_table(
        "edition_products",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_edition_products_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_edition_products_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", "product_id", name=op.f("pk_edition_products")),
    )
    op.create_index(
        "ix_edition_products_changed_at", "edition_products", ["edition_id", "changed_at"]
    )
    op.create_index(op.f("ix_edition_products_product_id"), "edition_products", ["product_id"])
    op.create_table(
        "feed_downloads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("partner_shop_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("sent_bytes", sa.Integer(), nullable=False),
        sa.Column("md5", sa.String(), nullable=False),
        sa.Column("is_wasted", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_feed_downloads_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_shop_id"],
            ["partner_shops.id"],
            name=op.f("fk_feed_downloads_partner_shop_id_partner_shops"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_downloads")),
    )
    op.create_index("ix_feed_downloads_partner_at", "feed_downloads", ["partner_id", "at"])
    op.create_index(
        op.f("ix_feed_downloads_partner_shop_id"), "feed_downloads", ["partner_shop_id"]
    )
    op.create_table(
        "feed_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("partner_shop_id", sa.Integer(), nullable=True),
        sa.Column("discount_bp", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("gzip_key", sa.String(), nullable=False),
        sa.Column("md5", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("gzip_bytes", sa.Integer(), nullable=False),
        sa.Column("product_count", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_feed_files_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_shop_id"],
            ["partner_shops.id"],
            name=op.f("fk_feed_files_partner_shop_id_partner_shops"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_files")),
    )
    op.create_index("ix_feed_files_name", "feed_files", ["edition_id", "name", "discount_bp"])
    op.create_index(op.f("ix_feed_files_partner_shop_id"), "feed_files", ["partner_shop_id"])


def downgrade():
    op.drop_table("feed_files")
    op.drop_table("feed_downloads")
    op.drop_table("edition_products")
    op.drop_table("editions")
