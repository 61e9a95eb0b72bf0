"""The words that products use, found or made for any number of them at once."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from extensions import db
from models.category import Category
from models.parameter import Parameter, ParameterValue
from models.producer import Producer
from models.size_name import SizeName
from models.unit import Unit
from services.catalogue_terms import ProductTerms
from services.catalogue_words import SLASH, one_line

BATCH = 500


class Vocabulary:
    """Words of a studio by their names. `read` has to be told first whose words will be asked for:
    it makes those that are not there, in the order in which they were typed."""

    def __init__(self, studio_id: int):
        self.studio_id = studio_id
        self._known: dict[tuple[Any, int, str], Any] = {}

    def read(self, terms: Collection[ProductTerms]) -> None:
        """A step."""
        own = self.studio_id
        self._read(Producer, own, (one.producer for one in terms))
        self._read(Unit, own, (one.unit for one in terms))
        self._read(SizeName, own, (size.name for one in terms for size in one.sizes))
        said = ((one_line(name), one_line(value)) for one in terms for name, value in one.values)
        pairs = list(dict.fromkeys(said))
        self._read(Parameter, own, (name for name, value in pairs if value))
        for name in dict.fromkeys(name for name, value in pairs if name and value):
            of = self._known[Parameter, own, name].id
            self._read(ParameterValue, of, (value for other, value in pairs if other == name))
        self._read_categories({one.category for one in terms})

    def producer(self, name: str) -> Producer | None:
        """None without a name, as all that follow."""
        return self._known.get((Producer, self.studio_id, one_line(name)))

    def unit(self, name: str) -> Unit | None:
        return self._known.get((Unit, self.studio_id, one_line(name)))

    def size_name(self, name: str) -> SizeName | None:
        return self._known.get((SizeName, self.studio_id, one_line(name)))

    def value(self, parameter: str, value: str) -> ParameterValue | None:
        of = self._known.get((Parameter, self.studio_id, one_line(parameter)))
        return self._known.get((ParameterValue, of.id, one_line(value))) if of else None

    def category(self, path: str) -> Category | None:
        """The one at the end of "Prints/Matte"."""
        return self._known.get((Category, self.studio_id, SLASH.join(_steps(path))))

    def _read(self, model: Any, of: int, names: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(filter(None, map(one_line, names))))
        parent = {"parameter_id" if model is ParameterValue else "studio_id": of}
        self._find(model, of, wanted, model.name, parent)
        for name in wanted:
            if (model, of, name) not in self._known:
                self._add(of, name, model(name=name, **parent))
        db.session.flush()

    def _read_categories(self, paths: Iterable[str]) -> None:
        """With the way to each, made as far as it is new."""
        ways = sorted({way for path in paths for way in _ways(path)})
        own = self.studio_id
        self._find(Category, own, ways, Category.path, {"studio_id": own})
        for way in ways:
            if (Category, own, way) not in self._known:
                above, _slash, name = way.rpartition(SLASH)
                parent = self._known.get((Category, own, above))
                made = Category(studio_id=own, parent=parent, name=name, path=way)
                self._add(own, way, made)
        db.session.flush()

    def _find(self, model: Any, of: int, names: list[str], column: Any, parent: dict) -> None:
        for start in range(0, len(names), BATCH):
            some = column.in_(names[start : start + BATCH])
            for word in db.session.scalars(select(model).filter_by(**parent).where(some)):
                self._known[model, of, getattr(word, column.key)] = word

    def _add(self, of: int, name: str, word: Any) -> None:
        db.session.add(word)
        self._known[type(word), of, name] = word


def _steps(path: str) -> list[str]:
    return list(filter(None, map(one_line, path.split(SLASH))))


def _ways(path: str) -> Iterator[str]:
    """ "Prints", "Prints/Matte" """
    steps = _steps(path)
    for count in range(1, len(steps) + 1):
        yield SLASH.join(steps[:count])
