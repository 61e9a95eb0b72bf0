"""Called by RQ on the queue renditions."""

from services import renditions


def run(photo_id: int) -> None:
    renditions.make(photo_id)
