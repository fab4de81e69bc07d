"""No network but for addresses that the user named: nothing else speaks, and nothing else could."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factory import pile
from tests.webserver import serving

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rashomon"
SPEAKERS = {
    "ingest/web/exchange.py": {"socket", "ssl"},
    "ingest/web/addresses.py": {"socket"},
    "ingest/web/fetch.py": {"ssl"},
}
"""The files that may use the network, and what for: the connection, the look-up of a name, the certificates."""

NETWORK = set(
    "socket ssl http.client http.server urllib.request urllib.robotparser ftplib smtplib poplib imaplib xmlrpc "
    "socketserver asyncio selectors requests httpx aiohttp urllib3 websockets webbrowser".split()
)

GUARD = """
import sys

def heard(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
                 "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "webbrowser.open"}:
        if event != "socket.connect" or not isinstance(arguments[1], (str, bytes)):
            sys.stderr.write(f"NETWORK: {event} {arguments!r}\\n")
            raise RuntimeError(f"{event} {arguments!r}")

sys.addaudithook(heard)
"""
"""Loaded by every Python that is started with it on its path, workers too: whatever would leave the machine fails."""

PAGE = """<!DOCTYPE html><html><head><title>Quay hit</title>
<link rel="stylesheet" href="@/a.css"><link rel="canonical" href="@/quay">
<base href="@/"><meta property="og:image" content="@/a.png"></head>
<body><script src="@/a.js"></script><img src="@/b.png"><iframe src="@/c"></iframe>
<article><h1>Quay hit</h1><p>Harbour master Anna Brandt said that rockets had hit the quay before dawn.</p></article>
</body></html>
"""
FEED = """<?xml version="1.0"?><?xml-stylesheet href="@/style.xsl"?>
<!DOCTYPE rss SYSTEM "@/rss.dtd" [<!ENTITY x SYSTEM "@/entity">]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>Quay</title><link>@/1</link>
<xi:include href="@/included"/><description>Anna Brandt said that &x; had hit it.</description></item></channel></rss>
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python cannot reach the network."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    path = os.pathsep.join(p for p in (str(tmp_path / "guard"), os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path}


def run(program: list[str], guarded: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A program in the guarded environment."""
    command = [sys.executable, *program]
    return subprocess.run(command, check=False, cwd=folder, env=guarded, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reading_and_publishing_use_no_network(tmp_path: Path, guarded: dict[str, str], jobs: str) -> None:
    """Pages full of addresses are read, added and published, by workers too, without one look-up or connection."""
    folder = pile(tmp_path / "pile", 4)
    with serving({}) as server:  # libraries in C are not heard by the guard; they would be heard here
        (folder / "page.html").write_text(PAGE.replace("@", server.url("", "127.0.0.1")))
        (folder / "page.xhtml").write_text(FEED.split("<rss", 1)[0] + PAGE.replace("@", server.url("", "127.0.0.1")))
        (folder / "feed.xml").write_text(FEED.replace("@", server.url("", "127.0.0.1")))
        work(tmp_path, guarded, jobs)
    assert server.asked == []
    assert "Brandt" in (tmp_path / "dossier.html").read_text("utf8")


def work(tmp_path: Path, guarded: dict[str, str], jobs: str) -> None:
    """Every command that reads a pile, makes a case or publishes it, none of which may be heard."""
    for command in (
        ["read", "pile", "--json", "--jobs", jobs],
        ["new", "quay.rashomon"],
        ["add", "quay.rashomon", "pile", "--jobs", jobs],
        ["dossier", "quay.rashomon", "--out", "dossier.html"],
        ["export", "quay.rashomon", "--out", "case.json"],
    ):
        done = run(["-m", "rashomon", *command], guarded, tmp_path)
        assert done.returncode in (0, 3), f"{command}: {done.stderr}"
        assert "NETWORK" not in done.stdout + done.stderr, command
        assert "our bug" not in done.stdout + done.stderr, command


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.getaddrinfo('site.test', 80)",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "from rashomon.ingest.web.fetch import Fetcher; Fetcher().get('http://site.test/')",
        "from rashomon.ingest.web.fetch import Fetcher; Fetcher(robots=False).get('http://' + '1.1.1.1/')",
    ],
)
def test_the_guard_hears_everything(tmp_path: Path, guarded: dict[str, str], program: str) -> None:
    """What the test above relies on notices every way out, and ours when an address was named."""
    assert "NETWORK" in run(["-W", "ignore", "-c", program], guarded, tmp_path).stderr


def modules_of(file: Path) -> set[str]:
    """The modules that a file names in an import, with all that they lie in."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda f: f.relative_to(SOURCE).as_posix())
def test_only_fetching_can_speak(file: Path) -> None:
    """No file but those listed imports what can reach the network."""
    named = {m for m in modules_of(file) if m in NETWORK or m.split(".")[0] in NETWORK}
    allowed = SPEAKERS.get(file.relative_to(SOURCE).as_posix(), set())
    assert named <= allowed, f"{file.relative_to(ROOT)} imports {sorted(named - allowed)}"


def test_reading_loads_nothing_that_fetches() -> None:
    """The command line, and the reading of local files, never load our way into the network."""
    program = (
        "import sys; from rashomon import Case, cli; from rashomon.pipeline import read_input;"
        "from rashomon.ingest.items import Captured; read_input(Captured(name='a', data=b'He said that it was so.'));"
        "print(*sorted(m for m in sys.modules if m.startswith('rashomon.ingest')))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True)
    assert not [name for name in done.stdout.split() if name.startswith("rashomon.ingest.web")]
