"""What a studio adds to the names of its finished files."""

from flask_babel import lazy_gettext

from models.studio import Studio
from services.refusals import Refused
from services.transaction import transaction

LONGEST = 30


class SuffixWrong(Refused):
    """Without a letter it could not be told from the camera's own numbers."""

    status = 422


def change_suffix(studio: Studio, typed: str) -> None:
    """`typed` as it stands in the names, "_hz"; empty takes it away. Raises SuffixWrong."""
    suffix = typed.strip()
    if len(suffix) > LONGEST:
        raise SuffixWrong(lazy_gettext("Use at most %(max)d characters.", max=LONGEST))
    if suffix and not any(sign.isalpha() for sign in suffix):
        raise SuffixWrong(lazy_gettext("The suffix needs a letter: numbers belong to the camera."))
    with transaction():
        studio.finished_suffix = suffix
