"""Something that goes on beside a mail-out."""

from bench.figures import Figures
from bench.visitors import Visit


class Scene:
    """Begins when it is entered; `visits` join the plan; afterwards `tell` says how it went."""

    title = ""

    def __init__(self, load, crowd, part: float):
        self.load, self.kadr, self.crowd, self.part = load, load.kadr, crowd, part
        self.visits: list[Visit] = []

    def __enter__(self) -> "Scene":
        return self

    def __exit__(self, *_error) -> None:
        """What it has begun is at an end."""

    def tell(self, figures: Figures, found) -> None:
        raise NotImplementedError
