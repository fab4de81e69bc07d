"""The repository speaks of the product alone, in its own words: nothing of a machine, a registry, or others' texts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RASHOMON_DATA") or ROOT.parent / "shared" / "data")

HOSTS = {
    "www.apache.org",  # the licence
    "www.w3.org",  # names of namespaces
    "schema.org",  # names of terms
    "jsonfeed.org",  # the name of a format
    "schemas.openxmlformats.org",  # names of namespaces
    "localhost",
}
INVENTED = re.compile(r"(^|\.)(example|example\.(com|net|org)|invalid|test|localhost)$|^127\.")
MACHINE = [
    r"(?<![\w.])/(?:work|farm|opt|root|home|Users|private|mnt)/\w",
    r"\b[A-Z]:\\\\?Users\\",
    r"\b(?:127\.0\.0\.1|localhost):\d{4,5}/simple",
]
OTHER_TALK = [r"\bissues? #?\d+\b", r"\b(?:as an AI|language model wrote|my instructions|the prompt says)\b"]
ADDRESS = re.compile(r"https?://[^\s'\"<>)\]]+")
RUN = 12  # words in a row that two texts share only when one was copied


@cache
def texts() -> dict[str, str]:
    """Every text file of the repository by its path; what git would not take is left out."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no git here to say which files belong to the repository")
    out = {}
    for name in filter(None, done.stdout.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data[:8192]:
            out[name] = data.decode("utf8", "replace")
    return out


def lines_with(pattern: str) -> Iterator[str]:
    """Lines of the repository that hold a pattern, as path:number: line; this file is left out."""
    search = re.compile(pattern)
    for name, text in texts().items():
        if name == Path(__file__).relative_to(ROOT).as_posix():
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if search.search(line):
                yield f"{name}:{number}: {line.strip()[:120]}"


@pytest.mark.parametrize("pattern", [*MACHINE, *OTHER_TALK])
def test_no_word_of_anything_else(pattern: str) -> None:
    """No path of a machine and no talk about how the work was organised stands in the repository."""
    assert list(lines_with(pattern)) == []


def test_no_registry_host() -> None:
    """The hosts that this machine's package clients are pointed at are named nowhere."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    hosts = {host for host in map(_host, ADDRESS.findall(done.stdout)) if host and not known_or_invented(host)}
    known = {"".join(parts) for parts in (("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"))}
    assert [line for host in sorted(hosts | known) for line in lines_with(re.escape(host))] == []


def test_hosts_are_known_or_invented() -> None:
    """An address in the repository leads to a host that is listed here with its reason, or that cannot exist."""
    found = {(name, _host(url)) for name, text in texts().items() for url in ADDRESS.findall(text)}
    assert [(name, host) for name, host in sorted(found) if host and not known_or_invented(host)] == []


def known_or_invented(host: str) -> bool:
    """Whether a host is listed above, or has a name that leads nowhere."""
    return host in HOSTS or INVENTED.search(host) is not None


def _host(url: str) -> str:
    """The host of an address as far as it can be one; what a template or a broken test address holds is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").lower() if re.fullmatch(r"[\w.-]+\.\w+\.?|localhost", host) else ""


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def runs_of(text: str) -> Iterator[str]:
    """All runs of words that are long enough to tell a copy."""
    words = words_of(text)
    for i in range(len(words) - RUN + 1):
        yield " ".join(words[i : i + RUN])


def test_no_text_of_the_data_folders() -> None:
    """No dozen words in a row of the texts that the reader is trained or scored on stand in the repository."""
    files = [DATA / name for name in ("attribution/train.jsonl", "attribution/dev.jsonl", "pages/gold.jsonl")]
    files = [f for f in (*files, *sorted((DATA / "time").glob("*.jsonl"))) if f.is_file()]
    if not files:
        pytest.skip("no public data at hand: set RASHOMON_DATA to look for its texts")
    own = {run: name for name, text in texts().items() if name != "LICENSE" for run in runs_of(text)}
    copied: dict[str, str] = {}
    for file in files:
        for line in file.read_text("utf8").splitlines():
            row = json.loads(line)
            found = {own[run]: run for run in runs_of(str(row.get("text") or row.get("body"))) if run in own}
            copied |= {f"{file.name} {row['id']} in {name}": run for name, run in found.items()}
    assert copied == {}
