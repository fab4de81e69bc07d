"""A connection to a case file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from rashomon import settings
from rashomon.text import fold


def connect(path: Path) -> sqlite3.Connection:
    """The database at a path; one that may only be read, an archive or a mounted disc, opens as such."""
    # A file that may only be read (an archive, a mounted disc) opens as one; `immutable` spares SQLite its side files.
    mode = (
        "mode=rw" if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK) else "mode=ro&immutable=1"
    )
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=settings.BUSY_SECONDS
    )
    db.row_factory = sqlite3.Row
    db.create_function("folded", 1, fold, deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def reason(error: Exception) -> str:
    """What the system says went wrong."""
    return getattr(error, "strerror", None) or str(error)
