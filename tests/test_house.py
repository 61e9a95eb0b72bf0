"""The walls of the house: which room may import which, and how large a file may grow."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("models", "formats", "media", "connectors", "services", "jobs", "blueprints")
TOP = ("app", "config", "config_values", "cli", "cli_data", "logs", "extensions", "sqlite_turns")
MAY_IMPORT = {
    "models": {"models", "extensions"},
    "formats": {"formats"},
    "media": {"media"},
    "connectors": {"connectors"},
    "services": {"services", "models", "formats", "media", "connectors", "extensions"},
    "jobs": {"services"},
    "blueprints": {"blueprints", "services", "models", "formats", "extensions", "config"},
}
LINE_LIMIT = 250
# The media room's vocabulary of refusals and formats is spoken everywhere; its bytes are not.
SPOKEN_BY_BLUEPRINTS = {"media.intake"}


def sources(room):
    return sorted((ROOT / room).rglob("*.py"))


def imports(path):
    """Every module that a file imports at run time: (name, line)."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


@pytest.mark.parametrize("room", ROOMS)
def test_every_arrow_between_rooms_points_the_right_way(room):
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources(room)
        for name, line in imports(path)
        if name.split(".")[0] in (*ROOMS, *TOP)
        and name.split(".")[0] not in MAY_IMPORT[room]
        and not (room == "blueprints" and name in SPOKEN_BY_BLUEPRINTS)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["models", "formats", "media", "connectors", "services"])
def test_only_the_blueprints_know_the_request(room):
    words = ("request", "session")
    wrong = []
    for path in sources(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "flask":
                wrong += [f"{path.name}: {a.name}" for a in node.names if a.name in words]
    assert wrong == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "services"])
def test_only_services_commit(room):
    wrong = [path.name for path in sources(room) if "session.commit(" in path.read_text("utf-8")]
    assert wrong == []


def test_nobody_imports_the_application_but_server_worker_and_tests():
    wrong = [
        path.name
        for room in ROOMS
        for path in sources(room)
        if any(name in {"app", "cli"} for name, _ in imports(path))
        and path != ROOT / "blueprints" / "__init__.py"
    ]
    assert wrong == []


def test_no_file_grows_past_its_limit():
    """Over the limit a file is split by noun, never by part."""
    files = [path for room in (*ROOMS, "tests", "bin") for path in sources(room)]
    files += [ROOT / f"{name}.py" for name in TOP]
    files += [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js")]
    long = {str(path.relative_to(ROOT)): n for path in files if (n := lines(path)) > LINE_LIMIT}
    assert long == {}


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def test_no_room_is_called_for_nothing():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    named = [p for room in (*ROOMS, "tests") for p in sources(room) if p.stem in vague]
    assert named == []


def test_a_text_is_marked_by_a_name_that_is_collected():
    """Under any other name a text has no Polish, and nobody is told."""
    wrong = [
        f"{path.relative_to(ROOT)}: {name.name} as {name.asname}"
        for room in ("blueprints", "services")
        for path in sources(room)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for name in node.names
        if name.asname not in (None, "_")
    ]
    assert wrong == []


def test_colours_are_named_in_one_place():
    """ui.md: tokens.css is the only place with raw values; ratios.css is a table of colours."""
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|\bhsla?\(")
    sheets = (ROOT / "static" / "css").rglob("*.css")
    raw = [path.name for path in sheets if colour.search(path.read_text("utf-8"))]
    assert sorted(raw) == ["ratios.css", "tokens.css"]
