"""Clients know their invitations and orders; orders know what was paid and who changed them

Revision ID: d17e40b5c3aa
Revises: c4a91be07d52
Create Date: 2026-11-23 02:00:00.000000

"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "d17e40b5c3aa"
down_revision = "c4a91be07d52"
branch_labels = None
depends_on = None

CLIENT_COLUMNS = ("phone", "note", "search_key", "name_key", "phone_digits")
NAMED = "email <> ''"


def upgrade():
    with op.batch_alter_table("clients") as batch:
        for name in CLIENT_COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("erased_at", sa.DateTime(), nullable=True))
        batch.drop_constraint("uq_clients_studio_id_email", type_="unique")
    op.create_index(
        "uq_clients_email",
        "clients",
        ["studio_id", "email"],
        unique=True,
        sqlite_where=sa.text(NAMED),
        postgresql_where=sa.text(NAMED),
    )
    op.create_index("ix_clients_name_key", "clients", ["studio_id", "name_key"])
    with op.batch_alter_table("invitations") as batch:
        _add_client(batch, "invitations")
    with op.batch_alter_table("orders") as batch:
        _add_client(batch, "orders")
        batch.add_column(sa.Column("search_key", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("paid_cents", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            "fk_orders_merged_into_id_orders",
            "orders",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index("ix_orders_merged_into_id", ["merged_into_id"])
    op.create_index("ix_orders_studio_id_placed_at", "orders", ["studio_id", "placed_at"])
    _fill(op.get_bind())


def downgrade():
    op.drop_index("ix_orders_studio_id_placed_at", "orders")
    with op.batch_alter_table("orders") as batch:
        batch.drop_index("ix_orders_merged_into_id")
        batch.drop_constraint("fk_orders_merged_into_id_orders", type_="foreignkey")
        for name in ("merged_into_id", "paid_cents", "version", "search_key"):
            batch.drop_column(name)
        _drop_client(batch, "orders")
    with op.batch_alter_table("invitations") as batch:
        _drop_client(batch, "invitations")
    op.drop_index("ix_clients_name_key", "clients")
    op.drop_index("uq_clients_email", "clients")
    # Erased people have no address; the constraint wants each to have one of their own.
    op.execute("UPDATE clients SET email = 'erased-' || id WHERE email = ''")
    with op.batch_alter_table("clients") as batch:
        batch.drop_column("erased_at")
        for name in reversed(CLIENT_COLUMNS):
            batch.drop_column(name)
        batch.create_unique_constraint("uq_clients_studio_id_email", ["studio_id", "email"])


def _add_client(batch, table):
    batch.add_column(sa.Column("client_id", sa.Integer(), nullable=True))
    batch.create_foreign_key(
        f"fk_{table}_client_id_clients", "clients", ["client_id"], ["id"], ondelete="SET NULL"
    )
    batch.create_index(f"ix_{table}_client_id", ["client_id"])


def _drop_client(batch, table):
    batch.drop_index(f"ix_{table}_client_id")
    batch.drop_constraint(f"fk_{table}_client_id_clients", type_="foreignkey")
    batch.drop_column("client_id")


def _fill(connection):
    """Every invitation and order gets the client of its studio who has the address."""
    run = lambda words, **values: connection.execute(sa.text(words), values)  # noqa: E731
    known = {(row[0], row[1].lower()): row[2] for row in run("SELECT studio_id, email, id FROM clients")}

    def client(studio_id, name, email, moment):
        key = studio_id, email.strip().lower()
        if key not in known:
            known[key] = run(
                "INSERT INTO clients (studio_id, name, email, created_at, phone, note, search_key,"
                " name_key, phone_digits) VALUES (:studio, :name, :email, :moment, '', '', '', '', '')"
                " RETURNING id",
                studio=studio_id,
                name=name,
                email=key[1],
                moment=moment,
            ).scalar_one()
        return known[key]

    invited = run(
        "SELECT i.id, g.studio_id, i.name, i.email, i.created_at FROM invitations i"
        " JOIN galleries g ON g.id = i.gallery_id WHERE i.email <> '' ORDER BY i.id"
    ).all()
    for row_id, studio_id, name, email, moment in invited:
        number = client(studio_id, name, email, moment)
        run("UPDATE invitations SET client_id = :client WHERE id = :id", client=number, id=row_id)
    placed = run(
        "SELECT o.id, o.studio_id, o.client_name, o.client_email, o.placed_at, i.client_id,"
        " o.company"
        " FROM orders o LEFT JOIN invitations i ON i.id = o.invitation_id ORDER BY o.id"
    ).all()
    for row_id, studio_id, name, email, moment, invited_id, company in placed:
        number = known.get((studio_id, email.strip().lower())) or invited_id
        number = number or client(studio_id, name, email, moment)
        run(
            "UPDATE orders SET client_id = :client, search_key = :key WHERE id = :id",
            client=number,
            key=_folded(f"{name} {email} {company}"),
            id=row_id,
        )
    run(
        "UPDATE orders SET paid_cents = delivery_cents + (SELECT coalesce(sum(l.quantity *"
        " l.unit_price_cents), 0) FROM order_lines l WHERE l.order_id = orders.id)"
        " WHERE paid_at IS NOT NULL"
    )
    for row_id, name, email in run("SELECT id, name, email FROM clients").all():
        run(
            "UPDATE clients SET search_key = :key, name_key = :name WHERE id = :id",
            key=_folded(f"{name} {email}"),
            name=" ".join(sorted(_folded(name).split())),
            id=row_id,
        )


def _folded(text):
    """As models.folding.folded() did when this migration was written."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate({ord("ł"): "l"}))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", letters).strip()
