"""partners, their keys, shops and files

Revision ID: 2a8b3d0e5f71
Revises: 1f7a2c9d4e60
"""

import sqlalchemy as sa
from alembic import op

revision = "2a8b3d0e5f71"
down_revision = "1f7a2c9d4e60"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("tax_id", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("is_sharing", sa.Boolean(), nullable=False),
        sa.Column("data_format", sa.String(), nullable=False),
        sa.Column("file_set", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("rate_e4", sa.Integer(), nullable=False),
        sa.Column("discount_bp", sa.Integer(), nullable=False),
        sa.Column("only_in_stock", sa.Boolean(), nullable=False),
        sa.Column("unlimited_as", sa.Integer(), nullable=True),
        sa.Column("may_order", sa.Boolean(), nullable=False),
        sa.Column("webhook_url", sa.String(), nullable=False),
        sa.Column("webhook_secret_sealed", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "discount_bp >= 0 AND discount_bp < 10000", name=op.f("ck_partners_discount_in_bounds")
        ),
        sa.CheckConstraint("rate_e4 > 0", name=op.f("ck_partners_rate_positive")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_partners_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_partners_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sa.UniqueConstraint("client_id", name=op.f("uq_partners_client_id")),
    )
    op.create_index(op.f("ix_partners_studio_id"), "partners", ["studio_id"])
    op.create_table(
        "gallery_shares",
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_gallery_shares_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_gallery_shares_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gallery_id", "partner_id", name=op.f("pk_gallery_shares")),
    )
    op.create_index(op.f("ix_gallery_shares_partner_id"), "gallery_shares", ["partner_id"])
    op.create_table(
        "partner_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("storage_key", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_partner_files_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_files")),
        sa.UniqueConstraint(
            "partner_id", "sha256", name=op.f("uq_partner_files_partner_id_sha256")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_partner_files_public_id")),
    )
    op.create_table(
        "partner_logins",
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("session_stamp", sa.String(), nullable=False),
        sa.Column("invite_hash", sa.String(), nullable=True),
        sa.Column("invite_sealed", sa.String(), nullable=True),
        sa.Column("invite_ends_at", sa.DateTime(), nullable=True),
        sa.Column("last_signed_in_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_partner_logins_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_partner_logins")),
        sa.UniqueConstraint("invite_hash", name=op.f("uq_partner_logins_invite_hash")),
    )
    op.create_index(op.f("ix_partner_logins_email"), "partner_logins", ["email"])
    op.create_table(
        "partner_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("token_sealed", sa.String(), nullable=True),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_partner_tokens_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_tokens_token_hash")),
    )
    op.create_index(op.f("ix_partner_tokens_partner_id"), "partner_tokens", ["partner_id"])
    op.create_table(
        "partner_shops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_partner_shops_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["price_list_id"],
            ["price_lists.id"],
            name=op.f("fk_partner_shops_price_list_id_price_lists"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_shops")),
        sa.UniqueConstraint("partner_id", "code", name=op.f("uq_partner_shops_partner_id_code")),
        sa.UniqueConstraint(
            "partner_id", "price_list_id", name=op.f("uq_partner_shops_partner_id_price_list_id")
        ),
    )
    op.create_index(op.f("ix_partner_shops_price_list_id"), "partner_shops", ["price_list_id"])
    op.create_table(
        "partner_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_partner_requests_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partners.id"],
            name=op.f("fk_partner_requests_partner_id_partners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_requests")),
        sa.UniqueConstraint("partner_id", "key", name=op.f("uq_partner_requests_partner_id_key")),
    )
    op.create_index(op.f("ix_partner_requests_order_id"), "partner_requests", ["order_id"])


def downgrade():
    op.drop_table("partner_requests")
    op.drop_table("partner_shops")
    op.drop_table("partner_tokens")
    op.drop_table("partner_logins")
    op.drop_table("partner_files")
    op.drop_table("gallery_shares")
    op.drop_table("partners")
