"""The body of a mail: what its writer wrote, what is quoted from others, the signature, the list's footer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from rashomon.ingest.items import Content, shifted
from rashomon.ingest.tables.composed import plain
from rashomon.records import Zone, ZoneKind

FULL_LINE = re.compile(r"[^\n]*\n?")
QUOTED = re.compile(r"[ \t]{0,3}(?:[A-Z][A-Za-z]{0,3})?[>|]")
VERBS = (
    r"wrote|writes|schrieb|schreibt|a écrit|écrit|ha scritto|scrisse|escribió|escribio|escreveu|schreef|skrev|kirjoitti"
    r"|napisał\(?a?\)?|pisze|написал\(?а?\)?|пишет|писал\(?а?\)?|написав|написала|пише|yazdı|写道|寫道|のメール|كتب"
)
ATTRIBUTION = re.compile(
    rf"(?=[^\n]*[\d@])[^\n]{{6,400}}?(?<![^\W\d_])(?:{VERBS})(?![^\W\d_])[^\n]{{0,160}}[:：]\s*$", re.IGNORECASE
)
STARTER = re.compile(
    r"\s*(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|W dniu|В|Вторник|On|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b", re.IGNORECASE
)
CERTAIN = re.compile(r"\d{1,2}[:.h]\d{2}|<[^<>\s]+@[^<>\s]+>")
SEPARATOR = re.compile(
    r"\s*[-_=*]{2,}\s*(?:original message|original-?nachricht|ursprüngliche nachricht|(?:e-?mail )?d['’]origine"
    r"|message (?:d['’]origine|original|initial)|mensaje original|messaggio originale|mensagem original"
    r"|исходное сообщение|oorspronkelijk bericht|ursprungligt meddelande|wiadomość oryginalna"
    r"|forwarded (?:message|by)[^\n]{0,80}|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|пере(?:сылаемое|сланное|направленное) сообщение"
    r"|doorgestuurd bericht)\s*[-_=*]{2,}\s*$"
    r"|\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du (?:message|e-?mail)"
    r" (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|начало переадресованного (?:сообщения|письма))\s*:\s*$",
    re.IGNORECASE,
)
SENDER = re.compile(
    r"\s*\*?(?:From|Von|De|Da|Od|От|Від|Van|Från|Fra|Lähettäjä|Kimden|发件人|差出人|من)\s*\*?\s*[:：]\s*\S"
)
HEADS = (
    re.compile(
        r"\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el| em)?|Fecha|Data|Отправлено|Дата|Надіслано|Inviato"
        r"|Verzonden|Wysłano|Skickat|Sendt|Gönderildi|发送时间|日期)\s*\*?\s*[:：]",
        re.IGNORECASE,
    ),
    re.compile(r"\s*\*?(?:To|An|À|A|Para|Кому|Aan|Do|Til|Till|Kime|收件人)\s*\*?\s*[:：]", re.IGNORECASE),
    re.compile(
        r"\s*\*?(?:Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Тема|Onderwerp|Temat|Ämne|Emne|Konu|主题|件名)"
        r"\s*\*?\s*[:：]",
        re.IGNORECASE,
    ),
)
FOOTER = re.compile(
    r"mailing[ -]?list\b|listinfo|unsubscri|abbestellen|abmelden|désabonn|désinscri|cancelar (?:la )?suscripción"
    r"|darse de baja|отписаться|cancella(?:re|zione).{0,20}iscrizione|you received this message because"
    r"|sie erhalten diese nachricht|vous recevez ce message|recibe este mensaje|вы получили это",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"\s*(?:(?:Sent|Get Outlook) (?:from|for) (?:my )?|Von meinem \S+(?: \S+)? gesendet|Envoyé (?:de|depuis) mon "
    r"|Enviado desde mi |Enviado do meu |Inviato da |Отправлено с |Надіслано з |Verzonden vanaf "
    r"|Wysłane z )[^\n]{0,60}$",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\s*(?:\*?(?:confidentiality|disclaimer)\b"
    r"|this (?:e-?mail|message|communication)\b.{0,120}\b(?:confidential|intended|privileged)"
    r"|diese (?:e-?mail|nachricht).{0,120}vertraulich|ce (?:message|courriel|mail).{0,120}confidentiel"
    r"|este (?:mensaje|correo).{0,120}confidencial|questo messaggio.{0,120}riservat"
    r"|данное сообщение.{0,120}конфиденциальн)",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*[-_=*]{8,}\s*$")
ARMOUR = re.compile(r"-----(?:BEGIN|END) PGP (?:SIGNED MESSAGE|SIGNATURE|PUBLIC KEY BLOCK)-----\s*$")
MAX_SIGNATURE = 30
"""Lines: what follows a signature's mark and is longer is no signature."""


class Line(NamedTuple):
    """A line: where it begins, and its characters without the line's end."""

    start: int
    text: str


def mail_content(text: str, quoted: Sequence[tuple[int, int]] = (), own: Sequence[Zone] = ()) -> Content:
    """A mail's body with its zones. `quoted` are runs that the markup says are quoted; `own` are the markup's zones.

    Without zones from markup, what the writer wrote is read as plain text is.
    """
    lines = [Line(match.start(), match.group().rstrip("\r\n")) for match in FULL_LINE.finditer(text) if match.group()]
    kinds = kinds_of(lines, quoted)
    zones: list[Zone] = []
    content = Content(text=text, media_type="text/plain")
    provenance = []
    for first, last, kind in runs(lines, kinds):
        start, end = lines[first].start, lines[last].start + len(lines[last].text)
        if kind is not None:
            zones += paragraphs(lines[first : last + 1], kind)
        elif own:
            zones += clipped(text, own, start, end)
        else:
            found = written(text[start:end])
            zones += shifted(found.zones, start)
            for item in found.provenance:
                moved = msgspec.structs.replace(item, start=item.start + start, end=item.end + start)
                provenance.append(moved)
    return Content(text=text, media_type=content.media_type, zones=tuple(zones), provenance=tuple(provenance))


def kinds_of(lines: Sequence[Line], quoted: Sequence[tuple[int, int]]) -> list[ZoneKind | None]:
    """For each line its kind, or none for what the writer wrote and for empty lines between."""
    kinds: list[ZoneKind | None] = [None] * len(lines)
    starts = [start for start, _ in quoted]
    for i, line in enumerate(lines):
        near = bisect_right(starts, line.start) - 1
        inside = near >= 0 and line.start < quoted[near][1]
        if line.text.strip() and (inside or QUOTED.match(line.text)):
            kinds[i] = "blockquote"
    end = mark_footer(lines, kinds)
    rest = start_of_rest(lines, kinds, end)
    for i in range(rest, end):
        kinds[i] = "blockquote" if lines[i].text.strip() else None
    mark_signature(lines, kinds, min(rest, end))
    mark_lines(lines, kinds)
    return kinds


def mark_footer(lines: Sequence[Line], kinds: list[ZoneKind | None]) -> int:
    """Marks the footer that a list adds; gives the number of its first line."""
    for i in range(max(0, len(lines) - 20), len(lines)):
        if kinds[i] is not None:
            continue
        ahead = [line.text for line in lines[i : i + 8]]
        reach = 8 if RULE.match(ahead[0]) else 3 if ahead[0].rstrip() == "--" else 0
        if any(map(FOOTER.search, ahead[1:reach])) or (i and FOOTER.match(ahead[0].strip())):
            for j in range(i, len(lines)):
                if lines[j].text.strip():
                    kinds[j] = "navigation"
            return i
    return len(lines)


def start_of_rest(lines: Sequence[Line], kinds: list[ZoneKind | None], end: int) -> int:
    """The first line from which all is quoted (`end` if there is none); lines that introduce quotations are marked."""
    for i in range(end):
        if kinds[i] is not None or not lines[i].text.strip():
            continue
        if SEPARATOR.match(lines[i].text) or is_head(lines, i):
            return i
        size = attribution(lines, i)
        if not size:
            continue
        after = next((j for j in range(i + size, end) if lines[j].text.strip()), end)
        if after < end and kinds[after] == "blockquote":
            kinds[i : i + size] = ["blockquote"] * size
        else:
            whole = " ".join(line.text for line in lines[i : i + size])
            if after < end and STARTER.match(whole) and CERTAIN.search(whole):
                return i
    return end


def attribution(lines: Sequence[Line], i: int) -> int:
    """How many lines, from this one on, say who wrote what is quoted next; 0 for none, 3 at the most."""
    for size in (1, 2, 3):
        taken = lines[i : i + size]
        if len(taken) < size or not taken[-1].text.strip() or QUOTED.match(taken[-1].text):
            return 0
        if taken[-1].text.rstrip().endswith((":", "：")):
            whole = " ".join(line.text.strip() for line in taken)
            return size if len(whole) <= 600 and ATTRIBUTION.match(whole) else 0
    return 0


def is_head(lines: Sequence[Line], i: int) -> bool:
    """Whether the headers of another mail stand here, as Outlook puts them above what it quotes."""
    j = i
    while j < len(lines) and (RULE.match(lines[j].text) or not lines[j].text.strip()) and j < i + 3:
        j += 1
    if j >= len(lines) or not SENDER.match(lines[j].text):
        return False
    near = [line.text for line in lines[j + 1 : j + 7]]
    return sum(any(map(pattern.match, near)) for pattern in HEADS) >= 2


def mark_signature(lines: Sequence[Line], kinds: list[ZoneKind | None], end: int) -> None:
    """Marks what stands under the last "-- "."""
    for i in range(end - 1, max(-1, end - MAX_SIGNATURE - 2), -1):
        if kinds[i] is None and lines[i].text.rstrip() == "--":
            for j in range(i, end):
                if kinds[j] is None and lines[j].text.strip():
                    kinds[j] = "author_bio"
            return


def mark_lines(lines: Sequence[Line], kinds: list[ZoneKind | None]) -> None:
    """Marks what a device or a lawyer added, and the armour around a signed text."""
    signature = False
    for i, line in enumerate(lines):
        if ARMOUR.match(line.text):
            kinds[i] = "navigation"
            signature = "BEGIN" in line.text and "MESSAGE" not in line.text
            if "MESSAGE" in line.text and i + 1 < len(lines) and lines[i + 1].text.startswith("Hash:"):
                kinds[i + 1] = "navigation"
        elif (signature and line.text.strip()) or (kinds[i] is None and DEVICE.match(line.text)):
            kinds[i] = "navigation"
        elif kinds[i] is None and DISCLAIMER.match(" ".join(part.text for part in lines[i : i + 3])[:400]):
            for j in range(i, len(lines)):
                if not lines[j].text.strip() or kinds[j] is not None:
                    break
                kinds[j] = "disclaimer"


def runs(lines: Sequence[Line], kinds: Sequence[ZoneKind | None]) -> Iterable[tuple[int, int, ZoneKind | None]]:
    """First and last line of each run of one kind; empty lines at the edges are left out."""
    i = 0
    while i < len(lines):
        if not lines[i].text.strip():
            i += 1
            continue
        last = i
        j = i + 1
        while j < len(lines) and (kinds[j] == kinds[i] or not lines[j].text.strip()):
            last = j if lines[j].text.strip() else last
            j += 1
        yield i, last, kinds[i]
        i = j


def paragraphs(lines: Sequence[Line], kind: ZoneKind) -> Iterable[Zone]:
    """A zone for each paragraph; a line that holds nothing but marks of quotation ends one."""
    start = end = -1
    for line in lines:
        bare = line.text.strip()
        if bare:
            start = line.start + line.text.index(bare[0]) if start < 0 else start
            end = line.start + len(line.text.rstrip())
        if start >= 0 and not bare.strip("> |"):
            yield Zone(start=start, end=end, kind=kind, made_by="grammar")
            start = -1
    if start >= 0:
        yield Zone(start=start, end=end, kind=kind, made_by="grammar")


def clipped(text: str, zones: Iterable[Zone], start: int, end: int) -> Iterable[Zone]:
    """What of some zones lies in a run, without white space at the edges."""
    for zone in zones:
        a, b = max(zone.start, start), min(zone.end, end)
        piece = text[a:b]
        if piece.strip():
            a += len(piece) - len(piece.lstrip())
            b -= len(piece) - len(piece.rstrip())
            yield msgspec.structs.replace(zone, start=a, end=b)


def written(text: str) -> Content:
    """What the writer wrote, read as plain text is; a greeting is no headline, and a mail has no readers' comments."""
    found = plain(text)
    zones = []
    for zone in found.zones:
        line = text[zone.start : zone.end].rstrip()
        greeting = zone.kind in {"headline", "byline", "standfirst"} and line.endswith((",", "!", ":"))
        if greeting or zone.kind in {"comment", "comment_header"}:
            zone = msgspec.structs.replace(zone, kind="body", comment=None)  # noqa: PLW2901
        zones.append(zone)
    return msgspec.structs.replace(found, zones=tuple(zones))
