"""Texts that look a little like data are texts: no reader of mail, feeds, tables or JSON may take them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.items import Captured
from rashomon.ingest.mails import mail, mhtml
from rashomon.ingest.tables import annotations as notes
from rashomon.ingest.tables import feeds, ninjs, opml, rows

FORMATS: tuple[Any, ...] = tuple(f for m in (mhtml, mail, opml, feeds, notes, ninjs, rows) for f in m.FORMATS)

TEXTS = (
    "The mayor said, on Monday, that no ship had been seen.\nThe fleet, he added, had left.\nNobody, it seems, asked.",
    "From the start: nobody knew.\nFrom the end: nobody asked.\n",
    "From Monday Feb 7 2020 on: closed.\nNo ships.\n",
    "From: the quay\nTo: the mole\n\nTwo ships were seen.",
    "Subject: ships\nDate: Friday\n\nTwo ships were seen.",
    "Smith, John\nDoe, Jane\nMiller, Ann\nCrane, Ilse\n",
    "Roses are red, violets are blue,\nSugar is sweet, and so are you.\n",
    "Present: Ann Example, Bob Example, Odo Harl\nAbsent: Ilse Crane, Mara Venn, Tam Ostrey\n",
    "Lowmere, Orrin, Carrow\nnorth, south, west\none, two, three\nfour, five, six\n",
    "Text, said the mayor, is all\nThat matters, he added\n",
    "[A]ny attack will be answered, the minister said.",
    "[1] The mayor said no.\n[2] The board said yes.\n",
    "{Editor's note: the mayor said no.}",
    '{"text": "The mayor said no."} was all that the file held, he said.',
    '{"text": "x said y"}\nThe mayor said no.\nNobody asked.\n',
    '["The mayor said no.',
    '"The mayor said no."\n"The board said yes."\n',
    "[" * 20_000,
    "{" * 20_000,
    "# Ships\n\n| text | date |\n|---|---|\n| The mayor said no | 2020-02-07 |\n",
    "---\ntitle: Ships\ndate: 2020-02-07\nauthor: Ann\n---\n\nThe mayor said no.",
    "- first, second, third\n- fourth, fifth, sixth\n- seventh, eighth, ninth\n",
    "```json\n{\"text\": \"The mayor said no.\"}\n```\n",
    "def said(text, author, date):\n    return text, author, date\n\nprint(said(1, 2, 3))\n",
    "import os, sys, re\nimport json, csv, io\nfrom x import a, b\n",
    "SELECT title, text, author FROM reports;\nINSERT INTO reports VALUES (1, 2, 3);\n",
    "int main(void) { return 0; }\n",
    "{ margin: 0; padding: 0; }\n",
    "#include <rss>\n<rss> is what the feed begins with.",
    "<rss> is what a feed begins with, and <channel> comes next, she said.".replace("<channel>", "the channel"),
    "<feed the cat> was written on the door.",
    "<!DOCTYPE html><html><head><link type='application/rss+xml' href='f'></head><body><p>No.</p></body></html>",
    "<html><body><pre>&lt;rss version=\"2.0\"&gt;&lt;channel&gt;</pre></body></html>",
    "<!-- <rss version='2.0'><channel> --><html><body><p>He said no.</p></body></html>",
    "<?xml version='1.0'?><nitf><body><p>He said no.</p></body></nitf>",
    "<3 she said, and <p> is a tag",
    "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: Fri, 07 Feb 2020 10:00:00 GMT\r\n\r\n<p>No.</p>",
    "Name: Ann Example\nAge: 41\nStatement: I saw two ships.\n",
    "10:00, the port opened; 10:30, two ships; 11:00, a shell\n11:30, nothing; 12:00, nothing; 12:30, the mayor\n",
    "Time\tPlace\nTen in the morning the port opened, and at noon the first ship came in from the north.\n",
    "Ann:\tI saw two ships.\nBob:\tI saw none.\nAnn:\tYou were asleep.\n",
    "2020-02-07, Orrin, shelling\n2020-02-08, Carrow, shelling\n2020-02-09, Lowmere, talks\n",
    "Date, place and people: a report\n\nTwo ships, one shell, no answers.\n",
    "1, 2, 3\n4, 5, 6\n7, 8, 9\n",
    "",
    " ",
    "\n\n\n",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_ordinary_texts_are_left_alone(text: str) -> None:
    """Prose, lists, Markdown, code and pages are taken by none."""
    for encoding in ("utf-8", "utf-16"):
        item = Captured(name="x", data=text.encode(encoding))
        assert [f.name for f in FORMATS if f.recognises(item)] == []


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='{}[]",:;<>\n\t ab=?From@-', max_size=200).map(str.encode))
def test_recognition_never_raises(data: bytes) -> None:
    """Any bytes get an answer from every reader."""
    item = Captured(name="x", data=data)
    assert {f.recognises(item) for f in FORMATS} <= {True, False}


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("the mayor said no ship, was; seen\tby".split(" ")), max_size=12).map(" ".join))
)
def test_lines_of_words_are_no_table(lines: list[str]) -> None:
    """Words with commas among them are no rows."""
    assert not any(f.recognises(Captured(name="x", data="\n".join(lines).encode())) for f in FORMATS)
