"""Guessing is counted on when Redis goes away in the middle (ASVS 6.3.1, 16.5.2)."""

import os
import subprocess
import sys

import config
from tests.fakes.fixtures import fresh_redis, redis_server  # noqa: F401

GUESSING = """
import os, sys
from app import create_app
app = create_app()
app.config["WTF_CSRF_ENABLED"] = False
guess = {"email": "nobody@example.com", "password": "wrong password"}
for line in sys.stdin:
    answers = [app.test_client().post("/login", data=guess).status_code for _ in range(int(line))]
    print("answers", *answers, flush=True)
"""


def ask(guesser, count):
    guesser.stdin.write(f"{count}\n")
    guesser.stdin.flush()
    for line in guesser.stdout:
        if line.startswith("answers"):
            return [int(word) for word in line.split()[1:]]
    raise AssertionError("It ended.")


def test_whoever_guesses_is_stopped_with_redis_and_without(application, settings, fresh_redis):  # noqa: F811
    given = settings | {"REDIS_URL": fresh_redis.url, "LOGIN_LIMIT": "3 per hour"}
    known = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    with subprocess.Popen(
        [sys.executable, "-c", GUESSING],
        cwd=config.ROOT,
        env=known | {key: str(value) for key, value in given.items()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as guesser:
        assert ask(guesser, 4) == [422, 422, 422, 429]
        fresh_redis.stop()
        assert ask(guesser, 5)[-2:] == [429, 429]
        fresh_redis.start()
        guesser.stdin.close()
