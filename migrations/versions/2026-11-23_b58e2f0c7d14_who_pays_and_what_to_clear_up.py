"""an e-mail for invoices, tracking numbers, orders to be cleared up; mails that were sent count

Revision ID: b58e2f0c7d14
Revises: f07d3c5a9e61

Orders that were confirmed when they came in have had their mail after import.
"""

import sqlalchemy as sa
from alembic import op

revision = "b58e2f0c7d14"
down_revision = "f07d3c5a9e61"
branch_labels = None
depends_on = None

COLUMNS = ("invoice_email", "tracking_number", "tracking_url", "to_clarify")
CONFIRMED = """
    INSERT INTO order_actions (order_id, action, outcome, reason, was_test, entry_id, made_at)
    SELECT orders.id, 'import_mail', 'promised', '', :no, outbox.id, outbox.created_at
    FROM orders JOIN outbox ON outbox.subject_id = orders.id AND outbox.kind = 'mail.order_placed'
    WHERE NOT EXISTS (
        SELECT 1 FROM order_actions AS known
        WHERE known.order_id = orders.id AND known.action = 'import_mail'
    )
"""


def upgrade():
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)
    op.get_bind().execute(sa.text(CONFIRMED), {"no": False})


def downgrade():
    with op.batch_alter_table("orders") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
