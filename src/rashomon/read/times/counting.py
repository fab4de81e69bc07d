"""Numbers in words and digits, as time expressions have them, and the durations that they make."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.times.words import vocabulary

VAGUE = {"couple": 2.0}
FRACTION_WORDS = frozenset({"half", "½"})


def number_of(words: Sequence[str]) -> float | None:
    """The number that words and digits make together; none for a vague one."""
    numbers = vocabulary().values["number"]
    total = current = 0.0
    plain = [w for w in words if w not in ("and", "of")]
    if len(plain) == 3 and plain[0].isdigit() and plain[1].isdigit() and plain[2].isdigit() and int(plain[2]):
        return int(plain[0]) + int(plain[1]) / int(plain[2])
    for position, word in enumerate(plain):
        if word in ("a", "an"):
            # "a hundred", "half a"; in "two and a half" it counts for nothing.
            current = current if position else 1.0 if len(plain) == 1 or plain[1] in ("hundred", "thousand") else 0.0
        elif word in FRACTION_WORDS:
            current += 0.5
        elif word == "dozen":
            current = (current or 1.0) * 12
        elif word in VAGUE:
            current += VAGUE[word]
        elif word[0].isdigit():
            current += float(word.replace(",", "")) if word.replace(",", "").replace(".", "").isdigit() else 0.0
        elif word in numbers:
            value = float(numbers[word])
            if value >= 100:
                current = (current or 1.0) * value
                total, current = (total + current, 0.0) if value >= 1000 else (total, current)
            else:
                current += value
        else:
            return None
    return total + current


def year_of(words: Sequence[str]) -> int | None:
    """The year that digits ("1996") or words ("nineteen ninety-six", "two thousand") make; none when it is no year."""
    if len(words) == 1 and words[0].isdigit():
        return int(words[0]) if len(words[0]) == 4 else None
    numbers = vocabulary().values["number"]
    values = [int(numbers.get(w, -1)) for w in words]
    if len(values) < 2 or min(values) < 0:
        return None
    if values[:2] == [2, 1000]:
        return 2000 + sum(values[2:]) if sum(values[2:]) < 1000 else None
    if values[0] not in (17, 18, 19, 20):
        return None
    rest = values[2:] if values[1] == 100 else values[1:]
    tail = sum(rest)
    return values[0] * 100 + tail if tail <= 99 and (tail >= 10 or values[1] == 100) else None


def day_number(words: Sequence[str]) -> int:
    """The day of the month in digits ("3", "3rd") or words ("third", "twenty-third"); 0 for anything else."""
    values = vocabulary().values
    total = 0
    for word in words:
        digits = word.rstrip("sthndr") if word[0].isdigit() else ""
        if digits:
            total += int(digits)
        else:
            total += int(values["ordinal"].get(word, values["number"].get(word, 0)))
    return total


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration; an X for a count that is not known."""
    time = "T" if unit.startswith("T") else ""
    letter = unit[-1]
    if count is None:
        return f"P{time}X{'W' if unit == 'F' else {'E': 'Y', 'C': 'C', 'L': 'L'}.get(letter, letter)}"
    scale = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}.get(unit)
    if scale:
        return f"P{_digits(count * scale[0])}{scale[1]}"
    whole = int(count)
    rest = count - whole
    finer = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}.get(unit)
    if rest and finer and abs(rest * finer[1] - round(rest * finer[1])) < 1e-6:
        head = f"{whole}{letter}" if whole else ""
        return f"P{time}{head}{round(rest * finer[1])}{finer[0]}"
    return f"P{time}{_digits(count)}{letter}"


def _digits(count: float) -> str:
    return f"{count:g}" if count < 1e6 else f"{int(count)}"
