"""How a person looks at the wall, as the address says it: which photos, in which order."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import g, request

from blueprints.numbers import number

SHOWS = ("all", "picked", "unpicked", "notes")
SORTS = ("number", "time")


class Look(NamedTuple):
    """`chapter` is the id of one; 0 shows all."""

    show: str = "all"
    sort: str = "number"
    chapter: int = 0

    @classmethod
    def asked(cls) -> "Look":
        """What the request says; anything unknown is as if it had not been said."""
        show, sort = (request.values.get(name, "") for name in ("show", "sort"))
        return cls(
            show if show in SHOWS else "all",
            sort if sort in SORTS else "number",
            request.values.get("chapter", 0, type=number),
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """For url_for: what differs from the plain wall."""
        plain = Look()._asdict()
        return {name: said for name, said in self._asdict().items() if said != plain[name]}

    def query(self, **other: Any) -> str:
        """The end of an address, "?show=picked&sort=time"; `other` replaces parts of it.

        It always begins with `show`, so that more can follow; a preview stays one.
        """
        kept = self._replace(**other).arguments
        preview = {"preview": g.preview} if "preview" in g else {}
        return "?" + urlencode({"show": kept.pop("show", "all")} | kept | preview)
