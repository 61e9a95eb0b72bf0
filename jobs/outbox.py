"""Called by RQ on the queues interactive and backlog."""

from services import outbox


def run(entry_id: int) -> None:
    outbox.keep(entry_id)
