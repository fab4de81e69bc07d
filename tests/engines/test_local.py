"""The ordered map over processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from operator import neg
from pathlib import Path

import pytest

from rashomon.engines import local
from rashomon.errors import EngineError, InputError
from rashomon.settings import LOOK_AHEAD

# Workers import nothing from here: an item is an expression, and the function is `eval`.
SLOW_FIRST = ["__import__('time').sleep(0.3) or 0", "1", "2", "3", "4", "5", "6"]


def test_results_come_in_the_order_of_the_items() -> None:
    """A slow item in front does not change the order of what comes out."""
    assert list(local.run(eval, SLOW_FIRST, jobs=2)) == list(range(7))


def test_any_number_of_processes_gives_the_same() -> None:
    """One process and three give the same results."""
    assert list(local.run(neg, range(40), jobs=1)) == list(local.run(neg, range(40), jobs=3))


def test_small_piles_stay_in_this_process() -> None:
    """Fewer than four items are done here, whatever the number of processes asked for; four are not."""
    here = str(os.getpid())
    pid = "str(__import__('os').getpid())"
    assert set(local.run(eval, [pid] * 3, jobs=2)) == {here}
    assert here not in set(local.run(eval, [pid] * 4, jobs=2))


def test_an_empty_pile_gives_nothing() -> None:
    """No items, no results, no process."""
    assert list(local.run(eval, [], jobs=4)) == []


def test_reading_ahead_is_bounded() -> None:
    """Items are taken from the stream only so far ahead of the results that were given out."""
    taken = 0

    def stream() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = local.run(neg, stream(), jobs=2)
    for _ in range(5):
        next(results)
    assert taken <= 5 + LOOK_AHEAD * 2 + 2
    results.close()  # type: ignore[attr-defined]


def test_a_dead_worker_names_its_item() -> None:
    """A worker that dies raises an error that names the item it died over."""
    with pytest.raises(EngineError, match=r"_exit\(7\).*exit code 7"):
        list(local.run(eval, ["1", "2", "__import__('os')._exit(7)", "4"], jobs=2))


def test_a_dead_worker_can_be_lost_and_replaced() -> None:
    """With `lost`, an item whose worker was killed gets that result, and all others get their own."""
    kill = "__import__('os').kill(__import__('os').getpid(), 9)"
    items = ["1", kill, "3", kill, kill, "6", "7"]
    found = list(local.run(eval, items, jobs=2, lost=lambda item, why: (item, why)))
    assert [found[i] for i in (0, 2, 5, 6)] == [1, 3, 6, 7]
    assert [found[i][0] for i in (1, 3, 4)] == [kill] * 3
    assert "killed by signal 9" in found[1][1]


def test_an_exception_in_a_worker_names_its_item() -> None:
    """An unexpected exception ends the map with the item and the traceback; one of ours comes as it is."""
    with pytest.raises(EngineError, match=r"1/0(.|\n)*ZeroDivisionError"):
        list(local.run(eval, ["1", "2", "3", "1/0"], jobs=2))
    ours = "(_ for _ in ()).throw(__import__('rashomon.errors').errors.BadQuery('so'))"
    with pytest.raises(InputError, match=r"^so$"):
        list(local.run(eval, ["1", "2", "3", ours], jobs=2))


def test_a_result_that_cannot_travel_is_an_error() -> None:
    """A result that cannot be sent back raises instead of hanging."""
    with pytest.raises(EngineError, match="lambda"):
        list(local.run(eval, ["1", "2", "3", "lambda: 0"], jobs=2))


def test_large_items_and_results_travel() -> None:
    """Items and results longer than a pipe's buffer pass both ways without a deadlock."""
    items = [b"x" * 3_000_000] * 8
    assert [len(r) for r in local.run(bytes.upper, items, jobs=2)] == [3_000_000] * 8


def test_numbers_of_processes() -> None:
    """None asked for means one a core; a negative number is bad input."""
    assert local.workers(3) == 3
    assert local.workers(0) >= 1
    with pytest.raises(InputError):
        local.workers(-1)


def test_workers_use_one_thread_each() -> None:
    """Every worker sees the settings that keep numeric libraries to one thread."""
    asked = ["__import__('os').environ['OMP_NUM_THREADS']"] * 5
    assert set(local.run(eval, asked, jobs=2)) == {"1"}


def test_a_script_without_a_guard_works(tmp_path: Path) -> None:
    """A script that maps at its top level is not run again by the workers."""
    script = tmp_path / "script.py"
    script.write_text(
        "from operator import neg\nfrom rashomon.engines import local\n"
        "print('once')\nprint(sum(local.run(neg, range(10), jobs=2)))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == ("once\n-45\n", "")


SLEEPER = """
import sys
from rashomon.engines import local
print("started", flush=True)
items = ["print(__import__('os').getpid(), flush=True) or __import__('time').sleep(60)"] * 8
list(local.run(eval, items, jobs=2))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_their_parent(number: signal.Signals) -> None:
    """Neither Ctrl-C nor the parent's death leaves a worker behind, and no worker prints a traceback of its own."""
    asleep = "1.5" if number == signal.SIGKILL else "60"  # an orphan leaves when its item is done
    program = [sys.executable, "-c", SLEEPER.replace("60", asleep)]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        assert parent.stdout.readline() == "started\n"
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        if number == signal.SIGINT:
            os.killpg(parent.pid, number)
        else:
            parent.kill()
        _, complaints = parent.communicate(timeout=60)
    assert complaints.count("Traceback") == (1 if number == signal.SIGINT else 0)
    deadline = time.monotonic() + 15
    while any(_is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_is_alive(pid) for pid in pids)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_process_that_cannot_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that breaks while a process starts is said to be that, and never taken for a closed output."""

    def start(_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", start)
    with pytest.raises(EngineError, match=r"could not start \(Broken pipe\)"):
        list(local.run(str, range(9), 2))
