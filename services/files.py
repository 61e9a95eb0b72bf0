"""The one place where the stored bytes are reached; which storage it is, the settings say."""

import errno
from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import current_app

from media.storage import Storage, StorageAway
from services import stored_keys

__all__ = ["StorageAway", "forget", "is_full", "storage", "storage_of"]


def storage() -> Storage:
    return current_app.extensions["kadr.storage"]


def storage_of(settings: Mapping[str, Any], url: str | None) -> Storage:
    """The storage behind an address; without one, the folder of this machine."""
    if not url:
        return Storage(settings["MEDIA_ROOT"])
    # Here, so that nobody loads what speaks to a bucket without having one.
    from media.bucket import Bucket
    from media.bucket_line import Place

    place = Place(
        url=url,
        region=settings["STORAGE_REGION"],
        access_key=settings["STORAGE_KEY"],
        secret_key=settings["STORAGE_SECRET"],
        timeout_s=settings["STORAGE_TIMEOUT_S"],
        retries=settings["STORAGE_RETRIES"],
    )
    bucket = Bucket(place, settings["MEDIA_ROOT"], settings["STORAGE_CACHE_MB"] * 1_000_000)
    return cast(Storage, bucket)


def is_full(error: OSError) -> bool:
    """Was there no room, on the disk or in what this user may take of it?"""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def forget(keys: Iterable[str]) -> None:
    """Delete the files of those keys that no row names any more."""
    wanted = set(keys)
    for key in sorted(wanted - stored_keys.named(wanted)):
        storage().delete(key)
