"""Called by RQ on the queue documents."""

from services import feeds


def write(edition_id: int) -> None:
    feeds.run(edition_id)
