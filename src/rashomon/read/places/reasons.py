"""Why a name stands for a place, in words for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rashomon.geography import kilometres
from rashomon.read.places.areas import Area, never, place_of
from rashomon.read.places.containing import former
from rashomon.read.places.evidence import Evidence
from rashomon.read.places.folding import folded
from rashomon.read.places.gazetteer import Known
from rashomon.read.places.resolving import Resolved, Share

WORTH = 0.005  # the least share of a runner-up that is spoken of
LITTLE = 1.0  # what speaks for a place less than this is no reason
MOST = 300  # places that nearness is looked for among
SHOWN = 3  # names of other places that are given as a reason
FAR = 150.0  # kilometres up to which one place is near another


class Reasons:
    """What a text says about areas, counted once for all of its names."""

    def __init__(self, names: Sequence[Resolved], said: Evidence) -> None:
        self.count: Counter[Area] = Counter(said.count)
        self.points: dict[str, Known] = {}
        self.beside: defaultdict[Area, dict[str, str]] = defaultdict(dict)
        for name in names:
            if name.shares and name.shares[0].p > 0.5:
                known, fold = name.shares[0].known, folded(name.named.name)
                self.points.setdefault(fold, known)
                state = _state(known)
                by_its_name = known.kind == "state" and fold == folded(known.name)
                if by_its_name or (known.kind == "country" and fold not in former()):
                    self.count[Area(known.country, state)] += 1
                for area in {Area(known.country), Area(known.country, state)}:
                    self.beside[area].setdefault(fold, known.name)
        self.points = dict(list(self.points.items())[:MOST])
        self.reasons: dict[tuple[str, int], str] = {}

    def unknown(self, resolved: Resolved) -> str:
        """Why a name has no point."""
        if folded(resolved.named.name) in never():
            return "a word that is no name by itself"
        if not resolved.shares:
            return "no list has this name; a file of your own places can"
        first = resolved.shares[0]
        return (
            f"too little speaks for any place of this name; the likeliest is {described(first.known)} ({first.p:.0%})"
        )

    def why(self, resolved: Resolved, share: Share) -> str:
        """Why this place, and what comes next."""
        rest = [s for s in resolved.shares if s is not share and s.p >= WORTH]
        after = f"; next: {described(rest[0].known)} ({rest[0].p:.0%})" if rest else ""
        key = folded(resolved.named.name) + resolved.named.said, share.known.at
        if key not in self.reasons:
            self.reasons[key] = self._reason(resolved, share)
        return f"{described(share.known)}: {self.reasons[key]}{after}"

    def _reason(self, resolved: Resolved, share: Share) -> str:
        """What spoke for the place most."""
        known = share.known
        if known.at < 0:
            return "your own file of places has it"
        if share.inside:
            return (
                f"the text puts it in {resolved.named.said}" if resolved.named.said else "the text says what it lies in"
            )
        if known.kind == "country":
            return _of_country(folded(resolved.named.name), known)
        if len(resolved.shares) == 1:
            return "the gazetteer has one place of this name"
        parts = {"near": share.near, "state": share.state, "country": share.country}
        for part in sorted(parts, key=lambda k: -parts[k]):
            its_own = part == "state" and known.kind == "state"
            if parts[part] >= LITTLE and not its_own and (words := self._said(part, resolved, known)):
                return words
        return "the best known place of this name"

    def _said(self, part: str, resolved: Resolved, known: Known) -> str:
        """One reason in words; empty where it cannot be named."""
        own = folded(resolved.named.name)
        if part == "near":
            others = [
                (kilometres(known.lat, known.lon, k.lat, k.lon), k.name)
                for name, k in self.points.items()
                if name != own and k.radius < FAR and k.at != known.at
            ]
            km, name = min(others, default=(FAR + 1, ""))
            return f"{name}, which the text names too, is {max(1, round(km))} km away" if km <= FAR else ""
        area = Area(known.country, _state(known) if part == "state" else "")
        place, times = place_of(area), self.count[area]
        if not place:
            return ""
        if times > 0 and folded(place.name) != own:
            return f"the text names {place.name}, or its people, {times} time{'s' * (times > 1)}"
        besides = [name for fold, name in self.beside[area].items() if fold != own and name != place.name]
        return f"beside what else is read in {place.name} ({', '.join(besides[:SHOWN])})" if besides else ""


def _of_country(fold: str, known: Known) -> str:
    """How a name stands for a country."""
    if fold in former():
        return f"{former()[fold]}, no longer a state; put at {known.name}"
    return "the country of this name" if fold == folded(known.name) else "another name of this country"


def _state(known: Known) -> str:
    """The state that a place is or lies in."""
    return known.name if known.kind == "state" else known.state


def described(known: Known) -> str:
    """A place in words, with the area that it lies in."""
    country = place_of(Area(known.country))
    where = [known.state] if known.state and known.kind != "state" else []
    where += [country.name] if country and known.kind != "country" else []
    name = f"the area {known.name}" if known.kind == "state" else known.name
    return f"{name} ({', '.join(where)})" if where else name
