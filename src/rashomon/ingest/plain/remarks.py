"""Readers' comments in plain text: where they start, and who wrote each one, when, in reply to whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.ingest.plain.comment_heads import Head, age_in, head_of, named, opens_of
from rashomon.ingest.plain.grammar import grammar
from rashomon.ingest.plain.lines import Line, title_like
from rashomon.records import Comment, Zone, ZoneKind

LABELS = frozenset({"comments", "comments_weak", "comment_line"})
"""Labels of lines that only stand where comments are."""
BUTTONS = LABELS | {"share", "rating", "more", "advertisement"}
"""Labels of lines that are no comment's text, also among comments."""
TAIL = frozenset({"related", "footer", "author_box", "cookie", "appeared"})
"""Labels of lines that end the comments where no head follows."""
NEAR = 11
"""Lines below a mention of comments within which the head of one is looked for."""


@dataclass(slots=True)
class Entry:
    """One comment: its head's lines, its text's lines, what the head says."""

    head: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    buttons: list[Line] = field(default_factory=list)
    says: Comment = field(default_factory=Comment)
    skip: int = 0

    @property
    def lines(self) -> list[Line]:
        """All its lines, heads first."""
        return [*self.head, *self.text, *self.buttons]


AGAIN = re.compile(r"^(?:re|aw|sv|antw|rép|отв)\s?:\s", re.IGNORECASE)
"""The title of a post that answers one: it stands above the line that says who wrote it."""


def start_of_comments(lines: list[Line]) -> int:
    """The number of the line where the comments start, or the count of lines when there are none."""
    prose = [line.words if line.prose else 0 for line in lines]
    total, before = sum(prose), 0
    for i, line in enumerate(lines):
        if line.label in LABELS:
            if line.label == "comments" and (
                (before and before >= 0.1 * total) or heads_after(lines, i) > (not before)
            ):
                return first_of_head(lines, i)
            if line.label == "comments_weak" and before and (before >= 0.5 * total or heads_after(lines, i)):
                return i
            if line.label == "comment_line" and before and near_date(lines, i):
                return name_above(lines, i)
        elif before and may_sign(line.text) and starts_here(lines, i):
            return i - 1 if AGAIN.match(lines[i - 1].text) else name_above(lines, i)
        before += prose[i]
    return len(lines)


def head_in(line: Line) -> Head | None:
    """What a line says of a comment; a line of buttons with a date says nothing of the next one."""
    said = line.said
    head = head_of(said)
    if head and head.text and len(said) < len(line.text):
        return None
    return None if head and head.kind == "named" and line.label else head


def is_button(line: Line) -> bool:
    """True for what surrounds a comment's text: buttons, counts of votes, marks."""
    return line.label in BUTTONS or blank(line) or (line.label == "control" and line.text.strip("+-–— ").isdecimal())


def may_sign(text: str) -> bool:
    """A quick test before the patterns are tried: `NAME says:`, `NAME (date): `, `Posted by: NAME | date`."""
    if ":" not in text:
        return "»" in text[:50] or text.startswith(("[–]", "[-]", "[+]"))
    return len(text) <= 120 or (")" in text[:90] and "(" in text[:45] and ":" in text[:160])


def starts_here(lines: list[Line], i: int) -> bool:
    """True where a comment's head that no label announces is beyond doubt: dated, or one of several of its kind."""
    head = opens_of(lines[i].text)
    if head is None:
        return False
    if head.kind == "says":
        return bool(head.when) or near_date(lines, i)
    if head.kind == "inline":
        return True
    more = (opens_of(line.text) for line in lines[i + 1 :] if may_sign(line.text))
    return any(other and other.kind == "posted" for other in more)


def first_of_head(lines: list[Line], i: int) -> int:
    """Back over the controls that stand right above the line that gave the comments away."""
    while i > 0 and lines[i - 1].label in LABELS:
        i -= 1
    return i


def near_date(lines: list[Line], i: int) -> bool:
    """True when line `i` is dated, or one of the two lines after it is a date or says whom it answers."""
    own = head_in(lines[i])
    if own and own.when:
        return True
    near = (head_in(line) for line in lines[i + 1 : i + 3])
    return any(head is not None and head.kind in {"date", "reply"} for head in near)


def heads_after(lines: list[Line], i: int) -> int:
    """How many of the lines below line `i` say who speaks or who is answered, or follow a name with a date."""
    found = 0
    for k in range(i + 1, min(i + 1 + NEAR, len(lines))):
        head = head_in(lines[k])
        if head and (head.kind != "date" or is_name(lines[k - 1])):
            found += 1
    return found


def name_above(lines: list[Line], i: int, gaps: bool = False) -> int:
    """The first line of the head that line `i` belongs to: names (written once or twice) right above it."""
    first = i
    while first > 0 and (gaps or not lines[first].gap):
        above = lines[first - 1]
        again = first == i or above.text == lines[first].text or blank(lines[first])
        if not (blank(above) and first > 1) and not (i - first < 2 and again and is_name(above)):
            break
        first -= 1
    return first + 1 if first < i and blank(lines[first]) else first


def blank(line: Line) -> bool:
    """A line of marks only, such as the dot between a name and a date."""
    return len(line.text) <= 3 and not any(map(str.isalnum, line.text))


def is_name(line: Line) -> bool:
    """True for what can be a name: up to 5 words and 50 characters, no label, no date, no end of a sentence."""
    return (
        not line.label
        and 0 < line.words <= 5
        and len(line.text) <= 50
        and (not line.closed or re.search(r"\b\w\.$", line.text) is not None)
        and head_in(line) is None
    )


def comment_zones(lines: list[Line]) -> list[Zone]:
    """The zones of the lines from the start of the comments: heads, comments, buttons, and what follows them."""
    end = tail_of(lines)
    area = lines[:end]
    entries = signed_below(area) or signed_above(area)
    if not any(entry.says.author or entry.says.reply_to for entry in entries):
        entries = []
    zones: list[Zone] = []
    first = min(line.start for line in entries[0].lines) if entries else area[-1].end
    last = max(line.start for line in entries[-1].lines) if entries else area[-1].start
    zones += opening([line for line in area if line.start < first])
    zones += opening([line for line in area if line.start > last])
    for entry in answered(entries):
        zones += zones_of_entry(entry)
    zones += [zone_of(line, tail_kind(line)) for line in lines[end:]]
    return sorted(zones, key=lambda zone: zone.start)


def zone_of(line: Line, kind: ZoneKind, p: float = 1.0) -> Zone:
    """A zone over one line."""
    return Zone(start=line.start, end=line.end, kind=kind, p=p, comment=Comment() if kind == "comment" else None)


def kind_of(line: Line) -> ZoneKind | None:
    """The kind that the line's label gives it; a mere mention of comments is part of what heads them."""
    if line.label == "comments_weak":
        return "comment_header"
    return grammar().labels[line.label].kind if line.label else None


def tail_kind(line: Line) -> ZoneKind:
    """What stands after the comments: its label's kind, headlines of other articles, or the page's own."""
    return kind_of(line) or ("related" if title_like(line.text) else "navigation")


def opening(lines: Sequence[Line]) -> list[Zone]:
    """Lines that are no part of any comment: their labels' kinds; prose that nobody signs is unknown."""
    return [
        zone_of(line, "unknown", 0.5) if line.prose else zone_of(line, kind_of(line) or "navigation") for line in lines
    ]


def anchors(lines: list[Line]) -> dict[int, Head]:
    """The lines that are heads of comments, by number.

    Where heads of the form `NAME says:` come with a date, one without is a line of somebody's comment.
    """
    heads = {i: head for i, line in enumerate(lines) if (head := head_in(line))}
    dated = {i for i, head in heads.items() if head.kind == "says" and (head.when or near_date(lines, i))}
    if dated:
        heads = {i: head for i, head in heads.items() if head.kind != "says" or i in dated}
    return heads


def signed_above(lines: list[Line]) -> list[Entry]:
    """The comments whose heads stand above their texts."""
    heads = anchors(lines)
    starts = starts_of(lines, heads) or after_buttons(lines)
    ends = [*starts[1:], len(lines)]
    return [entry_of(lines, first, after, heads) for first, after in zip(starts, ends, strict=False)]


def starts_of(lines: list[Line], heads: dict[int, Head]) -> list[int]:
    """Numbers of the lines that start a comment: the first line of each run of heads, or the names above it."""
    gaps = crossing_gaps(lines, heads)
    found: list[int] = []
    last = -2
    for i, head in heads.items():
        joined = last == i - 1 and (gaps or not lines[i].gap) and head.kind in {"reply", "date"}
        if not joined:
            first = name_above(lines, i, gaps) if head.kind in {"reply", "date"} else i
            if i and AGAIN.match(lines[i - 1].text):
                first = i - 1
            if not found or first > last:
                found.append(first)
        last = i
    return found


def crossing_gaps(lines: list[Line], heads: dict[int, Head]) -> bool:
    """True where every line stands alone, and most heads have what can be a name above them."""
    if sum(line.gap for line in lines) < 0.8 * len(lines):
        return False
    firsts = [i for i, head in heads.items() if i - 1 not in heads and head.kind in {"date", "reply"}]
    return bool(firsts) and sum(i > 0 and is_name(lines[i - 1]) for i in firsts) >= 0.6 * len(firsts)


def after_buttons(lines: list[Line]) -> list[int]:
    """Where no line is dated: names that stand right after another comment's buttons, twice at least, above a text."""
    buttons = [i for i, line in enumerate(lines) if line.label in {"comment_line", "comments"}]
    found = [i + 1 for i in buttons[:-1] if is_name(lines[i + 1]) and not (i + 2 in buttons and heading(lines, i))]
    if not buttons or not found:
        return []
    first = next((i for i in range(buttons[0]) if is_name(lines[i])), None)
    return found if first is None else [first, *found]


def heading(lines: list[Line], i: int) -> bool:
    """Whether the line after line `i` is one of those above all comments: the next but one heads them all."""
    return lines[i + 2].label == "comments"


def entry_of(lines: list[Line], first: int, after: int, heads: dict[int, Head]) -> Entry:
    """The comment that starts at line `first`; the next one starts at line `after`."""
    entry = Entry()
    i = first
    while i < after and (
        i in heads or blank(lines[i]) or (not entry.text and i - first < 2 and in_head(lines, i, heads))
    ):
        if i in heads:
            entry.says = told(entry.says, heads[i])
            entry.skip = heads[i].text
        elif not entry.says.author and not blank(lines[i]) and not AGAIN.match(lines[i].text):
            entry.says = told(entry.says, Head("names", *named(lines[i].said)))
        entry.head.append(lines[i])
        i += 1
        if entry.skip:
            break
    for line in lines[i:after]:
        if is_button(line):
            entry.buttons.append(line)
            if not entry.says.when and (age := age_in(line.text)):
                entry.says = Comment(author=entry.says.author, reply_to=entry.says.reply_to, when=age)
        else:
            entry.text.append(line)
    return entry


def in_head(lines: list[Line], i: int, heads: dict[int, Head]) -> bool:
    """True for a name: a head follows in the next two lines, or it stands first and buttons part the comments."""
    near = [k for k in range(i + 1, min(i + 4, len(lines))) if k in heads]
    if AGAIN.match(lines[i].text):
        return True
    between = lines[i + 1 : near[0]] if near else []
    return is_name(lines[i]) and (not heads or (bool(near) and all(is_name(k) or blank(k) for k in between)))


def told(says: Comment, head: Head) -> Comment:
    """What is known of a comment, with what one more line of its head says."""
    return Comment(author=says.author or head.author, reply_to=says.reply_to or head.to, when=says.when or head.when)


def signed_below(lines: list[Line]) -> list[Entry]:
    """The comments whose heads stand below their texts, as `Posted by: NAME | date` does; none on other pages."""
    heads = {i: head for i, line in enumerate(lines) if (head := head_in(line)) and head.kind == "posted"}
    if len(heads) < 2 or not any(line.prose for line in lines[: next(iter(heads))]):
        return []
    first = next(i for i, line in enumerate(lines) if not is_button(line) and not is_name(line))
    entries = []
    for i, head in heads.items():
        texts = [line for line in lines[first:i] if not is_button(line)]
        buttons = [line for line in lines[first:i] if is_button(line)]
        entries.append(Entry([lines[i]], texts, buttons, told(Comment(), head)))
        first = i + 1
    return entries


def answered(entries: list[Entry]) -> list[Entry]:
    """The comments, with names for those whose own name is missing but which the next comment answers by name.

    Only the comment right above is named so, and only where nobody above it bears that name already.
    """
    found: list[Entry] = []
    names: set[str] = set()
    for each in entries:
        entry = parted(each, names)
        name = entry.says.reply_to
        if name and found and not found[-1].says.author and name not in names:
            before = found[-1].says
            found[-1] = replace(found[-1], says=Comment(author=name, reply_to=before.reply_to, when=before.when))
            names.add(name)
        found.append(entry)
        names.add(entry.says.author)
    return found


def parted(entry: Entry, names: set[str]) -> Entry:
    """The comment, where its author's name ends in that of somebody above, as one that answers them.

    Copies of a thread lose the arrow between the two: `Petra Quill Odd Marl • 2 years ago`.
    """
    says = entry.says
    to = max((name for name in names if name and says.author.endswith(f" {name}")), key=len, default="")
    if not to or says.reply_to:
        return entry
    author = says.author[: -len(to)].strip()
    return replace(entry, says=Comment(author=author, reply_to=to, when=says.when))


def zones_of_entry(entry: Entry) -> list[Zone]:
    """The head as one zone, the text as one unless buttons part it, and a zone for each button."""
    zones = [zone_of(line, kind_of(line) or "comment_header") for line in entry.buttons]
    if entry.head and entry.skip:
        line = entry.head[-1]
        end = line.start + len(line.text[: entry.skip].rstrip())
        zones.append(Zone(start=entry.head[0].start, end=end, kind="comment_header"))
        text = replace(line, start=line.start + entry.skip, text=line.text[entry.skip :])
        entry = replace(entry, text=[text, *entry.text] if text.text else entry.text)
    elif entry.head:
        zones.append(Zone(start=entry.head[0].start, end=entry.head[-1].end, kind="comment_header"))
    stops = sorted(zone.start for zone in zones)
    run: list[Line] = []
    for line in entry.text:
        if run and bisect_left(stops, run[-1].end) < bisect_left(stops, line.start):
            zones.append(Zone(start=run[0].start, end=run[-1].end, kind="comment", comment=entry.says))
            run = []
        run.append(line)
    if run:
        zones.append(Zone(start=run[0].start, end=run[-1].end, kind="comment", comment=entry.says))
    return zones


def tail_of(lines: list[Line]) -> int:
    """Where the comments end: headlines of other articles, related matter and the footer at the end of the page."""
    gaps = crossing_gaps(lines, anchors(lines))
    last = max((i for i in range(len(lines)) if signed(lines, i, gaps)), default=0)
    for i in range(last + 1, len(lines)):
        if lines[i].label in TAIL or (last and lines[i].label == "comments"):
            return i
    end = len(lines)
    while last and end > last + 2 and lines[end - 1].label == "more":  # links to the posts before and after this one
        end -= 1
    while end > 1 and lines[end - 1].gap and title_like(lines[end - 1].text) and lines[end - 1].words >= 4:
        end -= 1
    return menu_before(lines, last + 2, end) if last else end


def signed(lines: list[Line], i: int, gaps: bool) -> bool:
    """True for a line of a comment's head, but for a date without a name above it."""
    head = head_in(lines[i])
    return head is not None and (head.kind != "date" or (i > 0 and name_above(lines, i, gaps) < i))


def menu_before(lines: list[Line], first: int, end: int) -> int:
    """Where, from line `first` on, the lines up to `end` begin with three short ones and are nearly all short."""
    found = end
    short = 0
    for i in range(end - 1, first - 1, -1):
        short += is_short(lines[i])
        if end - i >= 3 and short >= 0.8 * (end - i) and all(map(is_short, lines[i : i + 3])):
            found = i
    return found


def is_short(line: Line) -> bool:
    """Like an entry of a menu: up to eight words that end no sentence."""
    return line.words <= 8 and not line.closed
