"""the life of an order: mail, documents, actions, payments, the shop it is passed to

Revision ID: 9adac720ec31
Revises: e61b7a3c9f04
"""

import sqlalchemy as sa
from alembic import op

revision = "9adac720ec31"
down_revision = "e61b7a3c9f04"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "document_series",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_document_series_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", "kind", "year", name=op.f("pk_document_series")),
    )
    op.create_table(
        "document_settings",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("seller_name", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("tax_id", sa.String(), nullable=False),
        sa.Column("bank_name", sa.String(), nullable=False),
        sa.Column("account_number", sa.String(), nullable=False),
        sa.Column("is_vat_exempt", sa.Boolean(), nullable=False),
        sa.Column("exemption_basis", sa.String(), nullable=False),
        sa.Column("sale_kind", sa.String(), nullable=False),
        sa.Column("issues_company_invoices", sa.Boolean(), nullable=False),
        sa.Column("has_amount_in_words", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_document_settings_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", name=op.f("pk_document_settings")),
    )
    op.create_table(
        "feedback_resets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("up_to_on", sa.Date(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_feedback_resets_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_resets")),
    )
    with op.batch_alter_table("feedback_resets", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_resets_studio_id", ["studio_id"], unique=False)

    op.create_table(
        "feedback_settings",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("import_mode", sa.String(), nullable=False),
        sa.Column("mails_after_import", sa.Boolean(), nullable=False),
        sa.Column("mails_after_completion", sa.Boolean(), nullable=False),
        sa.Column("attaches_document", sa.Boolean(), nullable=False),
        sa.Column("pushes_document", sa.Boolean(), nullable=False),
        sa.Column("completes_paid", sa.Boolean(), nullable=False),
        sa.Column("completes_handed_over", sa.Boolean(), nullable=False),
        sa.Column("reset_advised_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_feedback_settings_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", name=op.f("pk_feedback_settings")),
    )
    op.create_table(
        "mail_accounts",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("sender_address", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password_sealed", sa.String(), nullable=True),
        sa.Column("uses_tls", sa.Boolean(), nullable=False),
        sa.Column("ignores_certificate", sa.Boolean(), nullable=False),
        sa.Column("is_test_mode", sa.Boolean(), nullable=False),
        sa.Column("test_recipient", sa.String(), nullable=False),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.Column("paused_code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_mail_accounts_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", name=op.f("pk_mail_accounts")),
    )
    op.create_table(
        "mail_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_mail_templates_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_templates")),
        sa.UniqueConstraint(
            "studio_id", "event", "locale", name=op.f("uq_mail_templates_studio_id_event_locale")
        ),
    )
    op.create_table(
        "payment_terms",
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("sends_reminders", sa.Boolean(), nullable=False),
        sa.Column("remind_after_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_payment_terms_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("studio_id", name=op.f("pk_payment_terms")),
    )
    op.create_table(
        "shops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("base_url", sa.String(), nullable=False),
        sa.Column("access_sealed", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("statuses", sa.JSON(), nullable=False),
        sa.Column("statuses_read_at", sa.DateTime(), nullable=True),
        sa.Column("status_after_import", sa.String(), nullable=False),
        sa.Column("status_after_completion", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_shops_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
    )
    with op.batch_alter_table("shops", schema=None) as batch_op:
        batch_op.create_index("ix_shops_studio_id", ["studio_id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("studio_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("own_number", sa.String(), nullable=False),
        sa.Column("ksef_number", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("pdf_key", sa.String(), nullable=True),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("pdf_bytes", sa.Integer(), nullable=True),
        sa.Column("rendered_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["documents.id"], name=op.f("fk_documents_corrects_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_documents_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["studio_id"],
            ["studios.id"],
            name=op.f("fk_documents_studio_id_studios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("order_id", "slot", name=op.f("uq_documents_order_id_slot")),
        sa.UniqueConstraint(
            "studio_id",
            "kind",
            "year",
            "number",
            name=op.f("uq_documents_studio_id_kind_year_number"),
        ),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index("ix_documents_corrects_id", ["corrects_id"], unique=False)
        batch_op.create_index("ix_documents_order_id", ["order_id"], unique=False)
        batch_op.create_index(
            "ix_documents_studio_issued", ["studio_id", "issued_on"], unique=False
        )

    op.create_table(
        "order_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("was_test", sa.Boolean(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("reset_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["outbox.id"],
            name=op.f("fk_order_actions_entry_id_outbox"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_order_actions_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reset_id"],
            ["feedback_resets.id"],
            name=op.f("fk_order_actions_reset_id_feedback_resets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_actions")),
        sa.UniqueConstraint("order_id", "action", name=op.f("uq_order_actions_order_id_action")),
    )
    with op.batch_alter_table("order_actions", schema=None) as batch_op:
        batch_op.create_index("ix_order_actions_entry_id", ["entry_id"], unique=False)
        batch_op.create_index("ix_order_actions_reset_id", ["reset_id"], unique=False)

    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_payments_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index("ix_payments_order_id", ["order_id"], unique=False)

    with op.batch_alter_table("order_statuses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("short_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("color", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("imported_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("completed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("shop_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("shop_order_id", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("shop_order_number", sa.String(), nullable=False, server_default="")
        )
        batch_op.create_index("ix_orders_shop_id", ["shop_id"], unique=False)
        batch_op.create_foreign_key(
            "fk_orders_shop_id_shops", "shops", ["shop_id"], ["id"], ondelete="SET NULL"
        )

    op.execute("UPDATE orders SET imported_at = placed_at")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.alter_column("imported_at", existing_type=sa.DateTime(), nullable=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("after_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_outbox_after_id", ["after_id"], unique=False)
        batch_op.create_foreign_key(
            "fk_outbox_after_id_outbox", "outbox", ["after_id"], ["id"], ondelete="SET NULL"
        )

    _fill()


def downgrade():
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint("fk_outbox_after_id_outbox", type_="foreignkey")
        batch_op.drop_index("ix_outbox_after_id")
        batch_op.drop_column("after_id")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint("fk_orders_shop_id_shops", type_="foreignkey")
        batch_op.drop_index("ix_orders_shop_id")
        batch_op.drop_column("shop_order_number")
        batch_op.drop_column("shop_order_id")
        batch_op.drop_column("shop_id")
        batch_op.drop_column("due_on")
        batch_op.drop_column("completed_at")
        batch_op.drop_column("imported_at")

    with op.batch_alter_table("order_statuses", schema=None) as batch_op:
        batch_op.drop_column("color")
        batch_op.drop_column("short_name")

    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("ix_payments_order_id")

    op.drop_table("payments")
    with op.batch_alter_table("order_actions", schema=None) as batch_op:
        batch_op.drop_index("ix_order_actions_reset_id")
        batch_op.drop_index("ix_order_actions_entry_id")

    op.drop_table("order_actions")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index("ix_documents_studio_issued")
        batch_op.drop_index("ix_documents_order_id")
        batch_op.drop_index("ix_documents_corrects_id")

    op.drop_table("documents")
    with op.batch_alter_table("shops", schema=None) as batch_op:
        batch_op.drop_index("ix_shops_studio_id")

    op.drop_table("shops")
    op.drop_table("payment_terms")
    op.drop_table("mail_templates")
    op.drop_table("mail_accounts")
    op.drop_table("feedback_settings")
    with op.batch_alter_table("feedback_resets", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_resets_studio_id")

    op.drop_table("feedback_resets")
    op.drop_table("document_settings")
    op.drop_table("document_series")


def _fill():
    """Studios that exist go on as before: their mails reach the clients, nothing new is sent."""
    op.execute(
        "INSERT INTO mail_accounts (studio_id, sender_address, host, port, login, uses_tls,"
        " ignores_certificate, is_test_mode, test_recipient)"
        " SELECT id, '', '', 587, '', true, false, false, contact_email FROM studios"
    )
    op.execute(
        "INSERT INTO feedback_settings (studio_id, import_mode, mails_after_import,"
        " mails_after_completion, attaches_document, pushes_document, completes_paid,"
        " completes_handed_over)"
        " SELECT id, 'RO', false, false, false, false, false, false FROM studios"
    )
    op.execute(
        "INSERT INTO document_settings (studio_id, seller_name, street, postcode, city, tax_id,"
        " bank_name, account_number, is_vat_exempt, exemption_basis, sale_kind,"
        " issues_company_invoices, has_amount_in_words, remark)"
        " SELECT id, '', '', '', '', '', '', '', false, '', 'auto', false, false, '' FROM studios"
    )
    op.execute(
        "INSERT INTO payment_terms (studio_id, due_days, sends_reminders, remind_after_days)"
        " SELECT id, 7, false, 3 FROM studios"
    )
    op.execute(
        "INSERT INTO payments (order_id, amount_cents, received_on, origin, note, actor, made_at)"
        " SELECT id, paid_cents, date(coalesce(paid_at, placed_at)), 'studio', '', '',"
        " coalesce(paid_at, placed_at) FROM orders WHERE paid_cents <> 0"
    )
