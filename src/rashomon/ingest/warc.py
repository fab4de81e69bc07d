"""Web archives: WARC files, plain or gzipped, of any length, one record at a time."""

from __future__ import annotations

from rashomon.ingest.warc_records import record

__all__ = ["record"]
