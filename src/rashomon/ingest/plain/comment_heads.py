"""Lines that say who wrote a reader's comment, when, and in reply to whom, as forums and services print them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rashomon.ingest.plain.lines import DATE_FILLER, DATE_WORDS, LETTERS, is_date_line

MAX_HEAD = 120
"""Characters: a longer line is no head, but may begin with one."""
VERB = (
    r"says|said|writes|wrote|replied|commented|sagte?|schreibt|schrieb|meint|dit|a dit|écrit|a écrit|répond|dice|dijo"
    r"|escribió|comentó|ha detto|scrive|ha scritto|diz|disse|escreveu|comentou|пишет|говорит|сказал(?:\(а\)|а)?"
    r"|написал(?:\(а\)|а)?|dedi ki|diyor ki|گفت|می.?گوید|نوشت"
)
ON = r"(?:on|at|am|vom|le|el|il|em|at|в|on the|tarihinde|در)"
SAYS = re.compile(
    rf"^(?P<name>\S.{{0,50}}?)\s+(?:{ON}\s+(?P<before>.{{4,45}}?)\s+)?(?:{VERB})(?:\s+(?:{ON}\s+)?(?P<on>[^:]*\d.{{0,40}}?))?"
    r"\s*:(?!\d\d)\s*(?P<when>.{0,45})$"
)
SAYS_FIRST = re.compile(r"^(?:يقول|قال|كتب|تقول)\s+(?P<name>[^:]{1,40}?)\s*:\s*(?P<when>.{0,45})$")
INLINE = re.compile(
    r"^(?P<name>[^\s(\d][^(:]{0,40}?)\s*\((?P<when>[^()]{6,40})\)"
    r"(?:,?\s*(?i:reply|replying|in reply|in response|antwort|réponse|respuesta) (?:to|an|auf|à|a)\s+"
    r"(?P<to>[^:]{1,40}))?:\s"
)
REPLY = re.compile(
    r"^\W*(?:in )?(?:repl(?:y|ying|ied) to|in response to|antwort(?:et)? (?:an|auf)|als antwort auf|(?:en )?réponse à"
    r"|répond(?:re)? à|(?:en )?respuesta a|responder a|(?:in )?risposta a|rispondi a|(?:em )?resposta a"
    r"|(?:в )?ответ(?:ить)? (?:на|для|пользователю)|ردا على|رداً على|رد على|در پاسخ به|پاسخ به)"
    r"[\s\u00a0:]*@?(?P<name>[^,\n]{1,60}?)\s*(?:[,•·|]\s*(?P<when>.*))?$",
    re.IGNORECASE,
)
POSTED = re.compile(
    r"^\W*(?i:posted|comment(?:ed)?|written|geschrieben|verfasst|rédigé|écrit|publicado|escrito|scritto|опубликовал)?\s*"
    r"(?i:by|von|par|por|di|da|от)\s*:?\s+(?P<name>[^|»\n]{1,50}?)"
    r"\s*(?:[|»,–-]|\b(?i:on|at|am|um|le|el|il|em)\b)\s*(?P<when>[^|]{4,50}?)\s*(?:\|.{0,12}|\b(?i:permalink|link)\b.{0,4})?$"
)
POINTS = re.compile(
    r"^(?:\[[–—+-]\]\s?)?(?P<name>[\w-]{3,25}|\[(?:deleted|removed)\])(?:\s?\[[A-Z, ]{1,8}\])?(?:\s+\S{1,20}){0,2}?"
    r"(?:\s+(?:-?[\d.,k]+ (?:points?|children)|\[?score hidden\]?)|(?<=\]))\W*\s*(?P<when>\d+ \w+ ago)\b.{0,40}$"
)
TO = re.compile(r"\s*(?:→|➔|➜|▶|►|↪|⇒|>|»)\s*@?|\s+(?i:replied to|replying to|in reply to)\s+@?")
SPLIT = re.compile(
    rf"\s*[·•|,–—-]\s+|\s*[·•|]\s*|\s+{ON}\s+|\s+(?=\d|(?:an?|one|vor|hace|há|il y a)\s)|\s+(?=[^\W\d_]{{3,9}}\.? \d)"
    r"|\s+(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))|(?<=[^\W\d_])(?=\d\d?:\d\d)"
)
AGE = re.compile(
    r"[·•|]\s*(?P<when>\d+\s?(?:y|yr|yrs|w|wk|d|h|hrs?|m|mo|mins?|s|j|sem|std|tage?|jahre?|ans?|años?|sett|anni|г|л|нед|дн))\.?(?:\W+edited)?\W*$",
    re.IGNORECASE,
)
EDITED = re.compile(
    r"\s*[(\[](?:edited|bearbeitet|modifié|editado|modificato|изменено|ред\.|düzenlendi|last edited .{0,40})[)\]]"
    r"|\s*[·•|]\s*edited\s*$",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"^(?:by|von|par|por|di|the|a|an|on|in|at|published|updated|posted|last|first|edited|about|over|almost|nearly|vor|hace|há"
    r"|il y a|reply|like|share|joined|posts|registered|page|part|no|nr|vol)\b",
    re.IGNORECASE,
)


GATE = re.compile(
    r"(?:19|20)\d\d|\d[./-]\d+[./-]\d|\b(?:ago|vor|hace|há|fa|il y a|назад|yesterday|today)\b"
    r"|\d ?(?:y|yr|yrs|mo|w|wk|d|h|hr|hrs|m|min|mins|s)\b",
    re.IGNORECASE,
)
"""What every line holds that has a name and a date."""
ITEM = re.compile(r"^\s*(?:[•*·▪●○◦‣>-]|\d{1,3}[.)])\s+")
"""What stands before a name where the comments are a list."""
YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")


class Head(NamedTuple):
    """What a line says of a comment. `kind`: says, inline, reply, posted, named (a name and a date), date.

    `text` is where, in an inline head's line, the comment itself begins.
    """

    kind: str
    author: str = ""
    to: str = ""
    when: str = ""
    text: int = 0


@lru_cache(maxsize=4096)
def head_of(line: str) -> Head | None:
    """What a line says of a comment, or nothing for a line that is no head."""
    if len(line) > MAX_HEAD:
        return inline_of(line) if "):" in line[:160] else None
    if ":" in line:
        found = inline_of(line) or says_of(line)
        if found:
            return found
    match = REPLY.match(line)
    if match:
        return Head("reply", to=match.group("name").strip(), when=(match.group("when") or "").strip())
    if not any(map(str.isdecimal, line)) and not line.rstrip(" .").endswith("ago"):
        return None
    line = EDITED.sub("", line)
    if YEAR.fullmatch(line):
        return None
    return (
        posted_of(line) or named_of(line) or (Head("date", when=line.strip(" •·|-–—")) if is_date_line(line) else None)
    )


def opens_of(line: str) -> Head | None:
    """The same for heads that no article has: a verb of speech with a colon, `Posted by`, a date in brackets."""
    if len(line) > MAX_HEAD:
        return inline_of(line) if "):" in line[:160] else None
    return (inline_of(line) or says_of(line) if ":" in line else None) or posted_of(line)


def inline_of(line: str) -> Head | None:
    """`NAME (date), Reply to X: what they wrote`, all in one line."""
    match = INLINE.match(line) if "(" in line[:45] else None
    if not match or not is_date_line(match.group("when")):
        return None
    return Head("inline", match.group("name"), (match.group("to") or "").strip(), match.group("when"), match.end())


def says_of(line: str) -> Head | None:
    """`NAME says:`, perhaps with a date on either side of the colon."""
    match = SAYS.match(line) or SAYS_FIRST.match(line)
    if not match:
        return None
    groups = match.groupdict()
    dates = [part for key in ("when", "on", "before") if (part := (groups.get(key) or "").strip())]
    if not all(map(is_date_line, dates)):
        return None
    author, to = named(match.group("name"))
    return Head("says", author, to, dates[0] if dates else "")


def posted_of(line: str) -> Head | None:
    """`Posted by: NAME | date | 3`, `by NAME » date`, `[–] NAME 3 points 2 years ago`."""
    match = POSTED.match(line) or POINTS.match(line)
    if match and is_date_line(match.group("when")):
        return Head("posted", match.group("name").strip(), when=match.group("when").strip())
    return None


def named_of(line: str) -> Head | None:
    """`NAME • 3 years ago`, `NAME, 7 February 2020`, `NAME > OTHER • 2d`."""
    if TITLES.match(line):
        return None
    for match in SPLIT.finditer(line, 1, 60):
        name, when = line[: match.start()].strip(" •·|-–—,"), line[match.end() :].strip()
        if len(when) >= 2 and not YEAR.fullmatch(when) and is_date_line(when):
            author, to = named(name)
            if not LETTERS.search(DATE_FILLER.sub(" ", DATE_WORDS.sub(" ", author.replace("_", "")))):
                return None
            return Head("named", author, to, when) if like_name(author) and (not to or like_name(to)) else None
    return None


def named(name: str) -> tuple[str, str]:
    """A name, and the name it answers where an arrow leads there."""
    author, _, to = TO.sub("\n", ITEM.sub("", name).strip(" @"), count=1).partition("\n")
    return author.strip(), to.strip()


def like_name(name: str) -> bool:
    """One to five words without the end of a sentence."""
    return 0 < len(name) <= 45 and len(name.split()) <= 5 and not re.search(r"[.!?;:]\s|[!?;:,]$", name)


def age_in(line: str) -> str:
    """How old the line of buttons under a comment says it is: `Like · Reply · 3 · 5y`."""
    match = AGE.search(line)
    return match.group("when") if match else ""
