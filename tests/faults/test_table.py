"""docs/faults.md says which test shows what: each fault has a row, each test is there."""

import ast
import re

import pytest

from config import ROOT

TABLE = (ROOT / "docs" / "faults.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| (F\d+) \|(.*)\|$", TABLE, re.MULTILINE))
FAULTS = [f"F{number}" for number in range(1, 37)]
pytestmark = pytest.mark.pure


def test_every_fault_has_one_row():
    assert list(ROWS) == FAULTS


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_shown_by_tests_that_exist_or_is_said_not_to_be(fault):
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", ROWS[fault])
    assert named or "not yet: " in ROWS[fault]
    assert [f"{path}::{name}" for path, name in named if not is_there(path, name)] == []


def is_there(path, name):
    file = ROOT / path
    if not file.is_file():
        return False
    tree = ast.parse(file.read_text("utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return name in tests if name else any(test.startswith("test_") for test in tests)


def test_every_crash_point_is_reached_by_a_test():
    """A point that no test reaches shows nothing."""
    told = ast.get_docstring(ast.parse((ROOT / "services" / "crash_points.py").read_text()))
    points = set(re.findall(r"\b(?:mail|shop|partner|feed):(\w+)", told))
    tests = "\n".join(path.read_text() for path in (ROOT / "tests" / "services").rglob("test_*.py"))
    assert {point for point in points if point not in tests} == set()
