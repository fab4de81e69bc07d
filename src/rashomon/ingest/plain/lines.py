"""The lines of a plain text, with what each one looks like."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rashomon.ingest.dates import date_in
from rashomon.ingest.plain.grammar import SEAM, label_of, split_glued_line
from rashomon.ingest.plain.prose import count_words, ends_sentence
from rashomon.records import ZoneKind

LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BULLET = re.compile(r"^[•*·▪●○◦‣–—+-]\s|^\d{1,3}[.)]\s")
DIGITS = re.compile(r"\d")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CLOCK = r"(?:[01]?\d|2[0-3])[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|uhr)?|[01]?\d\s*[ap]\.?m\.?"
AGO = re.compile(
    r"^\W*(?:(?:about|over|vor|il y a|hace)\s+)?(?:\d+|an?|one|ein(?:em|er)?|un[ea]?)\s*"
    r"(?:second|minute|hour|day|week|month|year|sekunde|minute|stunde|tag|woche|monat|jahr|seconde|heure|jour|semaine|mois|an"
    r"|hora|día|mes|año|[smhdwy]|min|hr|mo|yr)\w{0,2}\s*(?:ago|fa|назад)?\W*$",
    re.IGNORECASE,
)
DATE_FILLER = re.compile(
    r"\b(?:published|posted|updated?|modified|created|last|first|on|at|of|the|am|pm|utc|gmt|bst|est|edt|cet|cest|pst|pdt|et|ist|local"
    r"|time|uhr|um|am|le|el|il|à|a las|de|del|veröffentlicht|aktualisiert|stand|publi[ée]"
    r"|mis à jour|publicado|actualizado|опубликовано|обновлено|в|г|ago|mon|tue|wed|thu|fri|sat|sun|tues|thur"
    r"|thurs|\w+day|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b\.?",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d[\s,-]*)*(?:by )?"
    r"(?P<outlet>[A-Z][^.,;|(©]{2,50}?)(?:\s*[.,;|(]|\s+(?:19|20)\d\d|$)"
)
BYLINE = re.compile(
    r"^\W*(?i:by|von|par|por|di|texte?|text|автор|بقلم|author|written by|posted by|story by|analysis by|opinion by"
    r"|interview by|text by|words by)"
    r"\s*:?\s+(?P<name>[A-ZÀ-ÞĀ-ŽА-ЯЁ\u0600-\u06ff][^\d.!?|()]{1,70}?)\s*(?:\([^()]{1,40}\)\s*)?(?:[|/,•·–—-]\s*(?P<rest>.{0,90}))?\W*$"
)
DATED_BYLINE = re.compile(
    r"^\W*(?i:posted|published|updated|submitted|veröffentlicht|geschrieben|publié|rédigé|publicado|escrito|pubblicato"
    r"|опубликовано)(?:\s(?i:on|am|le|el|il))?:?\s+(?P<when>.{6,40}?),?\s+(?i:by|von|par|por|di|da)\s+"
    r"(?P<name>[^\W\d_a-z][^\d.!?|()]{1,60}?)\W*$"
)
AUTHORED = re.compile(
    r"^(?P<title>[“\"«„].{3,200}?[”\"»“],?)?\s*(?i:(?:authored|written|submitted|posted|penned)\s+by)\s+(?P<name>[^,.;:]{3,60}?)"
    r"(?:,?\s+(?i:via|for|of|at|from)\s+(?P<via>[^.,;:…]{2,80}))?[\s.,;:…]*$"
)


@dataclass(slots=True)
class Line:
    """A line without the white space around it: offsets, text, label, words, and whether it ends a sentence."""

    start: int
    end: int
    text: str
    label: str
    words: int
    closed: bool
    gap: bool
    bullet: bool
    indent: int = 0

    @property
    def said(self) -> str:
        """The text without a text browser's marks; offsets into it are none into the document."""
        return unmarked(self.text)

    @property
    def prose(self) -> bool:
        """Reads like running text."""
        return not self.label and ((self.closed and self.words >= 8) or self.words >= 20)

    @property
    def short(self) -> bool:
        """Neither labelled nor running text."""
        return not self.prose and not self.label


def lines_of(text: str) -> list[Line]:
    """The lines that hold something; `gap` is true where a blank line (or the start) stands before."""
    found: list[Line] = []
    start, gap = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            found.append(line_of(start + indent, stripped, gap, indent))
        gap = not stripped
        start += len(raw)
    return found


def line_of(start: int, text: str, gap: bool, indent: int = 0) -> Line:
    """A line with what its text looks like; `text` starts at `start` and has no white space around it."""
    bullet = not text[0].isalpha() and BULLET.match(text) is not None
    words, closed = count_words(text), ends_sentence(text)
    return Line(start, start + len(text), text, label_of(unmarked(text)), words, closed, gap, bullet, indent)


LINK_MARK = re.compile(r"(?:\[\d{1,4}\]|\(BUTTON\) )(?=\S)")


def unmarked(text: str) -> str:
    """A line without the numbers that a text browser puts before links."""
    return LINK_MARK.sub("", text) if text.startswith(("[", "(")) or "[" in text[:80] else text


def is_date_line(text: str) -> bool:
    """A line that holds a date or a time and next to nothing else."""
    if len(text) > 90 or text.count(" ") > 16 or not DIGITS.search(text):
        return False
    if AGO.match(text):
        return True
    day = date_in(text)
    if not day and not YEAR.search(text):
        return False
    rest = re.sub(CLOCK, " ", text, flags=re.IGNORECASE)
    rest = DATE_FILLER.sub(" ", DATE_WORDS.sub(" ", rest))
    allowed = 2 if day else 0
    return len(LETTERS.findall(rest)) <= allowed


def dated_byline(text: str) -> tuple[str, str] | None:
    """The day and the author of a line like `Posted on April 2, 2021 by Petra Quill`; nothing of another."""
    match = DATED_BYLINE.match(text) if len(text) <= 120 else None
    if not match or not is_date_line(match.group("when")):
        return None
    return date_in(match.group("when")), match.group("name").strip()


def _date_words() -> re.Pattern[str]:
    from rashomon.ingest.dates import MONTH_NUMBERS

    names = "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b\.?", re.IGNORECASE)


DATE_WORDS = _date_words()
PICTURE_HEAD = re.compile(
    r"\W*(?:file photo|file - in this|image caption|media ?caption|bildunterschrift|foto de archivo|archive photo)\b",
    re.IGNORECASE,
)
PICTURE_TAIL = re.compile(
    r"\((?:image|photo|picture|credit|file photo|foto|bild|photograph|ap|afp|reuters|getty)\b[^()]{0,80}\)\W*$"
    r"|\b(?:photo(?:graph)?|image|picture|foto) ?(?:credit|by|courtesy)?:\s?[^.]{2,60}$|\bcredit: [^.]{2,60}$"
    r"|[.!?)] (?:photo(?:graph)?|image|picture|foto|bild) (?:by|von|par|por|de) [^.]{2,60}\.?$"
    r"|(?:photo library|getty images|shutterstock|\bvia \w+|reuters/[\w .]+|/afp|ap photo|/reuters)\W*$"
)
PICTURE_WORDS = tuple("photo image picture foto bild credit getty reuters afp (ap shutter via".split())


def is_caption(text: str) -> bool:
    """Begins or ends as captions do: an archive's note, a credit, an agency."""
    tail = text[-110:].lower()
    if any(word in tail for word in PICTURE_WORDS) and PICTURE_TAIL.search(tail):
        return True
    return PICTURE_HEAD.match(text) is not None


@dataclass(slots=True)
class Verdict:
    """What a line is taken for, how sure that is, and what said so."""

    kind: ZoneKind
    p: float
    made_by: str


GLUE = re.compile(
    r"(?:(?<=[a-zà-ÿ]{3})|(?<=[”’\"'?!)]))(?=(?:The|A|An|In|On|At|It|He|She|They|We|This|That|These|When|While|After|Before|As|For|From|But"
    r"|There|By|With|Der|Die|Das|Le|La|Les|El|Los|Il)[\s’'])"
)


COLUMNS = (60, 100)
"""The widths of screens and mails."""


def join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Lines of a text that was broken at a column become paragraphs again; other texts stay as they are."""
    if not wrapped(lines) and not (width := width_of(lines)):
        return lines
    if wrapped(lines):
        width = 0
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        apart = before is None or line.gap or line.bullet or line.text[0] == ">" or between_labels(before, line)
        if before and width and not apart:
            apart = not full(before, line, width)
        if apart or (before and before.words <= 4 and len(groups[-1]) == 1):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [joined(text, group) if len(group) > 1 else group[0] for group in groups]


def wrapped(lines: list[Line]) -> bool:
    """Whether nearly all lines of a text are rows of paragraphs that were broken at a column."""
    inner = [line for line, after in itertools.pairwise(lines) if not after.gap]
    if len(inner) < 4 or sum(45 <= len(line.text) <= 100 for line in inner) < 0.75 * len(inner):
        return False
    return sum(line.closed for line in inner) <= 0.4 * len(inner)


def width_of(lines: list[Line]) -> int:
    """The column at which a text browser broke the lines of a page, menus and all; 0 for a text that was not broken."""
    width = max((line.indent + len(line.text) for line in lines if " " in line.text), default=0)
    if not COLUMNS[0] <= width <= COLUMNS[1]:
        return 0
    rows = sum(full(line, after, width) for line, after in itertools.pairwise(lines) if not after.gap)
    return width if rows >= 3 else 0


def full(line: Line, after: Line, width: int) -> bool:
    """Whether a row is so long that the first word of the next would not have stood in it."""
    first = len(after.text.split(None, 1)[0])
    return (
        2 * len(line.text) > width
        and line.indent + len(line.text) + 1 + first > width
        and abs(after.indent - line.indent) <= 2
    )


def between_labels(before: Line, line: Line) -> bool:
    """Whether a label parts two rows: not where the first is full and goes on in the second (asked to / comment.)."""
    return bool(line.label or before.label) and (before.closed or len(before.text) < 45)


def joined(text: str, rows: list[Line]) -> Line:
    """One line of many rows, with blanks for the breaks between them."""
    start, end = rows[0].start, rows[-1].end
    flat = BREAK.sub(lambda match: " " * len(match.group()), text[start:end])
    return line_of(start, flat, rows[0].gap, rows[0].indent)


LONGEST_GLUED = 20_000
"""Characters: a longer line is left as it is."""


def split_glued(lines: list[Line]) -> list[Line]:
    """Lines that lost the break between them are taken apart: the page's own words, or a headline, and a paragraph."""
    found: list[Line] = []
    for line in lines:
        if len(line.text) > LONGEST_GLUED or not SEAM.search(line.text):
            found.append(line)
            continue
        cuts = [a for a, _ in split_glued_line(line.text)][1:] if line.words > 2 else []
        head = glued_at(line.text) if not cuts and line.words >= 13 else 0
        if head:
            cuts = [head]
        found += pieces_of(line, cuts) if cuts else [line]
    return found


def pieces_of(line: Line, cuts: list[int]) -> list[Line]:
    """The line cut at offsets into it; the gap before it stays with the first piece."""
    found: list[Line] = []
    for first, last in itertools.pairwise([0, *cuts, len(line.text)]):
        raw = line.text[first:last]
        piece = raw.strip()
        if piece:
            start = line.start + first + len(raw) - len(raw.lstrip())
            found.append(line_of(start, piece, line.gap and not found, line.indent))
    return found


def glued_at(text: str) -> int:
    """Where the paragraph begins that a headline runs into without a line break; 0 when there is none."""
    for match in GLUE.finditer(text[:200]):
        head, rest = text[: match.start()], text[match.start() :]
        if title_like(head) and len(rest.split(None, 10)) >= 10:
            return match.start()
    return 0


def title_like(text: str) -> bool:
    """Four to twenty words, no full stop at the end, most of the longer ones with a capital."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", text) if len(w) > 3]
    if not 3 <= len(words) <= 20 or re.search(r"[.;:,]$", text):
        return False
    return sum(1 for w in words if w[0].isupper()) >= 0.7 * len(words)
