"""orders live in shops

Revision ID: 55069c00c136
Revises: 5e0c41d8a7b2
"""

import sqlalchemy as sa
from alembic import op

revision = "55069c00c136"
down_revision = "5e0c41d8a7b2"
branch_labels = None
depends_on = None


# An order that a shop knew is linked with it; what the shop was told since is not known.
LINKS = """
INSERT INTO shop_links (order_id, shop_id, is_fetched, reference, remote_id, number, look_ups,
                        notebook, linked_at, order_version, warnings, status, finding,
                        finding_facts, accepted, created_at)
SELECT id, shop_id, TRUE, 'order-' || id, shop_order_id, shop_order_number, 0,
       '{}', imported_at, version, '[]', '', '', '{}', '[]', imported_at
FROM orders WHERE shop_id IS NOT NULL AND shop_order_id != ''
"""


def upgrade():
    op.create_table(
        "shop_exchanges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("runs_until", sa.DateTime(), nullable=True),
        sa.Column("last_run_at", sa.DateTime(), nullable=True),
        sa.Column("last_count", sa.Integer(), nullable=False),
        sa.Column("last_code", sa.String(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shops.id"],
            name=op.f("fk_shop_exchanges_shop_id_shops"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_exchanges")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_shop_exchanges_shop_id_name")),
    )
    with op.batch_alter_table("shop_exchanges", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shop_exchanges_next_run_at"), ["next_run_at"], unique=False
        )

    op.create_table(
        "shop_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("ours", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id"],
            ["shops.id"],
            name=op.f("fk_shop_mappings_shop_id_shops"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_mappings")),
        sa.UniqueConstraint(
            "shop_id", "subject", "ours", name=op.f("uq_shop_mappings_shop_id_subject_ours")
        ),
    )
    op.create_table(
        "shop_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("is_fetched", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("remote_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("look_ups", sa.Integer(), nullable=False),
        sa.Column("notebook", sa.JSON(), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("total_cents", sa.Integer(), nullable=True),
        sa.Column("order_version", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_told_at", sa.DateTime(), nullable=True),
        sa.Column("paid_told_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("finding_facts", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=True),
        sa.Column("accepted", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_shop_links_order_id_orders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shops.id"], name=op.f("fk_shop_links_shop_id_shops"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_links")),
        sa.UniqueConstraint("order_id", "shop_id", name=op.f("uq_shop_links_order_id_shop_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_shop_links_reference")),
    )
    with op.batch_alter_table("shop_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_links_order_id"), ["order_id"], unique=False)
        batch_op.create_index("ix_shop_links_shop_linked", ["shop_id", "linked_at"], unique=False)
        batch_op.create_index(
            "uq_shop_links_remote",
            ["shop_id", "remote_id"],
            unique=True,
            sqlite_where=sa.text("remote_id != ''"),
            postgresql_where=sa.text("remote_id != ''"),
        )

    op.execute(LINKS)
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_orders_shop_id"))
        batch_op.drop_constraint(batch_op.f("fk_orders_shop_id_shops"), type_="foreignkey")
        batch_op.drop_column("shop_order_id")
        batch_op.drop_column("shop_id")
        batch_op.drop_column("shop_order_number")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shop_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_backlog", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_outbox_shop_id"), ["shop_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_shop_id_shops"), "shops", ["shop_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("shops", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ca_pem", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("facts", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("shipping", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("payments", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("taxes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(
            sa.Column("fetches_orders", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("fetches_from_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("fetched_statuses", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("fetched_status_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("fetched_until_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_statuses", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("skips_free_lines", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("thanks_for_orders", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("pushes_orders", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("passes_login", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("passes_session", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("passes_note", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("passes_payments", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("passes_statuses", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(sa.Column("passes_tracking_since_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "frees_unknown_products", sa.Boolean(), server_default=sa.true(), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("paused_code", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("paused_error", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("rests_until", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("last_code", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("last_error", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("news_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("news_sealed", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_shops_news_hash"), ["news_hash"])
        batch_op.create_foreign_key(
            batch_op.f("fk_shops_fetched_status_id_order_statuses"),
            "order_statuses",
            ["fetched_status_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade():
    with op.batch_alter_table("shops", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_shops_fetched_status_id_order_statuses"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_shops_news_hash"), type_="unique")
        batch_op.drop_column("news_sealed")
        batch_op.drop_column("news_hash")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("last_error")
        batch_op.drop_column("last_code")
        batch_op.drop_column("failures")
        batch_op.drop_column("rests_until")
        batch_op.drop_column("paused_at")
        batch_op.drop_column("paused_error")
        batch_op.drop_column("paused_code")
        batch_op.drop_column("frees_unknown_products")
        batch_op.drop_column("passes_tracking_since_at")
        batch_op.drop_column("passes_statuses")
        batch_op.drop_column("passes_payments")
        batch_op.drop_column("passes_note")
        batch_op.drop_column("passes_session")
        batch_op.drop_column("passes_login")
        batch_op.drop_column("pushes_orders")
        batch_op.drop_column("thanks_for_orders")
        batch_op.drop_column("skips_free_lines")
        batch_op.drop_column("withdrawn_statuses")
        batch_op.drop_column("fetched_until_at")
        batch_op.drop_column("fetched_status_id")
        batch_op.drop_column("fetched_statuses")
        batch_op.drop_column("fetches_from_at")
        batch_op.drop_column("fetches_orders")
        batch_op.drop_column("taxes")
        batch_op.drop_column("payments")
        batch_op.drop_column("shipping")
        batch_op.drop_column("facts")
        batch_op.drop_column("ca_pem")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_shop_id_shops"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_outbox_shop_id"))
        batch_op.drop_column("is_backlog")
        batch_op.drop_column("shop_id")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("shop_order_number", sa.VARCHAR(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("shop_id", sa.INTEGER(), nullable=True))
        batch_op.add_column(
            sa.Column("shop_order_id", sa.VARCHAR(), server_default="", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_orders_shop_id_shops"), "shops", ["shop_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(batch_op.f("ix_orders_shop_id"), ["shop_id"], unique=False)

    with op.batch_alter_table("shop_links", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_shop_links_remote",
            sqlite_where=sa.text("remote_id != ''"),
            postgresql_where=sa.text("remote_id != ''"),
        )
        batch_op.drop_index("ix_shop_links_shop_linked")
        batch_op.drop_index(batch_op.f("ix_shop_links_order_id"))

    op.drop_table("shop_links")
    op.drop_table("shop_mappings")
    with op.batch_alter_table("shop_exchanges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_exchanges_next_run_at"))

    op.drop_table("shop_exchanges")
