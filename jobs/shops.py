"""Called by RQ on the queue shops."""

from services import shop_exchanges


def exchange(exchange_id: int) -> None:
    shop_exchanges.run(exchange_id)
