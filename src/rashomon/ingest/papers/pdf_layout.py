"""Runs of characters on pages to lines in reading order and to paragraphs: columns, running heads, footnotes."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Literal

from msgspec import Struct

from rashomon.ingest.papers.pdfium import LEFTWARD, Run

PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d\d\b")
Role = Literal["text", "furniture", "note", "turned"]

MARGIN_ROWS = 3
"""Rows at the top and at the foot of a page that may be a running head or foot."""
MARGIN = 0.15
"""Share of a page's height, at the top and at the foot, within which they stand."""
MOST_RUNS = 6000
"""Runs on a page above which no columns are looked for: such a page is a drawing."""
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|pag\.|página|страница|стр\.)\s*)?(?P<number>\d{1,4}|[ivxl]{1,7})"
    r"(?P<of>\s*(?:of|/|von|de|из)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
NOTE = re.compile(r"[\d*†‡§¹²³⁰⁴-⁹\[(]")
BULLET = re.compile(r"(?:[•◦▪‣●○■–—*·-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
ENDED = re.compile(r"[.!?:;…。！？؟۔।][\"'’”»)\]¹²³⁰⁴-⁹]*$")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Line(Struct, frozen=True):
    """One line of a column, in points; `column` tells the columns of a page apart, from 0."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str
    soft: bool
    column: int = 0


class Paragraph(Struct, frozen=True):
    """Lines of one page that belong together; `continues` when they go on with the paragraph before them."""

    page: int
    lines: tuple[Line, ...]
    role: Role = "text"
    continues: bool = False

    @property
    def size(self) -> float:
        """The height of its type."""
        return median(line.size for line in self.lines)


class PageRuns(Struct, frozen=True):
    """What PDFium gave for one page; `number` counts from 1."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]


def paragraphs(pages: Sequence[PageRuns]) -> list[Paragraph]:
    """The paragraphs of a document in reading order, page by page.

    Where a paragraph goes on over a page's end, what else stands at the foot of its page comes before it, and what
    stands at the head of the next page after it, so that its text is whole and pages do not mix.
    """
    furniture = running_rows(pages)
    size = body_size(pages)
    by_page: list[list[Paragraph]] = []
    for page in pages:
        away = furniture[page.number]
        upright = [run for run in page.runs if not run.turned and run not in away]
        lines = reading_order(upright)
        found = [Paragraph(page.number, tuple(group), role_of(group, page, size)) for group in grouped(lines)]
        edges = [
            Paragraph(page.number, (line,), "furniture") for line in lines_of(run for run in page.runs if run in away)
        ]
        middle = page.height / 2
        heads = [p for p in edges if p.lines[0].bottom > middle]
        feet = [p for p in edges if p.lines[0].bottom <= middle]
        turned = [Paragraph(page.number, (as_line(run),), "turned") for run in page.runs if run.turned]
        by_page.append([*heads, *found, *turned, *feet])
    return joined_pages(by_page)


def body_size(pages: Iterable[PageRuns]) -> float:
    """The height of type that most characters of the document have."""
    counts: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            counts[round(run.size, 1)] += len(run.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _from_top(run: Run) -> tuple[float, float]:
    return (-(run.top + run.bottom), run.left)


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand on one line of the page together, from top to bottom, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=_from_top):
        for row in rows[:-4:-1]:
            least = min(row, key=lambda r: r.size)
            overlap = min(run.top, least.top) - max(run.bottom, least.bottom)
            if overlap > 0.5 * min(run.size, least.size):
                row.append(run)
                break
        else:
            rows.append([run])
    for row in rows:
        leftward = runs_leftward(row)
        row.sort(key=lambda r: -r.right if leftward else r.left)
    return rows


def runs_leftward(runs: Iterable[Run]) -> bool:
    """Whether most of these runs are of a script that is read from right to left."""
    return sum(len(r.text) * (1 if LEFTWARD.match(r.text) else -1) for r in runs) > 0


def running_rows(pages: Sequence[PageRuns]) -> dict[int, set[Run]]:
    """By page number, the runs of running heads and feet: rows at a page's edge that other pages repeat there."""
    seen: dict[tuple[str, bool], list[tuple[int, int, list[Run]]]] = defaultdict(list)
    for index, page in enumerate(pages):
        rows = rows_of(run for run in page.runs if not run.turned)
        edges = [(row, True) for row in set_apart(rows[: MARGIN_ROWS + 1], rows)]
        edges += [(row, False) for row in set_apart(rows[len(edges) :][: -MARGIN_ROWS - 2 : -1], rows)]
        for row, top in edges:
            height = row[0].bottom / max(1.0, page.height)
            place = round(height * 40)
            if MARGIN < height < 1 - MARGIN:
                continue
            text = " ".join(run.text for run in row)
            seen[re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold()), top].append((index, place, row))
    found: dict[int, set[Run]] = {page.number: printed_head(page) for page in pages}
    for (text, top), places in seen.items():
        for index, _, row in repeated(text, top, places, pages):
            found[pages[index].number].update(row)
    return found


def printed_head(page: PageRuns) -> set[Run]:
    """The runs of the line that browsers print over a page: day and time of printing, and the title; mostly none."""
    rows = rows_of(run for run in page.runs if not run.turned)[:1]
    head = [row for row in rows if row[0].bottom > (1 - MARGIN) * page.height]
    return {run for row in head if PRINTED.match(" ".join(r.text for r in row)) for run in row}


def set_apart(edge: list[list[Run]], rows: list[list[Run]]) -> list[list[Run]]:
    """Those rows at a page's edge, given from the edge inwards, behind which there is more room than between lines."""
    places = [max(run.bottom for run in row) for row in rows]
    pitch = median(a - b for a, b in itertools.pairwise(places)) if len(rows) > 2 * MARGIN_ROWS else 0.0
    cut = 0
    for i, (outer, inner) in enumerate(itertools.pairwise(edge), 1):
        if abs(max(r.bottom for r in outer) - max(r.bottom for r in inner)) > 1.3 * pitch:
            cut = i
    return edge[:cut]


def repeated(
    text: str, top: bool, places: list[tuple[int, int, list[Run]]], pages: Sequence[PageRuns]
) -> list[tuple[int, int, list[Run]]]:
    """Those rows of one wording that stand where its other pages have it, if there are enough of them."""
    common = Counter(place for _, place, _ in places)
    place = common.most_common(1)[0][0]
    near = [item for item in places if abs(item[1] - place) <= 1]
    numbers = PAGE_NUMBER.fullmatch(text.replace("#", "1"))
    if numbers and ("of" in text or "/" in text or re.search(r"[^\W\d]{2}", text)):
        return near
    if numbers:  # a number alone: it has to count the pages
        numbered = ((item, re.search(r"\d+", item[2][0].text)) for item in near)
        steps = Counter(int(number.group()) - item[0] for item, number in numbered if number)
        counts = bool(steps) and steps.most_common(1)[0][1] >= 2
        return near if counts else [item for item in near if at_edge(item, top, pages)]
    distinct = len({item[0] for item in near})
    return near if distinct >= max(2, min(3, len(pages)), 0.1 * len(pages)) else []


def at_edge(item: tuple[int, int, list[Run]], top: bool, pages: Sequence[PageRuns]) -> bool:
    """Whether a lone number that counts nothing stands in the outermost tenth of its page and is the page's own."""
    share = item[2][0].bottom / max(1.0, pages[item[0]].height)
    number = re.search(r"\d+", item[2][0].text)
    return (share > 0.9 if top else share < 0.1) and number is not None and int(number.group()) == item[0] + 1


def reading_order(runs: list[Run]) -> list[Line]:
    """Lines in the order in which a person reads them: column after column, what spans columns in between."""
    counter = [0]
    return _columns(runs, counter, 0) if len(runs) <= MOST_RUNS else lines_of(runs)


def _columns(runs: list[Run], counter: list[int], depth: int) -> list[Line]:
    x = gutter(runs) if depth < 4 else None
    if x is None:
        counter[0] += 1
        return lines_of(runs, counter[0] - 1)
    lines: list[Line] = []
    spanning = sorted((r for r in runs if r.left < x - 1 and r.right > x + 1), key=_from_top)
    rest = [r for r in runs if not (r.left < x - 1 and r.right > x + 1)]
    bounds = [*(r.bottom for r in spanning), float("-inf")]
    taken = 0
    for i, bound in enumerate(bounds):
        band = [r for r in rest if r.top > bound + 0.5 * r.size]
        rest = [r for r in rest if r.top <= bound + 0.5 * r.size]
        if band:
            if i > taken:
                counter[0] += 1
                lines += lines_of(spanning[taken:i], counter[0] - 1)
                taken = i
            sides = [[r for r in band if r.right <= x + 1], [r for r in band if r.right > x + 1]]
            for side in sides[::-1] if runs_leftward(band) else sides:
                lines += _columns(side, counter, depth + 1)
    if taken < len(spanning):
        counter[0] += 1
        lines += lines_of(spanning[taken:], counter[0] - 1)
    return lines


def gutter(runs: list[Run]) -> float | None:
    """Where two columns of prose part: an x that few runs cross, with lines of some width on both sides."""
    if len(runs) < 6:
        return None
    leftward = runs_leftward(runs)
    starts = Counter(round(run.right / 2) * 2 + 2.5 if leftward else round(run.left / 2) * 2 - 2.5 for run in runs)
    best: tuple[float, float] | None = None
    for x, count in starts.most_common(40):
        if count < 3:
            break
        left = [r for r in runs if r.right <= x + 1]
        right = [r for r in runs if r.left >= x - 1]
        crossing = (len(runs) - len(left) - len(right)) / len(runs)
        if crossing <= 0.4 and (best is None or crossing < best[0]) and side_by_side(left, right):
            best = (crossing, x)
    return best[1] if best else None


def side_by_side(left: list[Run], right: list[Run]) -> bool:
    """Whether both are columns of prose, at the same height of the page."""
    if len(left) < 3 or len(right) < 3:
        return False
    low, high = max(_low(left), _low(right)), min(_high(left), _high(right))
    if high - low < 0.4 * min(_high(left) - _low(left), _high(right) - _low(right)):
        return False
    for side in (left, right):
        rows = rows_of(side)
        wide = median(max(r.right for r in row) - min(r.left for r in row) for row in rows)
        if len(rows) < 3 or wide < 8 * median(r.size for r in side):
            return False
    return True


def _low(runs: list[Run]) -> float:
    return min(run.bottom for run in runs)


def _high(runs: list[Run]) -> float:
    return max(run.top for run in runs)


def as_line(run: Run, column: int = 0) -> Line:
    """A run that is a line by itself."""
    return Line(run.left, run.bottom, run.right, run.top, run.size, run.text, run.soft, column)


def lines_of(runs: Iterable[Run], column: int = 0) -> list[Line]:
    """The lines of one column; cells of a table are parted by tabs, a footnote's mark is written as one."""
    rows = rows_of(runs)
    cells = [{round(run.left / 3) for run in row[1:]} for row in rows]
    lines: list[Line] = []
    for i, row in enumerate(rows):
        near = (cells[i - 1] if i else set()) | (cells[i + 1] if i + 1 < len(rows) else set())
        size = max(run.size for run in row)
        text, before = "", None
        for run in row:
            piece = run.text
            if before is not None:
                gap = max(run.left - before.right, before.left - run.right) / max(1.0, size)
                raised = run.size < 0.88 * size and run.bottom > before.bottom + 0.1 * size
                if raised and piece.isdecimal() and piece.isascii():
                    piece = piece.translate(SUPERSCRIPT)
                tabbed = gap > 1.0 and round(run.left / 3) in near
                text += "\t" if tabbed else " " if gap > 0.12 else ""
            text += piece
            before = run
        lines.append(
            Line(
                min(r.left for r in row),
                _low(row),
                max(r.right for r in row),
                _high(row),
                size,
                text,
                row[-1].soft,
                column,
            )
        )
    return lines


def grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page as paragraphs."""
    by_column: dict[int, list[Line]] = defaultdict(list)
    leftward = sum(len(x.text) * (1 if LEFTWARD.match(x.text) else -1) for x in lines) > 0
    seen = [mirrored(line) if leftward else line for line in lines]
    for line in seen:
        by_column[line.column].append(line)
    edges = {c: (_usual(x.left for x in group), max(x.right for x in group)) for c, group in by_column.items()}
    pitches = {c: _pitch(group) for c, group in by_column.items()}
    found: list[list[Line]] = []
    before: Line | None = None
    for own, line in zip(lines, seen, strict=True):
        if before is None or (
            breaks(before, line, edges[line.column], pitches[line.column], first=len(found[-1]) == 1)
            if before.column == line.column
            else not goes_on(before, line)
        ):
            found.append([own])
        else:
            found[-1].append(own)
        before = line
    return found


def mirrored(line: Line) -> Line:
    """A line of a script that is read from right to left, as one that is read the other way."""
    return Line(-line.right, line.bottom, -line.left, line.top, line.size, line.text, line.soft, line.column)


def _usual(values: Iterable[float]) -> float:
    return Counter(round(v) for v in values).most_common(1)[0][0]


def _pitch(lines: Sequence[Line]) -> float:
    steps = [a.bottom - b.bottom for a, b in itertools.pairwise(lines) if a.bottom > b.bottom]
    # On a page of short paragraphs the room between them is as frequent as the room between lines.
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def breaks(before: Line, line: Line, edges: tuple[float, float], pitch: float, first: bool) -> bool:
    """Whether a new paragraph begins at `line`, the next one of the same column."""
    left, right = edges
    em = max(1.0, before.size)
    if not 0.88 < line.size / em < 1.14:
        return True
    step = before.bottom - line.bottom
    if step <= 0 or step > max(1.35 * pitch, 1.5 * em):
        return True
    if "\t" in line.text or "\t" in before.text or BULLET.match(line.text):
        return True
    indented = line.left - left > 0.7 * em and line.left - before.left > 0.7 * em
    if indented and not (first and BULLET.match(before.text)):
        return True
    if before.left - line.left > 0.7 * em and not first:
        return True  # out of a hanging or set-in paragraph
    return before.right < right - 0.18 * (right - left) and ENDED.search(before.text) is not None


def goes_on(before: Line, line: Line) -> bool:
    """Whether a paragraph that reached the end of a column or page goes on at the head of the next one."""
    if not 0.94 < line.size / max(1.0, before.size) < 1.06 or "\t" in line.text or BULLET.match(line.text):
        return False
    return (before.soft or not ENDED.search(before.text)) and (line.text[:1].islower() or before.text[-1:] in ",-–—")


def role_of(lines: Sequence[Line], page: PageRuns, size: float) -> Role:
    """A footnote: in small type in the lower half of the page, with a mark before it."""
    small = median(line.size for line in lines) <= 0.92 * size
    low = lines[0].bottom < 0.5 * page.height
    return "note" if small and low and NOTE.match(lines[0].text) else "text"


def joined_pages(pages: list[list[Paragraph]]) -> list[Paragraph]:
    """The pages' paragraphs in one list, with those marked that go on over a page's end."""
    whole: list[Paragraph] = []
    continued = False
    for i, page in enumerate(pages):
        text = [p for p in page if p.role == "text"]
        order = page
        if continued:
            first = text[0]
            order = [Paragraph(first.page, first.lines, "text", True), *(p for p in page if p is not first)]
        after = next((p for p in pages[i + 1] if p.role == "text"), None) if i + 1 < len(pages) else None
        last = text[-1] if len(text) > (1 if continued else 0) else None
        continued = bool(last and after and goes_on(last.lines[-1], after.lines[0]))
        if continued and last is not None:
            order = [*(p for p in order if p is not last), last]
        whole += order
    return whole
