"""The containers, by parts: what compose.yaml says fits what Kadr, its units and its image say."""

import re
import shlex

import pytest
import yaml
from cryptography.fernet import Fernet

import config
from tests.fakes.front import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
INSTALLER = (ROOT / "deploy" / "install.sh").read_text()
NAMES = {setting.name for setting in config.SETTINGS}


def command_of_unit(name: str) -> list[str]:
    """What systemd starts, from `-m` on."""
    unit = (ROOT / "deploy" / "systemd" / f"{name}.service").read_text()
    words = shlex.split(re.search(r"^ExecStart=(.*)$", unit, re.M)[1])
    return words[words.index("-m") :]


def test_pages_are_started_as_on_a_machine_of_its_own():
    started = yaml.safe_load(re.search(r"^CMD (.*)$", DOCKERFILE, re.M)[1])
    unit = command_of_unit("kadr-web")
    unit[unit.index("--bind") + 1] = "0.0.0.0:5000"
    assert started[1:] == unit
    assert "command" not in SERVICES["web"]


def test_workers_are_started_as_on_a_machine_of_its_own():
    words = shlex.split(SERVICES["workers"]["command"])
    assert words[1:] == command_of_unit("kadr-workers")


@pytest.mark.parametrize("name", ["migrate", "web", "workers"])
def test_every_setting_of_a_container_is_one_of_kadr(name):
    given = SERVICES[name]["environment"]
    assert set(given) <= NAMES
    assert config.load(
        {"SECRET_KEY": "k" * 32, "SECRETS_KEY": Fernet.generate_key().decode()} | given
    )["ACCEL_PREFIX"]


def test_the_image_has_the_libraries_that_the_installer_installs():
    libraries = set(re.findall(r"\blib[a-z0-9.-]+", INSTALLER))
    assert libraries
    assert libraries <= set(DOCKERFILE.split())


def test_every_word_of_the_front_is_one_that_the_rules_of_caddy_know():
    rules = "".join(
        (ROOT / "deploy" / "caddy" / name).read_text() for name in ("Caddyfile", "kadr.caddy")
    )
    assert set(SERVICES["front"]["environment"]) == set(re.findall(r"{\$(\w+)", rules))


def test_the_redis_of_the_containers_forgets_nothing():
    """reliability.md 0: appendonly, and no job is thrown out for room."""
    ours = dict(
        line.split(maxsplit=1)
        for line in (ROOT / "deploy" / "redis.conf").read_text().splitlines()
        if line and not line.startswith("#")
    )
    words = shlex.split(SERVICES["redis"]["command"])
    given = dict(zip(words[1::2], words[2::2], strict=True))
    assert given == {
        "--appendonly": ours["appendonly"],
        "--maxmemory-policy": ours["maxmemory-policy"],
        "--save": "",
    }


def test_postgresql_is_started_only_when_it_is_wanted():
    assert SERVICES["postgres"]["profiles"] == ["postgresql"]
    assert SERVICES["migrate"]["depends_on"]["postgres"]["required"] is False
    assert [name for name in SERVICES if "profiles" in SERVICES[name]] == ["postgres"]


def test_nothing_but_the_front_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["front"]
