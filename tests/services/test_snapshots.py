"""The database as one file: taken while it is written, put back into an empty place."""

import pytest
from sqlalchemy import create_engine, func, make_url, select, text, update

from app import create_app
from extensions import db
from models import Gallery
from services import snapshots
from services.snapshots import SnapshotFailed


@pytest.fixture
def empty(application, tmp_path):
    """Another installation whose database has nothing in it."""
    with application.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        yield _installation(application, f"sqlite:///{tmp_path}/other.sqlite")
        return
    name = f"{url.database}_other"
    _administer(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    other = _installation(application, url.set(database=name).render_as_string(False))
    yield other
    with other.app_context():
        db.engine.dispose()
    _administer(url, f"DROP DATABASE {name}")


def _installation(application, url):
    names = ("SECRET_KEY", "SECRETS_KEY", "KADR_INSTANCE", "REDIS_URL", "PUBLIC_BASE_URL")
    settings = {name: str(application.config[name]) for name in names}
    settings["SECRETS_KEY"] = application.config["SECRETS_KEY"]
    return create_app(settings | {"DATABASE_URL": url})


def _administer(url, *statements):
    engine = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_empty_installation_becomes_what_the_snapshot_was(make, tmp_path, empty):
    """What was committed is in it, what is still being written is not."""
    galleries = [make.make_gallery(title=f"Sesja {number}") for number in range(3)]
    galleries[0].title = "being renamed"
    db.session.flush()
    target = tmp_path / "kadr.snapshot"
    snapshots.take(target)
    db.session.rollback()
    with empty.app_context():
        snapshots.put_back(target)
        titles = db.session.scalars(select(Gallery.title).order_by(Gallery.title)).all()
        assert titles == ["Sesja 0", "Sesja 1", "Sesja 2"]
        db.session.remove()


def test_nothing_is_written_over(make, tmp_path):
    """Neither a snapshot by another, nor a database that holds something."""
    make.make_gallery()
    target = tmp_path / "kadr.snapshot"
    snapshots.take(target)
    with pytest.raises(SnapshotFailed, match="there already"):
        snapshots.take(target)
    with pytest.raises(SnapshotFailed, match="There are studios"):
        snapshots.put_back(target)
    assert db.session.scalar(select(func.count()).select_from(Gallery)) == 1


def test_what_is_there_goes_only_when_that_was_said(make, tmp_path, empty):
    """Back to the database before an upgrade that failed."""
    make.make_gallery(title="Before")
    before = tmp_path / "before.snapshot"
    snapshots.take(before)
    db.session.execute(update(Gallery).values(title="After"))
    db.session.commit()
    after = tmp_path / "after.snapshot"
    snapshots.take(after)
    with empty.app_context():
        snapshots.put_back(after)
        snapshots.put_back(before, replaces=True)
        assert db.session.scalars(select(Gallery.title)).all() == ["Before"]
        db.session.remove()


def test_only_its_owner_can_read_a_snapshot(app, tmp_path):
    """It holds what the database holds: people, addresses, sealed secrets."""
    target = tmp_path / "kadr.snapshot"
    snapshots.take(target)
    assert target.stat().st_mode & 0o077 == 0


def test_a_damaged_snapshot_is_refused_before_anything_is_written(empty, tmp_path):
    damaged = tmp_path / "kadr.snapshot"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    with empty.app_context(), pytest.raises(SnapshotFailed):
        snapshots.put_back(damaged)
    with empty.app_context():
        snapshots.take(tmp_path / "still-empty.snapshot")


def test_the_command_says_where_it_is_and_how_large(application, app, tmp_path):
    target = tmp_path / "kadr.snapshot"
    result = application.test_cli_runner().invoke(args=["snapshot", "take", str(target)])
    assert result.exit_code == 0, result.output
    assert str(target.stat().st_size) in result.output
    again = application.test_cli_runner().invoke(args=["snapshot", "take", str(target)])
    assert again.exit_code == 1
    assert "there already" in again.output
