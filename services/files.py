"""The one place where the stored bytes are reached; which storage it is, the settings say."""

from collections.abc import Iterable

from flask import current_app

from media.storage import Storage
from services import stored_keys


def storage() -> Storage:
    return current_app.extensions["kadr.storage"]


def forget(keys: Iterable[str]) -> None:
    """Delete the files of those keys that no row names any more."""
    wanted = set(keys)
    for key in sorted(wanted - stored_keys.named(wanted)):
        storage().delete(key)
