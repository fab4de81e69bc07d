"""The near side of the process in which PDFium runs: started when first needed, kept for the next file, replaced when
it dies or hangs, so that no PDF file takes a batch down.
"""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from rashomon.errors import Unreadable
from rashomon.ingest.papers.pdfium import give, take

PAGE_SECONDS = 30.0
"""Seconds of wall clock that opening a file, or one page of it, may take before the process is given up."""
RESTARTS = 3
"""Pages of one file that may each cost a process before the rest of the file is given up."""


class Lost(Exception):
    """The process died or took too long; the message says which."""


class PdfProcess:
    """One process, for one file at a time."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", "from rashomon.ingest.papers.pdfium import serve; serve()"]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with a fixed program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._answers: queue.Queue[Any] = queue.Queue(maxsize=64)
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; raises `Lost` when nobody is there to take it."""
        try:
            give(self._process.stdin, request)
        except (OSError, ValueError) as error:
            raise Lost("PDFium stopped") from error

    def answer(self, seconds: float) -> dict[str, Any]:
        """The next answer; raises `Lost` when it does not come."""
        try:
            frame = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise Lost(f"PDFium took more than {seconds:g} seconds") from None
        if frame is None:
            raise Lost("PDFium crashed")
        return cast("dict[str, Any]", frame)

    def stop(self) -> None:
        """Kill the process, if it still lives."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        while self._ear.is_alive():  # it may wait for room, and must not outlive its pipe
            with suppress(queue.Empty):
                self._answers.get(timeout=0.01)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()

    def _listen(self) -> None:
        try:
            while (frame := take(self._process.stdout)) is not None:
                self._answers.put(frame)
        except (OSError, ValueError):
            pass
        self._answers.put(None)


_kept: list[tuple[int, PdfProcess]] = []


def _borrow() -> PdfProcess:
    """The process kept from the file before, or a new one; one that belongs to the parent of a fork is left alone."""
    while _kept:
        owner, process = _kept.pop()
        if owner == os.getpid() and process.alive:
            return process
        if owner == os.getpid():
            process.stop()
    return PdfProcess()


def _return(process: PdfProcess) -> None:
    if _kept:
        process.stop()
    else:
        _kept.append((os.getpid(), process))


@atexit.register
def _stop_all() -> None:
    while _kept:
        owner, process = _kept.pop()
        if owner == os.getpid():
            process.stop()


def frames(data: bytes, most: int, seconds: float = PAGE_SECONDS) -> Iterator[dict[str, Any]]:
    """The frames of a PDF file (see `rashomon.ingest.papers.pdfium.texts`), up to `most` pages.

    A page that kills the process gives {"page": number, "error": why}, and the pages after it follow from a new one.
    Raises `Unreadable` when the file cannot be opened at all.
    """
    first, opened, lost = 0, False, 0
    while True:
        process = _borrow()
        try:
            process.ask({"op": "text", "data": data, "first": first, "most": most})
            while True:
                frame = process.answer(seconds)
                if "end" in frame or ("error" in frame and "page" not in frame):
                    break
                if "page" in frame:
                    first = frame["page"] + 1
                elif opened:
                    continue
                opened = True
                yield frame
        except Lost as error:
            process.stop()
            lost += 1
            if not opened:
                raise Unreadable(f"a PDF file that cannot be opened ({error}); print it to a new one") from None
            yield {"page": first, "error": str(error)}
            first += 1
            if lost > RESTARTS:
                yield {"end": True, "gave_up": first}
                return
        except GeneratorExit:
            process.stop()
            raise
        else:
            _return(process)
            yield frame
            return


def picture(data: bytes, page: int, seconds: float = PAGE_SECONDS) -> bytes:
    """One page, numbered from 0, as a grey picture (PGM); raises `Unreadable` with the reason."""
    process = _borrow()
    try:
        process.ask({"op": "image", "data": data, "page": page})
        frame = process.answer(seconds)
    except Lost as error:
        process.stop()
        raise Unreadable(str(error)) from None
    _return(process)
    if "image" not in frame:
        raise Unreadable(f"PDFium cannot draw it ({frame.get('error', 'no reason given')})")
    return cast("bytes", frame["image"])
