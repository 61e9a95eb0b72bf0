"""What a gallery asks of a choice and permits, and how it looks."""

from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext

from models.gallery import Gallery, Scheme
from services.refusals import Refused
from services.transaction import transaction


class LimitsCrossed(Refused):
    """Fewer photos at most than at least: nobody could order."""

    status = 422


@dataclass(frozen=True)
class Rules:
    """The columns of a gallery of the same names. Limits of 0 are none."""

    min_photo_count: int = 0
    max_photo_count: int = 0
    forbids_free_orders: bool = False
    needs_print_of_each: bool = False
    lets_download_proofs: bool = False


@dataclass(frozen=True)
class Look:
    """The columns of a gallery of the same names; `accent_color` is "#rrggbb" or empty."""

    welcome_text: str = ""
    scheme: str = Scheme.AUTO
    accent_color: str = ""


def change_rules(gallery: Gallery, rules: Rules) -> None:
    """They hold for every order from now on. Raises LimitsCrossed."""
    if 0 < rules.max_photo_count < rules.min_photo_count:
        raise LimitsCrossed(lazy_gettext("This is less than the least number of photos."))
    _set(gallery, rules)


def change_look(gallery: Gallery, look: Look) -> None:
    _set(gallery, look)


def _set(gallery: Gallery, values: Rules | Look) -> None:
    with transaction():
        for name, value in asdict(values).items():
            setattr(gallery, name, value)
