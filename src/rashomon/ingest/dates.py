"""Dates as pages print them, in some twenty languages, to ISO days; ambiguous ones (3/4/2020) give nothing."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    "january januar janvier enero gennaio января janeiro januari يناير jan janv ene gen jän ocak stycznia ledna січня",
    (
        "february februar février fevrier febrero febbraio февраля fevereiro februari فبراير feb févr fév şubat"
        " lutego února лютого pebruari"
    ),
    "march märz maerz mars marzo марта março maart مارس mar mär mart marca března березня maret",
    "april avril abril aprile апреля أبريل ابريل apr avr abr nisan kwietnia dubna квітня",
    "may mai mayo maggio мая maio mei مايو mag mayıs maja května травня maj",
    "june juni juin junio giugno июня junho يونيو jun giu haziran czerwca června червня",
    "july juli juillet julio luglio июля julho يوليو jul juil lug temmuz lipca července липня",
    "august août aout agosto августа augustus أغسطس اغسطس aug ago ağustos sierpnia srpna серпня augusti agustus",
    "september septembre septiembre settembre сентября setembro سبتمبر sep sept set eylül września září вересня",
    (
        "october oktober octobre octubre ottobre октября outubro أكتوبر اكتوبر oct okt ott out ekim października"
        " října жовтня"
    ),
    "november novembre noviembre ноября novembro نوفمبر nov kasım listopadu листопада",
    (
        "december dezember décembre diciembre dicembre декабря dezembro desember ديسمبر dec dez déc dic aralık"
        " grudnia prosince грудня"
    ),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
MONTH = "(" + "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True)) + r")\b\.?"
DAY = r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|°)?"
YEAR = r"((?:19|20)\d\d)(?!\d)"
PATTERNS = (
    (re.compile(rf"(?<!\d){YEAR}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)"), "ymd"),
    (re.compile(rf"\b{MONTH}\s+{DAY}\s*,?\s+{YEAR}", re.IGNORECASE), "mdy"),
    (re.compile(rf"(?<!\d){DAY}\.?[\s-]+(?:de\s+|of\s+)?{MONTH}[\s,-]+(?:de\s+|del\s+)?{YEAR}", re.IGNORECASE), "dmy"),
    (re.compile(rf"(?<!\d){YEAR}\s*年\s*(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])\s*日"), "ymd"),
    (re.compile(rf"(?<!\d){YEAR}\s*년\s*(1[0-2]|0?[1-9])\s*월\s*(3[01]|[12]\d|0?[1-9])\s*일"), "ymd"),
    (re.compile(rf"(?<!\d)(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.{YEAR}"), "dmy"),
    (re.compile(rf"(?<!\d)(1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])/{YEAR}"), "dmy"),
    (re.compile(rf"(?<!\d)(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])/{YEAR}"), "mdy"),
)


def date_in(text: str) -> str:
    """The first full date in the first 400 characters of `text` as YYYY-MM-DD, or nothing."""
    return date_at(text)[1]


def date_at(text: str) -> tuple[int, str]:
    """Where the first full date in the first 400 characters of `text` begins, and the day; -1 and nothing without."""
    found: list[tuple[int, str]] = []
    for pattern, order in PATTERNS:
        match = pattern.search(text[:400])
        if match:
            day = iso(dict(zip(order, match.groups(), strict=True)))
            if day:
                found.append((match.start(), day))
    return min(found) if found else (-1, "")


def iso(parts: dict[str, str]) -> str:
    """The day as YYYY-MM-DD, or nothing when the calendar has none such.

    `parts` has the year `y` and day `d` in digits and the month `m` in digits or as a name; `ValueError` for another.
    """
    month = MONTH_NUMBERS.get(parts["m"].lower()) or int(parts["m"])
    try:
        return datetime.date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return ""
