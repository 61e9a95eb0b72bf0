"""Places at which a test may end the process, as the kernel would: nothing unless CRASH_AT is set.

mail:before_connect, mail:after_connect, mail:after_data and mail:before_verdict;
shop:before_request, shop:after_send, shop:after_answer and shop:before_verdict;
partner:before_request and partner:before_verdict;
feed:after_batch, feed:after_light_pieces, feed:in_file, feed:after_file, feed:before_show and
feed:after_show;
copy:after_batch.
"""

import os
import signal

from flask import current_app


def here(point: str) -> None:
    if current_app.config["CRASH_AT"] == point:
        os.kill(os.getpid(), signal.SIGKILL)
