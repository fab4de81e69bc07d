"""Readers' comments of a page: which blocks belong to which comment, who wrote it, when, and in reply to whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.ingest.dates import date_in
from rashomon.ingest.pages.blocks import Block, Page
from rashomon.ingest.pages.html_context import Item
from rashomon.ingest.plain.comment_heads import Head, head_of
from rashomon.ingest.plain.grammar import label_of
from rashomon.records import Comment, ZoneKind

REPLY = re.compile(
    r"(?:^|\b)(?:in )?(?:reply(?:ing)? to|answer(?:ing)? to|antwort (?:an|auf)|en réponse "
    r"à|en respuesta a|in risposta a"
    r"|em resposta a|als antwoord op|ответ(?:ить)?|رد على)\s*:?\s*@?([^,\n]{1,60})",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"[\s,:–—-]+(?:says?|said|writes|wrote|replied|commented|posted|schreibt"
    r"|schrieb|sagt(?:e)?|meint|dit|a écrit|dice"
    r"|dijo|ha detto|scrive|disse|zegt|пишет|говорит|сказал(?:а)?)?(?:\s+(?:on|am|le|el))?\s*:?\s*$",
    re.IGNORECASE,
)
BY = re.compile(r"^(?:(?:posted |comment |written )?by|von|par|por|di)\s*:?\s+", re.IGNORECASE)
WHO_WHEN = re.compile(r"(.{2,60}?)\s*(?:\b(?:on|am|le|el|il|в)\b|[,|·•–—-])\s*(.*\d.*)$")
RELATIVE = re.compile(r"\b(?:ago|yesterday|today|vor|il y a|hace|fa|назад|gestern|hier|ayer)\b", re.IGNORECASE)
VOTES = re.compile(r"^[\W\d]*(?:\d|votes?|likes?|up|down|points?|[\W\d])*$", re.IGNORECASE)
NAME = re.compile(r"^[^\n.!?;]{2,60}$")
CHROME = frozenset({"comments", "comments_weak", "comment_line", "share"})
"""Labels of what stands around the text of a comment."""
HEADER_LINE = 120
"""Characters: a longer block of a comment is what its author wrote."""


class Remark(NamedTuple):
    """What a block of a comment area is: its kind, and the number of the comment it belongs to (0 for none)."""

    kind: ZoneKind
    comment: int


class Thread(NamedTuple):
    """The comments of a page: what each block is, and what each comment says about itself."""

    blocks: dict[int, Remark]
    comments: dict[int, Comment]


def thread_of(page: Page, areas: set[int]) -> Thread:
    """The comments in the trusted areas, by the elements that hold them."""
    inside = [i for i, block in enumerate(page.blocks) if block.context.area in areas]
    own: dict[int, list[int]] = {}
    for i in inside:
        own.setdefault(page.blocks[i].context.comment, []).append(i)
    into, parents = merged(page, own)
    groups: dict[int, list[int]] = {}
    for i in inside:
        number = page.blocks[i].context.comment
        groups.setdefault(into.get(number, number), []).append(i)
    blocks: dict[int, Remark] = {}
    comments: dict[int, Comment] = {}
    for number, members in groups.items():
        if not number:
            blocks.update((i, Remark(around(page.text[page.blocks[i].start : page.blocks[i].end]), 0)) for i in members)
            if set(groups) == {0}:
                unnumbered(page, members, blocks, comments)
            continue
        kinds = member_kinds(page, members)
        if "comment" not in kinds.values() or not signed(page, number, members):
            blocks.update((i, Remark("navigation" if kind == "comment" else kind, 0)) for i, kind in kinds.items())
            continue
        blocks.update((i, Remark(kind, number)) for i, kind in kinds.items())
        stamps = [page.tree.stamps[n] for n, to in into.items() if to == number and n in page.tree.stamps]
        comments[number] = told(page, members, next(iter(stamps), ""))
    return Thread(blocks, answered(comments, parents))


def around(text: str) -> ZoneKind:
    """What a line of a comment area is that belongs to no comment: what heads them all, or the page's own."""
    return "comment_header" if label_of(text) in {"comments", "comments_weak"} else "navigation"


def signed(page: Page, number: int, members: list[int]) -> bool:
    """Whether an element holds a comment for certain: it names someone or a time, or its like stands there again."""
    if any(page.blocks[i].context.role in {"who", "when"} for i in members) or number in page.tree.stamps:
        return True
    items = page.tree.items
    own = items[number].signature
    return sum(item.signature == own for item in items.values()) > 1


def unnumbered(page: Page, members: list[int], blocks: dict[int, Remark], comments: dict[int, Comment]) -> None:
    """Comments where no element holds one each: a new one begins with each name, and it has a time.

    Fills `blocks` and `comments`; the numbers are below 0.
    """
    starts = [n for n, i in enumerate(members) if page.blocks[i].context.role == "who"]
    for number, start in enumerate(starts, 1):
        own = members[start : starts[number] if number < len(starts) else None]
        kinds = member_kinds(page, own)
        comment = told(page, own, "")
        if "comment" in kinds.values() and comment.when:
            blocks.update((i, Remark(kind, -number)) for i, kind in kinds.items())
            comments[-number] = comment


def merged(page: Page, own: dict[int, list[int]]) -> tuple[dict[int, int], dict[int, int]]:
    """For each element that may hold a comment, the one that does, and for each of these the comment it answers.

    A wrapper's first child and a part of a comment's own (its text, say, without a name) belong to the element around.
    """
    items = page.tree.items
    children: dict[int, list[int]] = {}
    for number, item in items.items():
        children.setdefault(item.parent, []).append(number)
    into: dict[int, int] = {}
    parents: dict[int, int] = {}
    for number, item in items.items():  # a parent comes before its children
        above = into.get(item.parent, item.parent)
        if above and part_of(number, above, own, items, page):
            into[number] = above
            continue
        if above and not own.get(above) and hollow(above, number, children, items):
            into[number] = above
            own[above] = own.get(number, [])
            continue
        into[number] = number
        parents[number] = above if above and own.get(above) else parents.get(above, 0)
    return into, parents


def part_of(number: int, above: int, own: dict[int, list[int]], items: dict[int, Item], page: Page) -> bool:
    """Whether an element inside a comment holds a part of it: the same number in its id, or no name of its own."""
    if items[number].key and items[number].key == items[above].key:
        return True
    names = named(own.get(number, []), page.blocks)
    return not names and named(own.get(above, []), page.blocks)


def named(members: list[int], blocks: list[Block]) -> bool:
    """Whether one of the blocks stands where a comment's author is named."""
    return any(blocks[i].context.role == "who" for i in members)


def hollow(above: int, number: int, children: dict[int, list[int]], items: dict[int, Item]) -> bool:
    """Whether an element without text of its own is one comment, of which `number` is the body, and no list of them."""
    inside = children.get(above, [])
    first = next((child for child in inside if items[child].signature != items[above].signature), 0)
    alike = any(items[child].signature == items[above].signature for child in inside)
    return number == first and (len(inside) == 1 or alike)


def member_kinds(page: Page, members: list[int]) -> dict[int, ZoneKind]:
    """A kind for each block of one comment: header, text, votes or buttons."""
    kinds: dict[int, ZoneKind] = {}
    seen_text = False
    for at, i in enumerate(members):
        block = page.blocks[i]
        text, role = page.text[block.start : block.end], block.context.role
        short = len(text) <= HEADER_LINE
        if role == "controls" and short:
            kinds[i] = "rating" if VOTES.match(text) else "navigation"
        elif short and (
            role in {"who", "when", "reply", "said"}
            or label_of(text) in CHROME
            or (not seen_text and (REPLY.match(text) or dated_head(text) or name_above(page, members, at)))
        ):
            kinds[i] = "comment_header"
        elif short and not written_out(text) and block.linked * 10 >= 9 * len(text.strip()) and len(text.split()) <= 3:
            kinds[i] = "navigation" if seen_text or named(members, page.blocks) else "comment_header"
        else:
            kinds[i] = "comment"
            seen_text = True
    header_without_markup(page, members, kinds)
    return kinds


def written_out(text: str) -> bool:
    """Whether a link shows its own address, as people write it in a comment; a button shows a word."""
    return text.lstrip().startswith(("http://", "https://", "www."))


def dated_head(text: str) -> Head | None:
    """What a line says of a comment whose elements say nothing: a date, or a name with a date or a verb."""
    head = head_of(text)
    return head if head and not head.text and (head.when or head.kind == "says") else None


def name_above(page: Page, members: list[int], at: int) -> bool:
    """Whether a block can name a comment's author: a date stands right below it, and no class names anybody."""
    texts = [page.text[page.blocks[i].start : page.blocks[i].end] for i in members[at : at + 2]]
    if len(texts) < 2 or not NAME.match(texts[0]) or len(texts[0].split()) > 5:
        return False
    return dated_head(texts[1]) is not None and not named(members, page.blocks)


def header_without_markup(page: Page, members: list[int], kinds: dict[int, ZoneKind]) -> None:
    """Where no class names the author, a short first block before the text does; changes `kinds` in place."""
    texts = [i for i in members if kinds[i] == "comment"]
    if len(texts) < 2 or any(page.blocks[i].context.role == "who" for i in members):
        return
    if any((head := dated_head(page.text[page.blocks[i].start : page.blocks[i].end])) and head.author for i in members):
        return
    first = page.text[page.blocks[texts[0]].start : page.blocks[texts[0]].end]
    if NAME.match(first) and len(first.split()) <= 5:
        kinds[texts[0]] = "comment_header"


def told(page: Page, members: list[int], stamp: str) -> Comment:
    """Author, time and reply of one comment, as its header gives them; empty where it does not."""
    found = {"who": "", "when": "", "reply": ""}
    unnamed = ""
    for i in members:
        block = page.blocks[i]
        text = page.text[block.start : block.end]
        role = block.context.role
        if len(text) > HEADER_LINE:
            continue
        reply = REPLY.search(text) if role != "controls" else None
        if reply and not found["reply"]:
            found["reply"] = reply.group(1).strip()
            text = (text[: reply.start()] + text[reply.end() :]).strip(" ,-–—|·")
        elif role == "reply" and not found["reply"]:
            found["reply"] = text.strip(" @,-–—|·:")
            continue
        if role in {"who", "when"} and not found[role]:
            dated = WHO_WHEN.match(text) if role == "who" and date_in(text) else None
            if dated:
                text, found["when"] = dated.group(1), found["when"] or SAYS.sub("", dated.group(2))
            found[role] = SAYS.sub("", text) if role == "when" else BY.sub("", SAYS.sub("", text)).strip(" ,|·•")
        elif not role and label_of(text) not in CHROME:
            head = dated_head(text)
            if head:
                unnamed, found["reply"] = unnamed or head.author, found["reply"] or head.to
                found["when"] = found["when"] or head.when
            elif not unnamed and NAME.match(text) and len(text.split()) <= 5:
                unnamed = text
    when = found["when"]
    if stamp and (not when or RELATIVE.search(when)):
        when = stamp
    return Comment(author=found["who"] or unnamed, reply_to=found["reply"], when=when)


def answered(comments: dict[int, Comment], parents: dict[int, int]) -> dict[int, Comment]:
    """The comments, where the page nests them with the author of the one around as whom they answer."""
    found: dict[int, Comment] = {}
    for number, comment in comments.items():
        above = comments.get(parents.get(number, 0))
        reply = comment.reply_to or (above.author if above else "")
        found[number] = Comment(author=comment.author, reply_to=reply, when=comment.when)
    return found
