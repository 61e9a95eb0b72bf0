"""Called by RQ on the queue renditions."""

from services import bursts, renditions


def run(photo_id: int) -> None:
    renditions.make(photo_id)


def fingerprint(photo_id: int) -> None:
    bursts.fingerprint(photo_id)
