"""Addresses are promises: docs/urls.md lists all of them and no other."""

import re

import config

ROW = re.compile(r"^\| (`/[^|]+) \| ([A-Z ]+) \| ([^|]+) \|", re.M)


def documented():
    """(address without names of arguments, method) of every row."""
    text = (config.ROOT / "docs" / "urls.md").read_text("utf-8")
    for addresses, methods, _ in ROW.findall(text.replace("\\|", "/")):
        for address in re.findall(r"`([^`]+)`", addresses):
            for method in methods.split():
                yield re.sub(r"<[^>]+>", "<>", address), method


def served(application):
    for rule in application.url_map.iter_rules():
        for method in rule.methods - {"OPTIONS"}:
            yield re.sub(r"<[^>]+>", "<>", rule.rule), method


def test_every_address_that_is_served_is_written_down(application):
    written = set(documented())
    # HEAD comes with every GET; it is written only where it says something of its own.
    missing = {(path, method) for path, method in served(application) if method != "HEAD"}
    assert missing - written == set()


def test_every_address_that_is_written_down_is_served(application):
    told = {(path, method) for path, method in documented() if not path.startswith("/dev/")}
    assert told - set(served(application)) == set()
