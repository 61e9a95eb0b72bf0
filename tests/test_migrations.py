"""Migrations on a database that is in use."""

import sqlite3

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, String, text

from app import create_app
from extensions import db
from models import Order
from models.types import utc_now
from services import orders
from tests import factories


@pytest.fixture
def fresh(settings, tmp_path):
    """An application on its own empty SQLite database."""
    app = create_app(settings | {"DATABASE_URL": f"sqlite:///{tmp_path}/migrated.sqlite"})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_migrations_lead_to_exactly_the_tables_of_the_models(fresh):
    upgrade()
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_altering_a_parent_table_keeps_the_rows_of_its_children(fresh):
    """SQLite alters by copying and dropping: with foreign keys on, children would be emptied."""
    upgrade()
    order = factories.make_order()
    assert order.lines
    before = counts()
    recreate_galleries(fresh)
    assert counts() == before


def test_every_migration_can_be_taken_back_and_done_again(fresh):
    upgrade()
    downgrade(revision="base")
    upgrade()
    assert counts()["orders"] == 0


def test_invitations_and_orders_from_before_get_their_clients(fresh):
    """A paid order has been paid in full; addresses match in any case; nobody is made twice."""
    upgrade()
    order = factories.make_order(email="Inna@Poczta.example", name="Ewa Żak")
    invitation = order.gallery.invitations[0]
    order.paid_at = utc_now()
    db.session.commit()
    due, own = order.total_cents, invitation.client_id
    db.session.execute(text("UPDATE clients SET email = upper(email)"))
    db.session.commit()
    db.session.remove()
    downgrade(revision="c4a91be07d52")
    upgrade()
    row = db.session.execute(text("SELECT client_id, paid_cents, search_key FROM orders")).one()
    assert tuple(row) == (own, due, "ewa zak inna@poczta.example")
    assert db.session.scalar(text("SELECT client_id FROM invitations")) == own
    assert counts()["clients"] == 1


def counts():
    return {
        table.name: db.session.scalar(text(f"SELECT count(*) FROM {table.name}"))
        for table in db.metadata.sorted_tables
    }


def recreate_galleries(app):
    """Run a batch ALTER of `galleries` through migrations/env.py, as a later migration would."""
    config = app.extensions["migrate"].migrate.get_config()
    db.session.remove()
    foreign_keys = []

    def alter(_revision, context):
        with op.batch_alter_table("galleries", recreate="always") as batch:
            batch.add_column(Column("nickname", String))
        with op.batch_alter_table("galleries", recreate="always") as batch:
            batch.drop_column("nickname")
        foreign_keys.append(context.connection.scalar(text("PRAGMA foreign_keys")))
        return []

    with EnvironmentContext(config, ScriptDirectory.from_config(config), fn=alter) as environment:
        environment.script.run_env()
    assert foreign_keys == [0]


def test_the_running_application_enforces_foreign_keys(fresh):
    upgrade()
    with pytest.raises(sqlite3.IntegrityError):
        db.engine.raw_connection().execute(
            "INSERT INTO clients (studio_id, name, email, created_at) VALUES (99, 'a', 'b', 'c')"
        )


def test_a_gallerys_package_and_deliveries_move_to_its_price_list_and_back(fresh):
    """N-02: nobody's prices are lost when price lists arrive."""
    upgrade()
    gallery = factories.make_gallery(package_photo_count=5, extra_photo_cents=4000)
    factories.make_method(gallery, price_cents=2250)
    db.session.remove()
    downgrade(revision="7c1d52e0a8b4")
    old = "SELECT package_photo_count, extra_photo_cents FROM galleries"
    assert db.session.execute(text(old)).all() == [(5, 4000)]
    db.session.remove()
    upgrade()
    new = (
        "SELECT package_photo_count, extra_photo_cents, delivery_methods.price_cents"
        " FROM price_lists JOIN delivery_methods ON price_list_id = price_lists.id"
    )
    assert db.session.execute(text(new)).all() == [(5, 4000, 2250)]


def test_studios_from_before_go_on_mailing_their_clients(fresh):
    """O-21 is for new studios; what was paid before becomes a payment, and nothing is sent."""
    upgrade()
    order = factories.make_order()
    order.paid_at, order.paid_cents = utc_now(), 5000
    db.session.commit()
    order_id = order.id
    db.session.remove()
    downgrade(revision="e61b7a3c9f04")
    upgrade()
    rows = db.session.execute(text("SELECT order_id, amount_cents FROM payments")).all()
    assert [tuple(row) for row in rows] == [(order_id, 5000)]
    is_test = text("SELECT is_test_mode FROM mail_accounts")
    assert [bool(one) for one in db.session.scalars(is_test)] == [False]
    assert db.session.scalar(text("SELECT imported_at = placed_at FROM orders"))


def test_orders_from_before_know_since_when_their_status_stands(fresh):
    """Their delivery was known from the first moment: clients always say it with the order."""
    upgrade()
    order = factories.make_order()
    orders.set_status(order, order.studio.order_statuses[1], "Hanna")
    other = factories.make_order()
    ids = order.id, other.id
    db.session.remove()
    downgrade(revision="d3a71e9c5b26")
    upgrade()
    first, second = (db.session.get_one(Order, one) for one in ids)
    assert first.status_at > first.placed_at
    assert second.status_at == second.placed_at == second.delivery_known_at
    assert (first.country, first.invoice_country) == ("PL", "PL")


def test_the_number_of_a_parcel_from_before_becomes_a_parcel_and_back(fresh):
    """B-39: nothing typed is lost when there can be several."""
    upgrade()
    order_id = factories.make_order().id
    db.session.remove()
    downgrade(revision="9b27d4e1f3c6")
    typed = "UPDATE orders SET tracking_number = '62', tracking_url = 'https://a.example/62'"
    db.session.execute(text(typed))
    db.session.commit()
    db.session.remove()
    upgrade()
    parcels = text("SELECT order_id, carrier, number, url FROM parcels")
    assert db.session.execute(parcels).all() == [(order_id, "other", "62", "https://a.example/62")]
    db.session.remove()
    downgrade(revision="9b27d4e1f3c6")
    row = db.session.execute(text("SELECT tracking_number, tracking_url FROM orders")).one()
    assert tuple(row) == ("62", "https://a.example/62")
    db.session.remove()
    upgrade()
