"""price lists and rules of a gallery

Revision ID: 7922d8b3046e
Revises: 7c1d52e0a8b4
"""

import sqlalchemy as sa
from alembic import op

revision = "7922d8b3046e"
down_revision = "7c1d52e0a8b4"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("text_pl", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_consents_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_studio_id"), ["studio_id"], unique=False)

    op.create_table(
        "chapters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gallery_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_chapters_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapters")),
        sa.UniqueConstraint("gallery_id", "name", name=op.f("uq_chapters_gallery_id_name")),
    )
    op.create_table(
        "price_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("gallery_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("package_photo_count", sa.Integer(), nullable=False),
        sa.Column("package_cents", sa.Integer(), nullable=False),
        sa.Column("extra_photo_cents", sa.Integer(), nullable=False),
        sa.Column("vat_rate", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "extra_photo_cents >= 0", name=op.f("ck_price_lists_extra_price_not_negative")
        ),
        sa.CheckConstraint(
            "package_cents >= 0", name=op.f("ck_price_lists_package_price_not_negative")
        ),
        sa.CheckConstraint(
            "package_photo_count >= 0", name=op.f("ck_price_lists_package_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["gallery_id"],
            ["galleries.id"],
            name=op.f("fk_price_lists_gallery_id_galleries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_price_lists_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
        sa.UniqueConstraint("gallery_id", name=op.f("uq_price_lists_gallery_id")),
    )
    with op.batch_alter_table("price_lists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_price_lists_studio_id"), ["studio_id"], unique=False)

    op.create_table(
        "payment_methods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("account_holder", sa.String(), nullable=False),
        sa.Column("account_number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["price_list_id"],
            ["price_lists.id"],
            name=op.f("fk_payment_methods_price_list_id_price_lists"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_methods")),
    )
    with op.batch_alter_table("payment_methods", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_methods_price_list_id"), ["price_list_id"], unique=False
        )

    op.create_table(
        "price_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("vat_rate", sa.String(), nullable=False),
        sa.Column("included_count", sa.Integer(), nullable=False),
        sa.Column("photo_min", sa.Integer(), nullable=False),
        sa.Column("photo_max", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "included_count >= 0", name=op.f("ck_price_items_included_not_negative")
        ),
        sa.CheckConstraint(
            "photo_min >= 0 AND photo_max >= photo_min", name=op.f("ck_price_items_photos_in_order")
        ),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_price_items_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["price_list_id"],
            ["price_lists.id"],
            name=op.f("fk_price_items_price_list_id_price_lists"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_items")),
    )
    with op.batch_alter_table("price_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_price_items_price_list_id"), ["price_list_id"], unique=False
        )

    op.create_table(
        "cart_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cart_id", sa.Integer(), nullable=False),
        sa.Column("price_item_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cart_id"], ["carts.id"], name=op.f("fk_cart_items_cart_id_carts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_cart_items_photo_id_photos"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["price_item_id"],
            ["price_items.id"],
            name=op.f("fk_cart_items_price_item_id_price_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_items")),
        sa.UniqueConstraint(
            "cart_id",
            "price_item_id",
            "photo_id",
            name=op.f("uq_cart_items_cart_id_price_item_id_photo_id"),
        ),
    )
    with op.batch_alter_table("cart_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cart_items_photo_id"), ["photo_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cart_items_price_item_id"), ["price_item_id"], unique=False
        )
        batch_op.create_index(
            "uq_cart_items_product",
            ["cart_id", "price_item_id"],
            unique=True,
            sqlite_where=sa.text("photo_id IS NULL"),
            postgresql_where=sa.text("photo_id IS NULL"),
        )

    op.create_table(
        "cart_item_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cart_item_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cart_item_id"],
            ["cart_items.id"],
            name=op.f("fk_cart_item_photos_cart_item_id_cart_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_cart_item_photos_photo_id_photos"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_item_photos")),
        sa.UniqueConstraint(
            "cart_item_id", "photo_id", name=op.f("uq_cart_item_photos_cart_item_id_photo_id")
        ),
    )
    with op.batch_alter_table("cart_item_photos", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cart_item_photos_photo_id"), ["photo_id"], unique=False
        )

    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("fee_cents", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("granted_until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_extensions_invitation_id_invitations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_extensions_order_id_orders"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    with op.batch_alter_table("extensions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extensions_invitation_id"), ["invitation_id"], unique=False
        )

    op.create_table(
        "order_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_order_consents_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_consents")),
    )
    with op.batch_alter_table("order_consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_consents_order_id"), ["order_id"], unique=False)

    op.create_table(
        "order_line_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("photo_number", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["order_lines.id"],
            name=op.f("fk_order_line_photos_line_id_order_lines"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photos.id"],
            name=op.f("fk_order_line_photos_photo_id_photos"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line_photos")),
    )
    with op.batch_alter_table("order_line_photos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_line_photos_line_id"), ["line_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_order_line_photos_photo_id"), ["photo_id"], unique=False
        )

    with op.batch_alter_table("cart_lines", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_retouched", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(sa.Column("pin_x", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pin_y", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    _give_each_gallery_its_prices()
    with op.batch_alter_table("delivery_methods", schema=None) as batch_op:
        batch_op.alter_column("price_list_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_delivery_methods_gallery_id"))
        batch_op.create_index(
            batch_op.f("ix_delivery_methods_price_list_id"), ["price_list_id"], unique=False
        )
        batch_op.drop_constraint(
            batch_op.f("fk_delivery_methods_gallery_id_galleries"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_delivery_methods_price_list_id_price_lists"),
            "price_lists",
            ["price_list_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.drop_column("gallery_id")

    with op.batch_alter_table("galleries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("public_token_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("public_token_sealed", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pin_sealed", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("watermark_kind", sa.String(), nullable=False, server_default="text")
        )
        batch_op.add_column(
            sa.Column("watermark_place", sa.String(), nullable=False, server_default="diagonal")
        )
        batch_op.add_column(
            sa.Column(
                "watermark_opacity_percent", sa.Integer(), nullable=False, server_default="35"
            )
        )
        batch_op.add_column(sa.Column("scheme", sa.String(), nullable=False, server_default="auto"))
        batch_op.add_column(
            sa.Column("accent_color", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("min_photo_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("max_photo_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column(
                "forbids_free_orders", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(
            sa.Column(
                "needs_print_of_each", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(
            sa.Column(
                "lets_download_proofs", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("extension_cents", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("sends_reminders", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_galleries_public_token_hash"), ["public_token_hash"]
        )
        batch_op.drop_column("package_photo_count")
        batch_op.drop_column("extra_photo_cents")

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_visitor", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.drop_constraint(batch_op.f("uq_invitations_gallery_id_email"), type_="unique")
        batch_op.create_index(
            "uq_invitations_email",
            ["gallery_id", "email"],
            unique=True,
            sqlite_where=sa.text("email <> ''"),
            postgresql_where=sa.text("email <> ''"),
        )

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("price_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("item_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paper", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("pin_x", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pin_y", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("vat_rate", sa.String(), nullable=False, server_default="23"))
        batch_op.create_index(
            batch_op.f("ix_order_lines_price_item_id"), ["price_item_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_order_lines_price_item_id_price_items"),
            "price_items",
            ["price_item_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("delivery_vat_rate", sa.String(), nullable=False, server_default="23")
        )
        batch_op.add_column(sa.Column("payment_kind", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("payment_name", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("account_holder", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("account_number", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("company", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("tax_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("change_asked_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("change_note", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("unlocked_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chapter_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("similarity_hash", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("burst_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_photos_burst_id"), ["burst_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_photos_chapter_id"), ["chapter_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_photos_chapter_id_chapters"),
            "chapters",
            ["chapter_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("studios", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logo_key", sa.String(), nullable=True))


def _give_each_gallery_its_prices():
    """The package and the ways of delivery move from the gallery to a price list of its own."""
    op.execute(
        "INSERT INTO price_lists (studio_id, gallery_id, name, package_photo_count, package_cents,"
        " extra_photo_cents, vat_rate, created_at) SELECT studio_id, id, '', package_photo_count, 0,"
        " extra_photo_cents, '23', created_at FROM galleries"
    )
    with op.batch_alter_table("delivery_methods") as batch_op:
        batch_op.add_column(sa.Column("price_list_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("free_from_cents", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("vat_rate", sa.String(), nullable=False, server_default="23"))
    op.execute(
        "UPDATE delivery_methods SET price_list_id = (SELECT price_lists.id FROM price_lists"
        " WHERE price_lists.gallery_id = delivery_methods.gallery_id)"
    )


def downgrade():
    with op.batch_alter_table("studios", schema=None) as batch_op:
        batch_op.drop_column("logo_key")

    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_photos_chapter_id_chapters"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_photos_chapter_id"))
        batch_op.drop_index(batch_op.f("ix_photos_burst_id"))
        batch_op.drop_column("burst_id")
        batch_op.drop_column("similarity_hash")
        batch_op.drop_column("chapter_id")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("unlocked_at")
        batch_op.drop_column("change_note")
        batch_op.drop_column("change_asked_at")
        batch_op.drop_column("tax_id")
        batch_op.drop_column("company")
        batch_op.drop_column("account_number")
        batch_op.drop_column("account_holder")
        batch_op.drop_column("payment_name")
        batch_op.drop_column("payment_kind")
        batch_op.drop_column("delivery_vat_rate")

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_order_lines_price_item_id_price_items"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_order_lines_price_item_id"))
        batch_op.drop_column("vat_rate")
        batch_op.drop_column("pin_y")
        batch_op.drop_column("pin_x")
        batch_op.drop_column("paper")
        batch_op.drop_column("item_name")
        batch_op.drop_column("price_item_id")

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_invitations_email",
            sqlite_where=sa.text("email <> ''"),
            postgresql_where=sa.text("email <> ''"),
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_invitations_gallery_id_email"), ["gallery_id", "email"]
        )
        batch_op.drop_column("is_visitor")

    with op.batch_alter_table("galleries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("extra_photo_cents", sa.INTEGER(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("package_photo_count", sa.INTEGER(), nullable=False, server_default="0")
        )
        batch_op.drop_constraint(batch_op.f("uq_galleries_public_token_hash"), type_="unique")
        batch_op.drop_column("sends_reminders")
        batch_op.drop_column("extension_cents")
        batch_op.drop_column("expires_on")
        batch_op.drop_column("lets_download_proofs")
        batch_op.drop_column("needs_print_of_each")
        batch_op.drop_column("forbids_free_orders")
        batch_op.drop_column("max_photo_count")
        batch_op.drop_column("min_photo_count")
        batch_op.drop_column("accent_color")
        batch_op.drop_column("scheme")
        batch_op.drop_column("watermark_opacity_percent")
        batch_op.drop_column("watermark_place")
        batch_op.drop_column("watermark_kind")
        batch_op.drop_column("pin_sealed")
        batch_op.drop_column("public_token_sealed")
        batch_op.drop_column("public_token_hash")
        batch_op.drop_column("is_public")

    _give_the_prices_back()
    with op.batch_alter_table("delivery_methods", schema=None) as batch_op:
        batch_op.alter_column("gallery_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_constraint(
            batch_op.f("fk_delivery_methods_price_list_id_price_lists"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_delivery_methods_gallery_id_galleries"),
            "galleries",
            ["gallery_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.drop_index(batch_op.f("ix_delivery_methods_price_list_id"))
        batch_op.create_index(
            batch_op.f("ix_delivery_methods_gallery_id"), ["gallery_id"], unique=False
        )
        batch_op.drop_column("vat_rate")
        batch_op.drop_column("free_from_cents")
        batch_op.drop_column("price_list_id")

    with op.batch_alter_table("cart_lines", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("pin_y")
        batch_op.drop_column("pin_x")
        batch_op.drop_column("is_retouched")

    with op.batch_alter_table("order_line_photos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_line_photos_photo_id"))
        batch_op.drop_index(batch_op.f("ix_order_line_photos_line_id"))

    op.drop_table("order_line_photos")
    with op.batch_alter_table("order_consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_consents_order_id"))

    op.drop_table("order_consents")
    with op.batch_alter_table("extensions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extensions_invitation_id"))

    op.drop_table("extensions")
    with op.batch_alter_table("cart_item_photos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cart_item_photos_photo_id"))

    op.drop_table("cart_item_photos")
    with op.batch_alter_table("cart_items", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_cart_items_product",
            sqlite_where=sa.text("photo_id IS NULL"),
            postgresql_where=sa.text("photo_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_cart_items_price_item_id"))
        batch_op.drop_index(batch_op.f("ix_cart_items_photo_id"))

    op.drop_table("cart_items")
    with op.batch_alter_table("price_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_items_price_list_id"))

    op.drop_table("price_items")
    with op.batch_alter_table("payment_methods", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_methods_price_list_id"))

    op.drop_table("payment_methods")
    with op.batch_alter_table("price_lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_lists_studio_id"))

    op.drop_table("price_lists")
    op.drop_table("chapters")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_studio_id"))

    op.drop_table("consents")


def _give_the_prices_back():
    """Lists of a studio itself have no gallery to go back to; they are lost."""
    for column in ("package_photo_count", "extra_photo_cents"):
        op.execute(
            f"UPDATE galleries SET {column} = (SELECT price_lists.{column} FROM price_lists"
            " WHERE price_lists.gallery_id = galleries.id)"
        )
    with op.batch_alter_table("delivery_methods") as batch_op:
        batch_op.add_column(sa.Column("gallery_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE delivery_methods SET gallery_id = (SELECT price_lists.gallery_id FROM price_lists"
        " WHERE price_lists.id = delivery_methods.price_list_id)"
    )
    op.execute("DELETE FROM delivery_methods WHERE gallery_id IS NULL")
