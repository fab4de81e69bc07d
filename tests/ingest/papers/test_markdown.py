"""Markdown: the file's own text with zones from its marks, and what is no Markdown."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.papers.front_matter import front_matter
from rashomon.ingest.papers.markdown import Markdown, plain

SAID = "The harbour master said on Monday that two rockets had hit the quay before dawn."
MORE = "A clerk of the port told reporters that nobody had been on the quay at that hour."


def read(text: str) -> Content:
    return Markdown().read(text.encode())


def zones(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Kind and text of the zones, of some kinds or of all but the marks."""
    content = read(text)
    assert content.text == text
    return [
        (zone.kind, text[zone.start : zone.end])
        for zone in content.zones
        if (zone.kind in kinds if kinds else zone.kind != "unknown")
    ]


def test_headings_quotations_lists_and_paragraphs() -> None:
    """The first heading is the headline; marks at the start of lines lie outside the zones of the text."""
    text = (
        f"# Two rockets *hit* the quay #\n\n{SAID}\n\n## What is known\n\n> {MORE}\n> And no more.\n>\n> Second.\n\n"
        "- one\n  goes on\n- two\n\n1. first\n2. second\n"
    )
    assert zones(text) == [
        ("headline", "Two rockets *hit* the quay"),
        ("body", SAID),
        ("body", "What is known"),
        ("blockquote", f"{MORE}\n> And no more."),
        ("blockquote", "Second."),
        ("list", "one\n  goes on"),
        ("list", "two"),
        ("list", "first"),
        ("list", "second"),
    ]
    title = next(s for s in read(text).signals if s.field == "title")
    assert (title.value, title.where) == ("Two rockets hit the quay", "first heading")


def test_a_paragraph_over_several_lines_is_one_zone() -> None:
    """Lines of a paragraph that was broken by hand stand together."""
    text = "# Report\n\nThe harbour master said\non Monday that two\nrockets had hit the quay.\n\n**Bold**"
    assert ("body", "The harbour master said\non Monday that two\nrockets had hit the quay.") in zones(text)


def test_underlined_headings() -> None:
    """Headings with lines of equals signs or hyphens under them are headings."""
    text = f"Two rockets\n===========\n\n{SAID}\n\nWhat is known\n-------------\n\n{MORE}\n"
    assert zones(text) == [("headline", "Two rockets"), ("body", SAID), ("body", "What is known"), ("body", MORE)]


def test_pictures_give_captions() -> None:
    """The words that stand for a picture, and a line in italics under it, are captions."""
    text = f"# Quay\n\n![The quay at dawn](quay.jpg)\n\n*Photo: Ida Quill*\n\n{SAID} ![a crane](c.png) And on.\n"
    assert zones(text, "caption") == [
        ("caption", "The quay at dawn"),
        ("caption", "*Photo: Ida Quill*"),
        ("caption", "a crane"),
    ]


def test_code_comments_and_rules_are_unknown() -> None:
    """Fences with all that is in them, HTML comments, rules and addresses of links are no text of anybody."""
    text = f"# T\n\n```py\n# no heading\n> no quotation\n```\n\n<!-- hidden\n\nstill -->\n\n---\n\n{SAID}\n\n[1]: https://a.example/\n"
    assert zones(text) == [("headline", "T"), ("body", SAID)]
    unknown = [t for kind, t in zones(text, "unknown")]
    assert "```py\n# no heading\n> no quotation\n```" in unknown
    assert "<!-- hidden\n\nstill -->" in unknown


def test_tables_are_kept_row_by_row() -> None:
    """Each row is a zone; the row of hyphens is a mark."""
    text = "# T\n\n| Ship | Crew |\n|------|-----:|\n| Ada | 12 |\n"
    assert zones(text) == [("headline", "T"), ("list", "| Ship | Crew |"), ("list", "| Ada | 12 |")]


def test_footnotes_are_text() -> None:
    """A footnote is body without its mark."""
    assert ("body", "By his own count.") in zones(f"# T\n\n{SAID}[^1]\n\n[^1]: By his own count.\n")


YAML = """---
title: "Two rockets: what we know"
author:
  - Ida Quill
  - "Tom Fell"
date: 2026-01-05 10:00:00
lastmod: 2026-01-07
lang: en-GB
canonical_url: https://packet.example/1
tags: [quay, rockets]
publisher: The Packet # of Halyard
---

"""
TOML = """+++
title = "Two rockets: what we know"
authors = ["Ida Quill", "Tom Fell"]
date = 2026-01-05T10:00:00Z
lastmod = 2026-01-07
lang = "en-GB"
canonical_url = "https://packet.example/1"
publisher = "The Packet"
[params]
x = 1
+++

"""


@pytest.mark.parametrize("matter", [YAML, TOML, YAML.replace("\n", "\r\n")], ids=["yaml", "toml", "windows"])
def test_front_matter_gives_signals(matter: str) -> None:
    """Its fields are signals, and the block is navigation."""
    text = f"{matter}# Two rockets\n\n{SAID}\n"
    assert zones(text)[0] == ("navigation", matter.rstrip())
    found = {s.field: s.value for s in read(text).signals if s.where.startswith("front matter")}
    assert found == {
        "title": "Two rockets: what we know",
        "author": "Ida Quill, Tom Fell",
        "published": "2026-01-05",
        "updated": "2026-01-07",
        "language": "en",
        "canonical": "https://packet.example/1",
        "outlet": "The Packet",
    }


MARKDOWN = (
    f"# Report\n\n{SAID}\n\n## Details\n\n{MORE}\n",
    f"---\ntitle: The quay\n---\n\n{SAID}\n",
    f"+++\ntitle = 'The quay'\n+++\n{SAID}\n",
    f"# Report\n\n{SAID}\n\n> {MORE}\n\n- one\n- two\n",
    f"# Report\n\n{SAID}\n",
    f"{SAID} See [the log](https://a.example/1) and [the map](https://a.example/2).\n",
    f"## Report\n\n{SAID} See [the log](log.md).\n",
    f"# Report\n\n![The quay](quay.jpg)\n\n{SAID}\n",
    f"{SAID}[^1]\n\n**{MORE}**\n\n[^1]: His count.\n",
    f"# Ships\n\n| Ship | Crew |\n|---|---|\n| Ada | 12 |\n\n{SAID}\n",
    f"Report\n======\n\n{SAID} **No one** was hurt, see [here](https://a.example/).\n",
    f"# Log\n\n```\nraw\n```\n\n{SAID}\n",
    "\ufeff" + f"# Report\r\n\r\n{SAID}\r\n\r\n## Details\r\n\r\n{MORE}\r\n",
)
PLAIN = (
    SAID,
    f"{SAID}\n\n{MORE}\n",
    f"* * *\n\n{SAID}\n\n* * *\n\n{MORE}\n",
    f"He said it was *not* his doing, and that * stands for a footnote.\n\n* {MORE}\n",
    f"THE QUAY\n--------\n{SAID}\n\nWHAT IS KNOWN\n-------------\n{MORE}\n",
    "- milk\n- bread\n- two pounds of flour\n- eggs\n",
    "1. First we went to the quay.\n2. Then we went home.\n3. Nobody asked.\n",
    f"> {SAID}\n> {MORE}\n\nI do not think so at all.\n\nOn Monday Ida wrote:\n> {SAID}\n",
    "#harbour #quay #rockets what a night, said everybody\n\n#again\n",
    "# of ships lost: 12\nThe number of boats is not known, and nobody has counted them since the war began.\n",
    "[A]ny attack on the port, he said (and he meant any), is an attack [on us].\n\n[1] See above. (2) See below.\n",
    "#!/bin/sh\n# Start the thing\nset -e\n\n# Stop the thing\nexit 0\n",
    "import os\n\n# Read the file\ndata = open(name).read()\n\n# Write the file\nprint(data)\n",
    "# settings of the server\nport = 8080\n\n# where the files are\nroot = /var/www\n",
    "key: value\nother: value\nlist:\n  - a\n  - b\n",
    "---\nkey: value\n---\nother: value\n---\nthird: value\n",
    f"---\n\n{SAID}\n\n---\n\n{MORE}\n",
    "def f(x):\n    return x ** 2 ** 3\n\nclass A:\n    pass\n",
    "int main() {\n  // # Heading\n  return 0;\n}\n",
    "Ship;Crew;Tons\nAda;12;900\nBo;7;400\n",
    "| Ship | Crew |\n| Ada | 12 |\n",
    f"<html><body><p># Report</p><p>{SAID}</p><p>[a](https://a.example/)</p></body></html>",
    "From: Ida <ida@a.example>\nSubject: # The quay\n\n*Really*, she said, __nobody__ knows.\n",
    "We were told ** nothing ** at all, and 2 ** 3 is 8, and a_b_c is a name.\n\nMORE\n====\nabc\n",
    "Title: The quay\nBy Ida Quill | Monday\n\n" + SAID + "\n\nRead more: https://a.example/a_(b)\n[advertisement]\n",
    "12:04 <ida> # what?\n12:05 <tom> **nods**\n12:06 <ida> > no\n",
    "“Two rockets,” he said; ~~~ and then nothing ~~~\n\n" + SAID,
    "",
    "\n\n\n",
    "\x00\x01\x02# a\n\n## b\n",
)


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_is_recognised(text: str) -> None:
    """Marks of two kinds, or of one kind again and again among prose, make Markdown."""
    assert Markdown().recognises(Captured(name="x", data=text.encode()))


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_is_not_markdown(text: str) -> None:
    """Asterisks, hashes, lists, rules, quoted mail and programs are none."""
    assert not Markdown().recognises(Captured(name="x", data=text.encode()))


@pytest.mark.parametrize("line", ["a line\r\n", "\r\n", "\r\r\n", "a: b\r\n"])
def test_front_matter_without_an_end_takes_no_time(line: str) -> None:
    """A rule and two hundred lines with the line ends of Windows are looked through once, not once more for each."""
    began = perf_counter()
    assert front_matter("---\r\n" + line * 199) is None
    assert perf_counter() - began < 1


def test_utf16_is_recognised() -> None:
    """The encoding does not matter."""
    assert Markdown().recognises(Captured(name="x", data=MARKDOWN[0].encode("utf-16")))


MARKS = st.sampled_from(
    "# |## |> |- |1. |```\n|---\n|===\n|\n|\r\n|\n\n|![a](b)|[x]: /y\n|[^1]: |<!-- |-->|**|*|`|    |word |Said she. "
    "|title: x\n|+++\n|<p>|\u2028".split("|")
) | st.sampled_from(["| ", "|---|\n"])


@given(st.lists(MARKS | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_keeps_its_characters_and_gets_zones(text: str) -> None:
    """Zones stand in order, do not overlap, have no white space at their edges, and hold every other character."""
    try:
        content = Markdown().read(text.encode("utf-8", "replace"))
    except Unreadable:
        return
    at = 0
    for zone in content.zones:
        held = content.text[zone.start : zone.end]
        assert at <= zone.start < zone.end
        assert held == held.strip()
        assert not content.text[at : zone.start].strip()
        at = zone.end
    assert not content.text[at:].strip()


@given(st.binary(max_size=300))
def test_recognising_never_raises(data: bytes) -> None:
    """Whatever the bytes, the answer is yes or no."""
    assert Markdown().recognises(Captured(name="x", data=data)) in {True, False}


@pytest.mark.parametrize(
    ("marked", "bare"),
    [("**Two** [rockets](https://a.example/)", "Two rockets"), ("`x` _y_", "x y"), ("2 * 3 * 4", "2 * 3 * 4")],
)
def test_a_title_is_told_without_its_marks(marked: str, bare: str) -> None:
    """Emphasis, links and code marks go; other asterisks stay."""
    assert plain(marked) == bare
