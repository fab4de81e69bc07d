"""Every number that anyone may tune, with its unit. `RASHOMON_JOBS` and `RASHOMON_MAX_BYTES` set two from outside."""

from __future__ import annotations

import os


def _from_environment(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    return int(value) if value.isdecimal() and int(value) > 0 else default


MAX_BYTES = _from_environment("RASHOMON_MAX_BYTES", 200_000_000)
"""Bytes: an input longer than this is skipped, and so is one that unpacks to more."""

MAX_DEPTH = 5
"""Containers in one another: what lies deeper is skipped."""

MAX_CONTAINERS = 10_000
"""Containers opened within one thing that was given: an archive of archives of archives ends here."""

REPEATED_IN = 3
"""Documents of an outlet: a line that stands in so many of them, and in a tenth of all, is no part of its articles."""

BLOCK = 1 << 20
"""Bytes read at a time from a file that is hashed or copied."""

HELD_BYTES = 4_000_000
"""Bytes: a file longer than this is not kept in memory while it waits to be read and stored; it is read again."""

JOBS = _from_environment("RASHOMON_JOBS", 0)
"""Processes that read documents when none is asked for; 0 stands for one a core."""

MOST_JOBS = 1024
"""Processes: a wish for more is taken for this many."""

SMALL_PILE = 4
"""Documents: a pile smaller than this is read in the calling process, because starting another one takes longer."""

LOOK_AHEAD = 4
"""Items a worker: how far reading may run ahead of writing, so that one long document does not fill the memory."""

WORKER_STOP_SECONDS = 2.0
"""Seconds that an idle worker gets to leave by itself before it is told to."""

BUSY_SECONDS = 30.0
"""Seconds to wait while another process writes to the same case."""

COMPRESSION = 6
"""zlib level (0 to 9) for the raw bytes of documents."""

CONTEXT_CHARACTERS = 240
"""Code points of context that `show` gives on either side."""

EXCERPT_CHARACTERS = 80
"""Code points on either side of the first hit in a search result."""

SEARCH_HITS = 100
"""Hits that a search gives unless told otherwise."""

SEARCH_WORDS = 64
"""Words and phrases in one search."""

ROWS_PER_BATCH = 500
"""Rows fetched from the case file at a time."""

READ_PIECES = 2_500_000
"""Pieces of words, four or five characters of prose: so many of a document are read for claims, in minutes."""

READ_AT_ONCE = 60_000
"""Code points of a document read at once: the states of some 130 windows, 50 MB; no claim crosses the border."""
