import tempfile
from pathlib import Path
from urllib.parse import unquote

import pytest

import config
from bin import environment
from bin.private_redis import LONGEST_SOCKET_PATH_BYTES


def test_secrets_are_made_once_and_only_for_their_owner(tmp_path):
    given = {"KADR_INSTANCE": str(tmp_path / "instance")}
    first = environment.complete(given)
    assert environment.complete(given)["SECRETS_KEY"] == first["SECRETS_KEY"]
    assert (tmp_path / "instance/secrets.env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700


def test_what_the_person_set_wins_and_nothing_empty_counts(tmp_path):
    given = {
        "KADR_INSTANCE": str(tmp_path),
        "SECRET_KEY": "k" * 40,
        "REDIS_URL": "",
        "PORT": "5005",
    }
    complete = environment.complete(given)
    assert complete["SECRET_KEY"] == "k" * 40
    assert complete["REDIS_URL"].startswith("unix://")
    assert config.load(complete)["PORT"] == 5005


def test_mail_is_caught_unless_there_is_a_server(tmp_path):
    given = {"KADR_INSTANCE": str(tmp_path)}
    assert environment.complete(given)["KADR_DEV_MAIL"] == str(tmp_path / "mail")
    assert "KADR_DEV_MAIL" not in environment.complete(given | {"MAIL_SERVER": "mail.example.test"})


def test_a_wrong_setting_is_one_clear_line(tmp_path):
    given = {"KADR_INSTANCE": str(tmp_path), "PORT": "a harbour"}
    with pytest.raises(config.ConfigError, match="^PORT is wrong.*$"):
        config.load(environment.complete(given))


@pytest.fixture
def short_path(monkeypatch):
    """pytest's own folders are long after a thousand runs on one machine."""
    with tempfile.TemporaryDirectory(prefix="kadr-") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)


def test_a_deep_folder_still_gets_a_socket_the_kernel_takes(short_path, tmp_path):
    deep = tmp_path.joinpath("ż" * 60, "instance")
    url = environment.complete({"KADR_INSTANCE": str(deep)})["REDIS_URL"]
    path = unquote(url.removeprefix("unix://").partition("?")[0])
    assert len(path.encode()) <= LONGEST_SOCKET_PATH_BYTES
