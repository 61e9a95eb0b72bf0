"""A program, and the ways in which it takes names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formats.collisions import Audit, Shot, audit
from formats.exports.picked import ORDERS, Options, PickedPhoto
from formats.searches import LISTED, Search
from formats.stems import stem

Builder = Callable[[Sequence[PickedPhoto], Options], str | bytes]
EXTENSION, RAW_EXTENSION, SEARCH_FOLDER = "with_extension", "raw_extension", "search_folder"
_DEFAULTS = Options()


@dataclass(frozen=True)
class Form:
    """One way to write names down. `builds` takes photos in list order.

    `name` is English; whoever shows it translates it. A form that `can_be_copied` is text for a
    person to see and paste, any other is a file. `keeps_all` writes down names too that `search`
    refuses; any other form leaves them out. `asks` names the fields of Options that matter here.
    """

    slug: str
    name: str
    builds: Builder
    extension: str = "txt"
    content_type: str = "text/plain; charset=utf-8"
    encoding: str = "utf-8"
    search: Search = LISTED
    can_be_copied: bool = False
    keeps_all: bool = False
    asks: tuple[str, ...] = ()

    def audit(self, picked: Sequence[PickedPhoto], everything: Sequence[Shot]) -> Audit:
        return audit([photo.shot for photo in picked], everything, self.search)


@dataclass(frozen=True)
class Program:
    """One target; `forms` has the safest one first."""

    slug: str
    name: str
    forms: tuple[Form, ...]

    def form(self, slug: str) -> Form | None:
        return next((form for form in self.forms if form.slug == slug), None)


@dataclass(frozen=True)
class Exported:
    """What to show and copy (`text`, empty for a file), what to download, how many photos."""

    text: str
    data: bytes
    count: int


def build(form: Form, photos: Sequence[PickedPhoto], options: Options = _DEFAULTS) -> Exported:
    """The picked photos as the form writes them.

    Raises KeyError for an order that is not in ORDERS.
    """
    kept = [one for one in photos if form.keeps_all or form.search.carries(stem(one.filename))]
    built = form.builds(sorted(kept, key=ORDERS[options.order]), options)
    return Exported(
        text=built if isinstance(built, str) and form.can_be_copied else "",
        data=built if isinstance(built, bytes) else built.encode(form.encoding),
        count=len(kept),
    )
