"""orders of partners, for recipients of theirs

Revision ID: 4c0d5f2a7b93
Revises: 3b9c4e1f6a82
"""

import sqlalchemy as sa
from alembic import op

revision = "4c0d5f2a7b93"
down_revision = "3b9c4e1f6a82"
branch_labels = None
depends_on = None

TEXTS = {
    "orders": ("partner_reference", "recipient_name", "recipient_email", "recipient_phone"),
    "order_lines": ("product_code",),
}
LINKS = (
    ("orders", "partner_id", "partners"),
    ("order_lines", "product_size_id", "product_sizes"),
    ("order_lines", "partner_file_id", "partner_files"),
)
REFERRED = sa.text("partner_reference <> ''")


def upgrade():
    for table, names in TEXTS.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, server_default=None)
    for table, name, target in LINKS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_{name}_{target}"), target, [name], ["id"], ondelete="SET NULL"
            )
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])
    op.create_index(
        "uq_orders_partner_reference",
        "orders",
        ["partner_id", "partner_reference"],
        unique=True,
        sqlite_where=REFERRED,
        postgresql_where=REFERRED,
    )


def downgrade():
    op.drop_index("uq_orders_partner_reference", "orders")
    for table, name, target in reversed(LINKS):
        op.drop_index(op.f(f"ix_{table}_{name}"), table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{name}_{target}"), type_="foreignkey")
            batch.drop_column(name)
    for table, names in TEXTS.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
