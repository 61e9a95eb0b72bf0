"""Workers forked from one process that has everything loaded, each of which waits to be looked at.

python -m tests.faults.forker, then a queue a line: prints the number of a process that has stopped
itself before its work; once continued it works until the queue is empty. Then how it ended is
printed: nothing else of it is left.
"""

import os
import signal
import sys

from app import create_app
from cli import worker
from tests.faults.strace import may_be_traced


def main() -> None:
    app = create_app()
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(app, line.strip())
        os.waitpid(pid, os.WUNTRACED)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _live(app, queue: str) -> None:
    may_be_traced()
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        with app.app_context():
            worker.callback(queue, burst=True)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
