"""An ordered map over processes of this machine.

Processes are started afresh ("spawn"), not forked: a fork would copy the open case file, the model's threads and their
locks, and is not to be had everywhere. Each worker holds one item at a time at the end of its own pipe, so that it is
known which item a dead worker died over, and a worker whose parent was killed reads the end of the pipe and leaves.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from rashomon.errors import EngineError, InputError, RashomonError
from rashomon.settings import JOBS, LOOK_AHEAD, MOST_JOBS, SMALL_PILE, WORKER_STOP_SECONDS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def run(
    function: Callable[[T], R], items: Iterable[T], jobs: int = 0, lost: Callable[[T, str], R] | None = None
) -> Iterator[R]:
    """The results of `function`, in the order of the items, whatever the number of processes (`jobs`; 0: one a core).

    A pile of fewer than SMALL_PILE items, and any with `jobs` 1, is done in this process. `lost` gives the result for
    an item whose worker died; without it that raises EngineError, as any unexpected exception in a worker does.
    """
    count = workers(jobs)
    stream = iter(items)
    head = list(islice(stream, max(SMALL_PILE, count)))
    if count == 1 or len(head) < SMALL_PILE:
        return map(function, chain(head, stream))
    return _Pool(function, min(count, len(head)), lost).run(chain(head, stream))


def workers(jobs: int) -> int:
    """How many processes a wish for `jobs` gives: 0 stands for one a core that this process may use."""
    if jobs < 0:
        raise InputError(f"{jobs} jobs cannot be: give 1 or more, or 0 for one a core")
    if jobs or JOBS:
        return min(jobs or JOBS, MOST_JOBS)
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


class _Worker:
    """One process and this end of its pipe; `task` is the number and the item it holds."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(there,), daemon=True)
        self.task: tuple[int, Any] | None = None
        self.ready = False
        try:
            with _bare_start():
                self.process.start()
            there.close()
            self.pipe.send(function)
        except OSError as error:  # a pipe that broke here would be taken for that of the output
            why = error.strerror or error
            raise EngineError(f"a worker process could not start ({why}); try again with --jobs 1") from error

    def why_dead(self) -> str:
        self.process.join(WORKER_STOP_SECONDS)
        code = self.process.exitcode
        if code is not None and code < 0:
            return f"killed by signal {-code} ({signal.strsignal(-code) or 'unknown'})"
        return f"exit code {code}"


class _Pool:
    def __init__(self, function: Callable[[T], R], count: int, lost: Callable[[T, str], R] | None) -> None:
        self._function, self._count, self._lost = function, count, lost
        self._workers: list[_Worker] = []
        self._results: dict[int, Any] = {}

    def run(self, items: Iterator[Any]) -> Iterator[Any]:
        tasks = enumerate(items)
        waiting = next(tasks, None)
        given = 0
        try:
            for _ in range(self._count):
                self._workers.append(_Worker(self._function))
            while waiting is not None or given in self._results or self._busy():
                while waiting is not None and waiting[0] < given + LOOK_AHEAD * self._count and (w := self._idle()):
                    self._hand(w, waiting)
                    waiting = next(tasks, None)
                self._collect(block=given not in self._results)
                while given in self._results:
                    yield self._results.pop(given)
                    given += 1
        finally:
            self._stop()

    def _busy(self) -> bool:
        return any(w.task for w in self._workers)

    def _idle(self) -> _Worker | None:
        for worker in self._workers:
            if worker.ready and worker.task is None:
                return worker
        # A worker has died: another one takes its place.
        if len(self._workers) < self._count:
            self._workers.append(_Worker(self._function))
        return None

    def _hand(self, worker: _Worker, task: tuple[int, Any]) -> None:
        worker.task = task
        try:
            worker.pipe.send(task[1])
        except OSError:
            self._bury(worker)

    def _collect(self, block: bool) -> None:
        from multiprocessing.connection import wait

        open_pipes: dict[Any, _Worker] = {w.pipe: w for w in self._workers if w.task or not w.ready}
        for pipe in wait(list(open_pipes), None if block else 0):
            worker = open_pipes[pipe]
            try:
                kind, value = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if kind == "ready":
                worker.ready = True
            elif kind == "failed":
                raise value
            elif worker.task:
                self._results[worker.task[0]] = value
                worker.task = None

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        why = worker.why_dead()
        if worker.task is None:
            raise EngineError(f"a worker process could not start ({why}); try again with --jobs 1")
        number, item = worker.task
        message = f"the process that read it died ({why})"
        if self._lost is None:
            raise EngineError(f"{getattr(item, 'name', item)}: {message}")
        self._results[number] = self._lost(item, message)

    def _stop(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            if worker.task:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(WORKER_STOP_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()


def _serve(pipe: Connection) -> None:
    """The life of a worker: take the function, then answer item after item until the pipe closes."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the parent decides what becomes of it
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # before anything loads a library that counts the cores
    try:
        function = pipe.recv()
        pipe.send(("ready", None))
        while True:
            pipe.send(_answer(function, pipe.recv()))
    except (EOFError, OSError):
        return


def _answer(function: Callable[[Any], Any], item: Any) -> tuple[str, Any]:
    try:
        answer = ("done", function(item))
        pickle.dumps(answer)
    except RashomonError as error:
        return "failed", error
    except Exception:
        return "failed", EngineError(f"{getattr(item, 'name', item)}: {traceback.format_exc()}")
    return answer


@contextmanager
def _bare_start() -> Iterator[None]:
    """Start a process that neither runs the caller's script again nor dies of Ctrl-C before it can ignore it.

    A spawned process imports the parent's main module; nothing here is defined there, and a script without a guard
    would start itself over and over.
    """
    main, in_main_thread = sys.modules.get("__main__"), threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main_thread else None
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        if main is not None:
            sys.modules["__main__"] = main
        if in_main_thread:
            signal.signal(signal.SIGINT, handler)
