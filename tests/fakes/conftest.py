"""The servers of the outside world."""

from tests.fakes.fixtures import fresh_redis, redis_server, smtp_server  # noqa: F401
