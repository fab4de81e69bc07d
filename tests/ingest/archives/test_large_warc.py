"""A web archive of more than a gigabyte is read in a small part of that memory."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rashomon.ingest.archives.warc import record

GIGABYTE = 1_050_000_000
MEGABYTES = 500
WORDS = (
    "the ferry quay harbour master said that two barges were struck before dawn and nobody had seen them leave".split()
)
READ = """
import json, sys
from pathlib import Path
from rashomon.ingest.formats import unpacked
from rashomon.ingest.items import Captured
from rashomon.records import Skip

items = size = 0
skips = []
for found in unpacked([Captured(name="grab", path=Path(sys.argv[1]))]):
    if isinstance(found, Skip):
        skips.append(found.reason)
    else:
        items, size = items + 1, size + len(found.data)
try:  # the most memory since this program began; what getrusage says includes the parent's
    status = Path("/proc/self/status").read_text()
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
except (OSError, StopIteration):
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"items": items, "size": size, "skips": skips, "kilobytes": peak}))
"""


def a_page(number: int, size: int = 64_000) -> bytes:
    """The record of a page of words, different for each number."""
    chance = random.Random(number)  # noqa: S311 - words, not secrets
    text = " ".join(chance.choices([*WORDS, *(str(chance.randrange(10**6)) for _ in range(40))], k=size // 5))
    body = f"<!DOCTYPE html><html><body><h1>{number}</h1><p>{text}</p></body></html>".encode()
    moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=number)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return record(f"https://a.example/{number}", moment, head, body, request=b"GET / HTTP/1.1\r\n\r\n")


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_a_gigabyte(tmp_path: Path, packed: bool) -> None:
    """Every page of it comes, one of 150 MB among them, and the process stays under 500 MB."""
    blocks = [a_page(number) for number in range(150)]
    longest = record(
        "https://a.example/long",
        datetime(2026, 3, 1, tzinfo=UTC),
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"<!DOCTYPE html><html>" + b"".join(blocks) * 15,
    )
    stored = [gzip.compress(block, 1) for block in blocks] if packed else blocks
    path, written, items = tmp_path / "grab", 0, 0
    with path.open("wb") as file:
        while written < GIGABYTE:
            if written == 0:
                file.write(gzip.compress(longest, 1) if packed else longest)
                written, items = len(longest), 1
            for block, whole in zip(stored, blocks, strict=True):
                file.write(block)
                written, items = written + len(whole), items + 1
    done = subprocess.run([sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True)
    path.unlink()
    found = json.loads(done.stdout)
    assert found["items"] == items
    assert found["size"] > 0.95 * GIGABYTE
    assert found["skips"] == []
    assert found["kilobytes"] < MEGABYTES * 1000
    print(f"{written / 1e6:,.0f} MB in {items:,} documents; peak {found['kilobytes'] / 1000:.0f} MB")
