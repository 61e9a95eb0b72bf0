"""The table a benchmark prints, and its verdict."""

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Row:
    """One measured fact. `met` is None when it has no goal and stands there for comparison."""

    what: str
    value: str
    goal: str = ""
    met: bool | None = None


@dataclass
class Figures:
    """Rows in the order they were measured, printed as they come."""

    rows: list[Row] = field(default_factory=list)
    figure: str = "none"
    ratio: str = "none"

    def heading(self, text: str) -> None:
        print(f"\n{text}", flush=True)

    def note(self, what: str, value: str) -> None:
        self._add(Row(what, value))

    def at_most(self, what: str, value: float, limit: float, unit: str, beside: str = "") -> None:
        self._add(Row(what, _told(value, unit, beside), f"≤ {limit:g} {unit}", value <= limit))

    def at_least(self, what: str, value: float, limit: float, unit: str, beside: str = "") -> None:
        self._add(Row(what, _told(value, unit, beside), f"≥ {limit:g} {unit}", value >= limit))

    def holds(self, what: str, value: str, goal: str, met: bool) -> None:
        self._add(Row(what, value, goal, met))

    @property
    def missed(self) -> list[Row]:
        return [row for row in self.rows if row.met is False]

    def conclude(self) -> int:
        """Print the last line; returns the exit code."""
        goals = [row for row in self.rows if row.met is not None]
        print(f"\n{len(goals) - len(self.missed)} of {len(goals)} goals met", flush=True)
        for row in self.missed:
            print(f"  missed: {row.what}: {row.value} (goal {row.goal})")
        print(f"figure: {self.figure} ratio: {self.ratio}", flush=True)
        return 1 if self.missed else 0

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        mark = {None: " ", True: "+", False: "-"}[row.met]
        print(f"{mark} {row.what:<58} {row.value:<34} {row.goal}", flush=True)


def ratios(ours: list[float], theirs: list[float]) -> float:
    """Median of the ratios round by round: both sides of a ratio saw the same noise."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def _told(value: float, unit: str, beside: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}" + (f" ({beside})" if beside else "")
