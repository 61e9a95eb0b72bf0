"""Settings: a wrong one stops the start with one clear line, and all of them are written down."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

import config

GOOD = {
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "SECRETS_KEY": Fernet.generate_key().decode(),
}
TABLE = Path(config.ROOT, "docs", "settings.md").read_text("utf-8")


def test_the_defaults_need_nothing_but_the_two_keys():
    loaded = config.load(GOOD)
    assert loaded["SQLALCHEMY_DATABASE_URI"].endswith("/instance/kadr.sqlite")
    assert loaded["PUBLIC_BASE_URL"] == "http://127.0.0.1:5000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRETS_KEY", ""),
        ("SECRETS_KEY", "not a key"),
        ("DATABASE_URL", "mysql://x"),
        ("STORAGE_URL", "s3.example.com/kadr"),
        ("STORAGE_URL", "https://s3.example.com"),
        ("STORAGE_URL", "https://s3.example.com/kadr/media"),
        ("REDIS_URL", "localhost"),
        ("PUBLIC_BASE_URL", "photos.example.com"),
        ("PORT", "70000"),
        ("MAIL_PORT", "smtp"),
        ("MAIL_USE_TLS", "maybe"),
        ("UPLOAD_LIMIT_MB", "much"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(name, value):
    with pytest.raises(config.ConfigError) as caught:
        config.load(GOOD | {name: value})
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_a_secret_is_never_repeated_in_the_message():
    with pytest.raises(config.ConfigError) as caught:
        config.load(GOOD | {"SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_cookies_are_bound_to_the_host_when_the_address_is_https():
    loaded = config.load(GOOD | {"PUBLIC_BASE_URL": "https://photos.example.com/"})
    assert loaded["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert loaded["SESSION_COOKIE_SECURE"] is True


def test_every_setting_is_in_the_table_of_the_documentation_and_no_other():
    assert re.findall(r"^\| `([A-Z_]+)`", TABLE, re.M) == [s.name for s in config.SETTINGS]


def test_nobody_else_reads_environment_variables():
    readers = [
        str(path.relative_to(config.ROOT))
        for path in config.ROOT.glob("*/**/*.py")
        if path.parts[len(config.ROOT.parts)]
        in {"models", "services", "blueprints", "formats", "media", "connectors", "jobs"}
        and re.search(r"os\.environ(?!\.setdefault)|getenv", path.read_text("utf-8"))
    ]
    assert readers == []
