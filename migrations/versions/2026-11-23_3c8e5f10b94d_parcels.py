"""parcels, several of one order

Revision ID: 3c8e5f10b94d
Revises: 8c41f0e7a2d9
"""

import sqlalchemy as sa
from alembic import op

revision = "3c8e5f10b94d"
down_revision = "8c41f0e7a2d9"
branch_labels = None
depends_on = None

COLUMNS = ("tracking_number", "tracking_url")
MOVE = (
    "INSERT INTO parcels (order_id, carrier, carrier_name, number, url, made_at)"
    " SELECT id, 'other', '', tracking_number, tracking_url, placed_at FROM orders"
    " WHERE tracking_number <> ''"
)
FIRST = "(SELECT {} FROM parcels WHERE order_id = orders.id ORDER BY id LIMIT 1)"


def upgrade():
    op.create_table(
        "parcels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("carrier_name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_parcels_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
    )
    op.create_index(op.f("ix_parcels_order_id"), "parcels", ["order_id"])
    op.execute(MOVE)
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.drop_column(name)


def downgrade():
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name, column in zip(COLUMNS, ("number", "url"), strict=True):
        op.execute(f"UPDATE orders SET {name} = coalesce({FIRST.format(column)}, '')")
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)
    op.drop_table("parcels")
