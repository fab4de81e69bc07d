"""What stands inside an article and is none of it: teasers, labels, repeated lines, notes about the author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.ingest.dates import date_in
from rashomon.ingest.pages.blocks import Block, Page
from rashomon.ingest.pages.html_article import letters
from rashomon.ingest.plain.grammar import label_of
from rashomon.ingest.plain.lines import AUTHORED, BYLINE, is_date_line
from rashomon.ingest.plain.prose import count_words, ends_sentence

SHORTCODE = re.compile(r"\[/?[a-z_-]{2,20}(?:\s[^\[\]]*=[^\[\]]*)?\](?!\()")
"""A template's own command that was printed instead of being carried out."""
FULL_NAME = re.compile(
    r"[^\W\d_a-zà-ÿа-я][\w.’'-]*(?: (?:de|di|da|del|von|van|der|den|bin|al|ibn|la|le))*"
    r"(?: [^\W\d_a-zà-ÿа-я][\w.’'-]*){1,3}"
)
LONG_HEAD = 120
"""Characters: a byline or a date is shorter."""
INNER_END = re.compile(r"[a-z][.!?]['”\"]?\s?[A-Z]")
WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
ABOUT = (
    r"(?:,[^,.]{3,80},)?,?\s+(?:is|was|has (?:been|written|reported|covered|worked|served)|writes|works|covers|teaches"
    r"|reports|retired|lives|edits|served|ist|schreibt|arbeitet|est|écrit|es|escribe|è|scrive)\b"
)


def is_date(text: str) -> bool:
    """Whether a short text is a date and little else."""
    return bool(date_in(text)) and not ends_sentence(text) and count_words(text) <= 12


def head_role(page: Page, block: Block) -> str:
    """Byline or dateline, where class names say so or a short line that is no heading begins as bylines do; else none.

    What begins a paragraph of the article is none: "Von Anfang an" goes on for longer.
    """
    context = block.context
    if block.end - block.start >= LONG_HEAD:
        return ""
    if context.role in {"byline", "dateline"}:
        return context.role
    text = page.text[block.start : block.end]
    if context.heading or context.item or context.quote or context.caption or ends_sentence(text):
        return ""
    if is_date(text) or is_date_line(text):
        return "dateline"
    return "byline" if count_words(text) <= 12 and (BYLINE.match(text) or AUTHORED.match(text)) else ""


def is_name(text: str) -> bool:
    """Whether a text is two to four words with capitals and nothing else, as a byline without "By" is."""
    return bool(FULL_NAME.fullmatch(text.split(",", 1)[0])) and count_words(text) <= 8 and not label_of(text)


def teaser(page: Page, block: Block) -> bool:
    """Whether a block inside the article only leads to another page: little but a link around a title."""
    size = block.end - block.start
    if block.linked * 2 < size or block.outward or block.context.heading or block.context.quote:
        return False
    text = page.text[block.start : block.end]
    if (
        WEB.search(text)
        or text.startswith("(")
        or ends_sentence(text)
        or INNER_END.search(text)
        or count_words(text) < 3
    ):
        return False
    return block.linked * 10 >= 7 * size or ":" in text[: size - block.linked + 1]


def loose(page: Page, block: Block) -> bool:
    """Whether a block above the first prose is a label or a count: no heading, no sentence, few words."""
    context = block.context
    text = page.text[block.start : block.end]
    if context.heading or context.item or context.quote or context.caption or context.role or head_role(page, block):
        return False
    return stub(text) and not text.endswith(":")


def stub(text: str) -> bool:
    """Whether a text is a few words without an end of sentence, as over a list that is not the article's."""
    return count_words(text) <= 5 and (text.endswith(":") or not ends_sentence(text))


def repeats(page: Page, blocks: set[int], headline: int) -> set[int]:
    """Blocks that say again, word for word, what the article said, and pull quotes: lines set apart from its text."""
    found: set[int] = set()
    ordered = sorted(blocks)
    seen = {letters(page.text[page.blocks[headline].start : page.blocks[headline].end])} if headline >= 0 else set()
    ordered = [i for i in ordered if i != headline]
    apart = {
        i for i in ordered if page.size(i) <= 400 and (page.blocks[i].context.quote or page.blocks[i].context.aside)
    }
    whole = (
        " ".join(letters(page.text[page.blocks[i].start : page.blocks[i].end]) for i in ordered if i not in apart)
        if apart
        else ""
    )
    for i in ordered:
        block = page.blocks[i]
        text = page.text[block.start : block.end]
        if count_words(text) < 5 or block.context.item:
            continue
        key = letters(text)
        if key in seen or (i in apart and key in whole):
            found.add(i)
        seen.add(key)
    return found


def set_apart(block: Block) -> bool:
    """Whether a block stands in an element for quotations or at the side."""
    return block.context.quote or block.context.aside


def surnames(authors: Sequence[str]) -> set[str]:
    """The last two words of each author's name."""
    names = (name for author in authors for name in re.split(r",| and | und | et | y ", author))
    return {" ".join(name.split()[-2:]) for name in names if len(name.split()) > 1}


def about_author(text: str, names: set[str]) -> bool:
    """Whether a paragraph starts with an author's name and says who that is."""
    return any(re.match(rf"(?:[\w.]+ ){{0,2}}{re.escape(name)}{ABOUT}", text) for name in names)
