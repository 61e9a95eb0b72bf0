"""What the upload panel of a page needs: where to send to, and every sentence it may say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.formatting import size
from models.gallery import Gallery
from models.photo import Folder
from services import uploads

IN_FLIGHT = 3
ACCEPT = ".jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.heif,image/*"
# One number for each plural form a language may have.
_SAMPLES = {"one": 1, "few": 2, "many": 5, "other": 5}


@dataclass(frozen=True)
class Target:
    """A folder that can be uploaded to; `upload_url` ends with a slash, an upload id follows."""

    folder: str
    label: str
    upload_url: str


@dataclass(frozen=True)
class Uploader:
    """`action` takes a multipart form where scripts are off. The first target is chosen."""

    action: str
    targets: list[Target]
    settings: dict[str, Any]
    accept: str = ACCEPT


def uploader_for(gallery: Gallery, action: str, *folders: Folder, same_name: str = "") -> Uploader:
    """The panel for one folder, or with a choice of several; for studio/_uploader.html.

    `same_name` is what every file announces, see `services.namesakes`.
    """
    settings = _settings() | {"sameName": same_name}
    return Uploader(action, [_target(gallery, folder) for folder in folders], settings)


def folder_label(folder: str) -> str:
    match folder:
        case Folder.FULL:
            return _("full resolution")
        case Folder.WEB:
            return _("web version")
    return _("photos to choose from")


def _target(gallery: Gallery, folder: Folder) -> Target:
    url = url_for("studio.upload", gallery_id=gallery.id, folder=folder, upload_id="x")
    return Target(folder.value, folder_label(folder), url.removesuffix("x"))


def _settings() -> dict[str, Any]:
    return {
        "inFlight": IN_FLIGHT,
        "limitBytes": uploads.limit_bytes(),
        "texts": _texts(),
    }


def _texts() -> dict[str, Any]:
    """Sentences of static/js/upload*.js; {n} and the like are filled in there."""
    return {
        "uploading": _("Uploading"),
        "paused": _("Paused"),
        "progress": _("{done} of {total}"),
        "photos": _plural(
            lambda n: ngettext("{done} of %(num)s photo", "{done} of %(num)s photos", n)
        ),
        "queue": _plural(
            lambda n: ngettext(
                "%(num)s photo waits in the queue", "%(num)s photos wait in the queue", n
            )
        ),
        "done": _plural(lambda n: ngettext("%(num)s photo uploaded", "%(num)s photos uploaded", n)),
        "skipped": _plural(
            lambda n: ngettext("%(num)s was here already", "%(num)s were here already", n)
        ),
        "failed": _plural(lambda n: ngettext("%(num)s was not taken", "%(num)s were not taken", n)),
        "reading": _("reading"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "network": _("no network, waiting"),
        "unreadable": _("The file cannot be read. Add it again."),
        "tooLarge": _("The file is larger than %(limit)s.", limit=size(uploads.limit_bytes())),
        "server": _("The server did not take the file. Press Retry."),
        "signedOut": _("You have been signed out. Sign in and add the files again."),
        "seconds": _("{n} s"),
        "minutes": _("{n} min {s} s"),
        "hours": _("{n} h {m} min"),
    }


def _plural(say: Callable[[int], str]) -> dict[str, str]:
    """The sentence in every plural form, with {n} for the number."""
    return {form: say(number).replace(str(number), "{n}", 1) for form, number in _SAMPLES.items()}
