"""The marks of Markdown, and whether a text has enough of them to be Markdown."""

from __future__ import annotations

import itertools
import re

from rashomon.ingest.papers.front_matter import front_matter

ATX = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<text>[^\s#].*?)[ \t]*#*[ \t]*$")
SETEXT = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*$")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
BULLET = re.compile(r" {0,12}(?:[-*+]|\d{1,4}[.)])[ \t]+(?=\S)(?:\[[ xX]\][ \t]+)?")
DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]{1,100}\]:[ \t]*(?:<?(?:https?://|/|#|mailto:|\.)\S*)")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,60}\]:[ \t]*")
IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]{0,1000})\](?:\([^()\n]{1,1000}\)|\[[^\[\]]{0,100}\])")
TABLE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?|\|[ \t]*:?-{3,}:?[ \t]*\|")
LINK = re.compile(
    r"(?<!!)\[[^\[\]\n]{1,300}\]\((?:https?://|www\.|mailto:|/|#|\.{0,2}/?[\w-]+(?:/|\.(?:md|html?)))[^()\s]*"
)
BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*(?![\w*])")
CODE = re.compile(r"(?<!`)`[^`\n]{1,100}`(?!`)")
NOTE_MARK = re.compile(r"(?<=\S)\[\^[^\[\]\s]{1,60}\]")
PROGRAM = re.compile(
    r"\s*(?:(?:async )?def |class |import |from \S+ import|#include|function\b|var |let |const |return\b|(?:el)?if .*:$"
    r"|if \(|for .*(?:\(|:$)|while .*:$|else:|try:|except|raise |with .*:$|public |private |SELECT |INSERT "
    r"|export |package |>>>"
    r"|\}|\)|end$|fi$|done$|@\w+|<\?php|[\w.\[\]\"']+ (?:=|\+=) |[\w.-]+=|[\w.]+\(|\"\"\")|.*[{};(\[,\\]\s*$"
)
START = re.compile(r"\s*(?:<!doctype|<html|<\?xml|#!|%!|\{\\rtf)", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{2,}")
ENOUGH = 2.0


def is_markdown(head: bytes) -> bool:
    """Whether the first bytes of a file are Markdown: marks of two kinds, or one kind again and again among prose."""
    if b"\0" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    coding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = head.decode(coding, "replace").lstrip("\ufeff")
    if START.match(text):
        return False
    found = weights(text)
    kinds = sum(weight >= 0.3 for weight in found.values())
    return sum(found.values()) >= ENOUGH and (kinds >= 2 or found["front matter"] > 0)


def weights(text: str) -> dict[str, float]:
    """What each kind of mark adds; "program" takes away."""
    matter = front_matter(text)
    lines = (text[matter.end :] if matter else text).splitlines()
    outside, fences = unfenced(lines)
    filled = [line for line in outside if line.strip()]
    prose = [line for line in filled if len(WORDS.findall(line)) >= 5 and not PROGRAM.match(line)]
    mostly = len(prose) >= 0.4 * len(filled)
    whole = "\n".join(outside)
    headings = lone_headings(outside)
    if sum(line.startswith("#") for line in outside) > 2 * len(headings):
        headings = []  # comments of a program or of settings
    ranked = sum(1.2 if level > 1 else 1.0 for level in headings)
    program = sum(PROGRAM.match(line) is not None for line in filled) / max(1, len(filled))
    tables = sum(TABLE.fullmatch(line.strip()) is not None and line.count("|") > 1 for line in outside)
    return {
        "front matter": 2.0 if matter and (mostly or headings or not filled) else 0.0,
        "headings": min(2.0, ranked),
        "headings among prose": 0.5 if mostly and len(headings) >= 2 else 0.0,
        "heading on top": 1.0 if mostly and opens_with_heading(outside) else 0.0,
        "links": min(2.0, len(LINK.findall(whole))),
        "links in prose": 0.5 if mostly and len(LINK.findall(whole)) >= 2 else 0.0,
        "images": 1.5 if IMAGE.search(whole) else 0.0,
        "definitions": 1.0 if sum(DEFINITION.match(line) is not None for line in outside) else 0.0,
        "footnotes": 1.5 if any(FOOTNOTE.match(line) for line in outside) and NOTE_MARK.search(whole) else 0.0,
        "tables": 1.5 if tables else 0.0,
        "fences": 1.5 if fences else 0.0,
        "bold": min(1.0, 0.5 * len(BOLD.findall(whole))),
        "code": 0.4 if CODE.search(whole) and mostly else 0.0,
        "underlined": 0.8 if underlined(outside) else 0.0,
        "bullets": 0.3 if sum(BULLET.match(line) is not None for line in outside) >= 2 else 0.0,
        "quotations": 0.2 if any(line.startswith("> ") for line in outside) else 0.0,
        "program": -3.0 if program > 0.3 or (program > 0.15 and not mostly) else 0.0,
    }


def unfenced(lines: list[str]) -> tuple[list[str], int]:
    """The lines outside fences, and how many fences open and close again."""
    outside: list[str] = []
    fence, count = "", 0
    for line in lines:
        mark = FENCE.match(line)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence, count = "", count + 1
        elif mark:
            fence = mark.group(1)
        else:
            outside.append(line)
    return outside, count


def lone_headings(lines: list[str]) -> list[int]:
    """The levels of lines that look like headings and stand by themselves, as comments in a program seldom do."""
    levels = []
    for i, line in enumerate(lines):
        match = ATX.match(line)
        near = [other for other in lines[max(0, i - 1) : i] + lines[i + 1 : i + 2] if other.strip()]
        blank_before = i == 0 or not lines[i - 1].strip() or ATX.match(lines[i - 1])
        same = match is not None and any(other.startswith(match.group("level") + " ") for other in near)
        if match and blank_before and not same and WORDS.search(match.group("text")):
            levels.append(len(match.group("level")))
    return levels


def opens_with_heading(lines: list[str]) -> bool:
    """Whether the first words of a text are a heading with an empty line after it."""
    first = next((i for i, line in enumerate(lines) if line.strip()), -1)
    match = ATX.match(lines[first]) if first >= 0 else None
    named = match is not None and WORDS.search(match.group("text")) is not None
    return named and len(lines) > first + 1 and not lines[first + 1].strip()


def underlined(lines: list[str]) -> bool:
    """A line of words with a line of equals signs of about its length under it, as a heading has it."""
    return any(
        re.fullmatch(r"={3,}\s*", under) and WORDS.search(line) and abs(len(line.strip()) - len(under.strip())) <= 3
        for line, under in itertools.pairwise(lines)
    )
