"""Sessions that are put away or deleted

Revision ID: 8d1c0f5a27be
Revises: d17e40b5c3aa
Create Date: 2026-11-23 02:10:00.000000

"""

import sqlalchemy as sa
from alembic import op

revision = "8d1c0f5a27be"
down_revision = "d17e40b5c3aa"
branch_labels = None
depends_on = None

TIMES = ("archived_at", "deleted_at", "files_removed_at")


def upgrade():
    for name in TIMES:
        op.add_column("galleries", sa.Column(name, sa.DateTime()))
    op.create_index("ix_orders_gallery_standing", "orders", ["gallery_id", "cancelled_at"])
    op.create_index("ix_orders_status", "orders", ["studio_id", "status_id", "cancelled_at"])
    op.create_index("ix_orders_payment", "orders", ["studio_id", "paid_at", "cancelled_at"])
    op.create_index("ix_outbox_studio_state", "outbox", ["studio_id", "state"])
    op.create_index("ix_outbox_subject", "outbox", ["kind", "subject_id"])


def downgrade():
    for name in ("subject", "studio_state"):
        op.drop_index(f"ix_outbox_{name}", table_name="outbox")
    for name in ("payment", "status", "gallery_standing"):
        op.drop_index(f"ix_orders_{name}", table_name="orders")
    for name in reversed(TIMES):
        op.drop_column("galleries", name)
