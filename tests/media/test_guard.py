import signal
import subprocess
import sys
import time

BEGIN = "from media.guard import guard, photo_limits\n"


def run(source):
    return subprocess.run(
        [sys.executable, "-c", BEGIN + source], capture_output=True, text=True, timeout=30
    )


def test_a_photo_that_burns_the_processor_ends_the_process():
    """Fault F27: C code that never returns to Python."""
    answer = run("guard()\nwith photo_limits(cpu_s=0.2):\n    sum(range(10**12))")
    assert answer.returncode == -signal.SIGPROF


def test_a_photo_that_only_waits_ends_the_process_too():
    answer = run("import time\nguard()\nwith photo_limits(wall_s=0.2):\n    time.sleep(20)")
    assert answer.returncode == 1
    assert "Timeout" in answer.stderr


def test_memory_beyond_the_limit_is_refused():
    answer = run("guard(2**26)\ntry:\n    bytearray(2**27)\nexcept MemoryError:\n    print('no')")
    assert answer.stdout == "no\n"


def test_a_guarded_process_gives_way_to_every_other():
    answer = run(
        "import os, pathlib\nguard()\n"
        "print(os.nice(0), pathlib.Path('/proc/self/oom_score_adj').read_text().strip())"
    )
    assert answer.stdout.split() == ["10", "1000"]


def test_the_limits_end_with_the_photo():
    source = "import time\nguard()\nwith photo_limits(wall_s=0.2):\n    pass\ntime.sleep(0.5)"
    assert run(source).returncode == 0


def test_without_the_guard_nothing_is_ended():
    from media.guard import photo_limits

    with photo_limits(cpu_s=0.01, wall_s=0.05):
        time.sleep(0.1)
