"""The whole installation moves: SQLite to PostgreSQL, a disk to a bucket, killed on the way or not.

PostgreSQL is a real one, the bucket that of tests/fakes/s3.py.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text

from bin.with_postgres import running_postgres
from extensions import db
from media.storage import Storage
from models.order import Order
from models.studio import Studio
from services import database_copy, file_copy
from services.files import storage
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def postgres():
    with running_postgres() as url:
        yield url


@pytest.fixture
def target(postgres):
    """An empty database."""
    url = postgres.replace("{worker}", "master")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def filled(app, make):
    """Two studios with everything that Kadr has, on a disk and in the tests' database."""
    with app.test_request_context():
        World(app)
    make.make_mixed_order()
    db.session.commit()
    return app


def flask(app, *words, **environment):
    """A command as an operator gives it."""
    told = {
        "KADR_INSTANCE": str(app.config["KADR_INSTANCE"]),
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "SECRET_KEY": app.config["SECRET_KEY"],
        "SECRETS_KEY": ",".join(app.config["SECRETS_KEY"]),
    }
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    environment = os.environ | told | environment
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_database_moves_row_by_row_and_goes_on_counting(filled, target):
    done = flask(filled, "data", "copy", "--database", target)
    assert done.returncode == 0, done.stderr
    orders = db.session.scalar(select(func.count(Order.id)))
    assert f"orders: {orders}\n" in done.stdout
    engine = create_engine(target)
    with engine.begin() as there:
        assert there.scalar(select(func.count(Order.id))) == orders
        last = there.scalar(select(func.max(Studio.id)))
        following = there.scalar(text("SELECT nextval(pg_get_serial_sequence('studios', 'id'))"))
        assert following == last + 1
        assert not there.dialect.has_table(there, database_copy.MARK.name)
    engine.dispose()
    again = flask(filled, "data", "copy", "--database", target)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_copy_that_was_killed_goes_on_where_it_was(filled, target):
    died = flask(filled, "data", "copy", "--database", target, CRASH_AT="copy:after_batch")
    assert died.returncode == -signal.SIGKILL
    done = flask(filled, "data", "copy", "--database", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("write DATABASE_URL into the settings.\n")


def test_a_copy_in_small_steps_broken_off_anywhere_is_the_same_in_the_end(
    filled, target, monkeypatch
):
    monkeypatch.setattr(database_copy, "BATCH", 2)
    for tables in (1, 20, 50):
        copying = database_copy.copy(target)
        for _ in range(tables):
            next(copying)
        copying.close()
    told = [copied.table for copied in database_copy.copy(target)]
    assert told == [table.name for table in db.metadata.sorted_tables]


def test_what_is_written_meanwhile_is_found_out(filled, target):
    copying = database_copy.copy(target)
    for copied in copying:
        if copied.table == "studios":
            break
    engine = create_engine(target)
    with engine.begin() as there:
        there.execute(text("UPDATE studios SET name = 'Somebody else'"))
    engine.dispose()
    with pytest.raises(database_copy.CopyRefused, match="studios differs"):
        list(copying)


def test_the_unfinished_copy_of_something_else_is_left_alone(filled, target):
    next(database_copy.copy(target))
    engine = create_engine(target)
    with engine.begin() as there:
        there.execute(text("UPDATE data_copy SET rows = 'sqlite:///other' WHERE name = 'source'"))
    engine.dispose()
    with pytest.raises(database_copy.CopyRefused, match="unfinished copy of sqlite:///other"):
        list(database_copy.copy(target))


def test_the_files_move_and_what_is_there_is_sent_once(
    filled, s3_server, bucket_url, tmp_path, monkeypatch
):
    for name, value in s3_server.settings("").items():
        monkeypatch.setitem(filled.config, name, value)
    operator, words = filled.test_cli_runner(), ["data", "copy", "--files", bucket_url]
    keys = sorted(storage().list(""))
    done = operator.invoke(args=words)
    assert done.exit_code == 0, done.output
    assert f"files: {len(keys)} sent" in done.output
    bucket = s3_server.open_bucket(bucket_url, tmp_path)
    assert sorted(bucket.list("")) == keys
    assert all(bucket.sha256(key) == storage().sha256(key) for key in keys)
    storage().put(keys[0], b"changed since")
    again = operator.invoke(args=words)
    assert f"files: 1 sent (0 MB), {len(keys) - 1} there before" in again.output
    assert bucket.size(keys[0]) == len(b"changed since")


def test_a_file_that_cannot_be_copied_is_named_with_the_reason(s3_server, tmp_path):
    source = Storage(tmp_path / "disk")
    for name in "ab":
        source.put(f"galleries/1/{name}", b"photo")
    away = s3_server.open_bucket("http://127.0.0.1:9/kadr", tmp_path / "away", retries=0)
    (outcome,) = file_copy.copy(source, away)
    why = "EndpointConnectionError"
    assert outcome.failed == [("galleries/1/a", why), ("galleries/1/b", why)]


@pytest.mark.parametrize(
    "words", [[], ["--files", "kadr"], ["--files", "https://s3"], ["--database", "mysql://x"]]
)
def test_what_is_no_address_is_refused(app, words):
    assert app.test_cli_runner().invoke(args=["data", "copy", *words]).exit_code == 2
