"""orders that come from no session, where they go, and when their status was last changed

Revision ID: 5e0c41d8a7b2
Revises: d3a71e9c5b26
"""

import sqlalchemy as sa
from alembic import op

revision = "5e0c41d8a7b2"
down_revision = "d3a71e9c5b26"
branch_labels = None
depends_on = None

COUNTRIES = ("country", "invoice_country")
SINCE = (
    "UPDATE orders SET status_at = coalesce((SELECT max(happened_at) FROM events"
    " WHERE events.order_id = orders.id AND events.kind = 'order.status'), placed_at)"
)


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("gallery_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("status_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("delivery_known_at", sa.DateTime(), nullable=True))
        for name in COUNTRIES:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default="PL"))
    with op.batch_alter_table("orders") as batch:
        for name in COUNTRIES:
            batch.alter_column(name, server_default=None)
    op.execute(SINCE)
    op.execute("UPDATE orders SET delivery_known_at = placed_at")


def downgrade():
    # Refused by the database once there is an order without a session: it has no place before.
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("gallery_id", existing_type=sa.Integer(), nullable=False)
        batch.drop_column("delivery_known_at")
        batch.drop_column("status_at")
        for name in COUNTRIES:
            batch.drop_column(name)
