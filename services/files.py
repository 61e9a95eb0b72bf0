"""The one place where the stored bytes are reached; which storage it is, the settings say."""

from flask import current_app

from media.storage import Storage


def storage() -> Storage:
    return current_app.extensions["kadr.storage"]
