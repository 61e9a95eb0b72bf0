"""The acceptance list of IOF 3.0 is kept whole: each of its checks is the subject of a test."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
CHECKS = range(1, 37)
_NAMED = re.compile(r"\b9\.(\d+)")


def test_every_check_of_the_list_is_named_by_a_test():
    """iof.md, section 9."""
    named = {number for path in TESTS.rglob("test_*.py") for number in _named_in(path)}
    assert [one for one in CHECKS if one not in named] == []


def _named_in(path: Path) -> set[int]:
    return {
        int(number)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for said in [ast.get_docstring(node) or ""]
        if "iof.md" in said
        for number in _NAMED.findall(said)
    }
