"""Citations: which document of the case is meant where a text names a medium ("The Times reports that")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rashomon.link.ways.sayings import WORD, Page, Saying, described
from rashomon.records import Identity
from rashomon.text import fold

ENOUGH = 0.34
"""Share of the weight of a saying's words that another one must have to be what it cites."""
AHEAD = 1.25
"""How many times likelier the likeliest document must be than the next one."""
LEAST = 3
"""Words that both must have."""
ALIKE = 2
"""Words that two descriptions of somebody unnamed must share to be of the same ones."""
MOST = 200
"""Documents of one medium that are looked at for one citation, those published last before it."""
ARTICLES = frozenset("the a an this that our".split())
GENERIC = frozenset("agency news newspaper one world service online com www of and for newsroom desk staff".split())
"""Words that make no name of a medium by themselves."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The document that a citation means, with the saying there, if one has the content; or why it cannot be told."""

    page: Page | None
    saying: Saying | None
    reason: str
    p: float = 1.0


class Press:
    """The media of a case and their documents."""

    def __init__(self, pages: Mapping[str, Page], who: Sequence[Identity]) -> None:
        self._pages = pages
        self._of_key: dict[str, list[str]] = defaultdict(list)
        self._keys_by_form: dict[str, set[str]] = defaultdict(set)
        for page in pages.values():
            key = outlet_key(page.name)
            if key:
                self._of_key[key].append(page.id)
        others = _other_names(who)
        for key in self._of_key:
            for form in _forms(key) | others.get(key, set()):
                self._keys_by_form[form].add(key)
        self._found: dict[str, list[Page]] = {}
        self._from: dict[tuple[str, str], bool] = {}
        self._rare: dict[str, dict[str, float]] = {}

    def documents(self, name: str) -> list[Page]:
        """The documents of the medium that goes by a name; none where it may be one of two media."""
        key = outlet_key(name)
        if key not in self._found:
            self._found[key] = self._documents(key)
        return self._found[key]

    def _documents(self, key: str) -> list[Page]:
        if not key:
            return []
        found = {key} if key in self._of_key else set(self._keys_by_form.get(key, ()))
        for form in _forms(key) if not found else ():
            found |= {form} if form in self._of_key else set()
        bare = _bare(key)
        for form in () if found or bare == key else (bare,):  # "the Halyard agency" and "Halyard News Agency"
            found |= {k for k in self._keys_by_form.get(form, ()) if _bare(k) == bare}
        for near in list(found):  # "Norvane One" and "Norvane One Newsroom"
            found |= self._keys_by_form.get(near, set()) | {f for f in _forms(near) if f in self._of_key}
        if not found or not _one_medium(found):
            return []
        return [self._pages[doc] for k in sorted(found) for doc in self._of_key[k]]

    def is_by(self, page: Page, name: str) -> bool:
        """Whether a page is one of the medium that goes by a name."""
        one, other = outlet_key(page.name), outlet_key(name)
        alike = one == other or one in _forms(other) or other in _forms(one)
        return bool(one and other) and (alike or _bare(one) == _bare(other) != "")

    def cited(self, page: Page, saying: Saying, name: str, root: Callable[[Saying], str]) -> Cited | None:
        """What a citation of a medium in a saying means; nothing where the case has no document of it.

        `root` gives for a saying what it is a copy of, so that copies of one document do not make it doubtful.
        """
        named = [other for other in self.documents(name) if other.id != page.id]
        earlier = sorted((o for o in named if _may_precede(o, page)), key=lambda o: (o.published, o.id))[-MOST:]
        earlier = [other for other in earlier if not self._taken_from(other.id, page.id, root)]
        if not earlier:
            return None
        words = page.around(saying) - frozenset(outlet_key(name).split())
        rated = [
            (score, other, found) for other in earlier for score, found in [self._best(words, other, saying)] if found
        ]
        ids = {other.id for other in earlier}
        # A copy stands for what it is copied from; which of its words are rare must not decide what is meant.
        rated = [r for r in rated if root(r[2]) == r[2].id or root(r[2]).rpartition(".")[0] not in ids]
        rated.sort(key=lambda r: (-round(r[0], 6), r[1].published or "9999", r[1].id))
        dated = 1.0 if page.published and all(o.published for o in earlier) else 0.8
        if rated:
            score, best, found = rated[0]
            rivals = [o for s, o, f in rated[1:] if s * AHEAD >= score and root(f) != root(found)]
            if not rivals:
                reason = f"{name} is named, and {best.title} has the same content"
                return Cited(best, found, reason, round(min(0.95, 0.5 + score / 2) * dated, 4))
            return Cited(None, None, _doubtful(name, [best, *rivals]))
        spoken = [(o, by) for o in earlier if (by := _by_the_same(saying, o, words))]
        if len(spoken) == 1:
            there, by = spoken[0]
            reason = f"{name} is named, and {there.title} has what “{by.chain[-1].name}” say, in other words"
            return Cited(there, by, reason, round(0.6 * dated, 4))
        firsts = [o for o in earlier if not _all_copied(o, earlier, root)]
        if len(firsts) == 1:
            reason = f"{name} is named, and {firsts[0].title} is its only one here; the content was not found"
            return Cited(firsts[0], None, f"{reason} in it", round(0.5 * dated, 4))
        return Cited(None, None, _doubtful(name, firsts))

    def _taken_from(self, doc: str, source: str, root: Callable[[Saying], str]) -> bool:
        """Whether a document has anything from another one; then that one does not cite it."""
        if (doc, source) not in self._from:
            roots = (root(saying) for saying in self._pages[doc].sayings)
            self._from[doc, source] = any(r.rpartition(".")[0] == source for r in roots)
        return self._from[doc, source]

    def _best(self, words: frozenset[str], page: Page, like: Saying) -> tuple[float, Saying | None]:
        """The saying of a page that has most of some words, by the weight of those that are rare there.

        One of another speaker than the saying that cites it has is none.
        """
        best: tuple[float, int, Saying] | None = None
        itself = bool(like.chain) and self.is_by(page, like.chain[-1].name)
        for saying in page.sayings:
            shared = words & page.around(saying)
            if len(shared) < LEAST or not (itself or _may_speak(like, saying)):
                continue
            rare, absent = self._weights(page), log(1 + len(page.sayings))
            total = sum(rare.get(word, absent) for word in words)
            score = sum(rare.get(word, absent) for word in shared) / max(total, 1e-9)
            claimed = 1 if saying.states_source else 0
            if score >= ENOUGH and (best is None or (round(score, 6), claimed) > (round(best[0], 6), best[1])):
                best = score, claimed, saying
        return (best[0], best[2]) if best else (0.0, None)

    def _weights(self, page: Page) -> dict[str, float]:
        """How much a word of a page tells: the fewer of its sayings have it, the more."""
        if page.id not in self._rare:
            count: dict[str, int] = defaultdict(int)
            for saying in page.sayings:
                for word in page.around(saying):
                    count[word] += 1
            total = len(page.sayings)
            self._rare[page.id] = {word: log(1 + total / n) for word, n in count.items()}
        return self._rare[page.id]


def _may_speak(citing: Saying, cited: Saying) -> bool:
    """Whether the speaker whom a citation hands on may be that of what it cites, by name or description."""
    if not (citing.states_source and cited.states_source and citing.chain and cited.chain):
        return True
    one, other = citing.chain[-1], cited.chain[-1]
    if one.kind == "outlet" or "unspecified" in (one.identification, other.identification):
        return True
    return not described(one.name).isdisjoint(described(other.name))


def _by_the_same(saying: Saying, page: Page, words: frozenset[str]) -> Saying | None:
    """What those say whom a page describes as a saying describes its own unnamed speaker; the nearest in words."""
    unnamed = ("described", "anonymous")
    if not saying.chain or not saying.states_source or saying.chain[-1].identification not in unnamed:
        return None
    name = described(saying.chain[-1].name)
    fits = [
        (len(words & page.around(other)), other)
        for other in page.sayings
        if other.chain and other.states_source and other.chain[-1].identification in unnamed
        and len(name & described(other.chain[-1].name)) >= ALIKE
    ]  # fmt: skip
    return min(fits, key=lambda f: (-f[0], f[1].start, f[1].id))[1] if fits else None


@lru_cache(maxsize=100_000)
def outlet_key(name: str) -> str:
    """The words of a medium's name, folded, without its article."""
    words = WORD.findall(fold(name).replace("’s", "").replace("'s", ""))
    return " ".join(words[1:] if words and words[0] in ARTICLES else words)


def _forms(key: str) -> set[str]:
    """The short forms of a name: its beginnings and ends that say something, and its initials."""
    words = key.split()
    cut = [words[:i] for i in range(1, len(words))] + [words[i:] for i in range(1, len(words))]
    cut.append([word for word in words if word not in GENERIC])
    found = {" ".join(part) for part in cut if not GENERIC.issuperset(part)} - {key}
    return found | ({"".join(word[0] for word in words)} if len(words) > 1 else set())


def _bare(key: str) -> str:
    """The words of a name that tell one medium from another."""
    return " ".join(word for word in key.split() if word not in GENERIC)


def _one_medium(keys: set[str]) -> bool:
    """Whether the names are all forms of one: each is the shortest one, or begins or ends with it."""
    shortest = min(keys, key=lambda k: (len(k.split()), k))
    return all(key == shortest or shortest in _forms(key) or _bare(key) == _bare(shortest) for key in keys)


def _other_names(who: Sequence[Identity]) -> dict[str, set[str]]:
    """The other names of the media that the case knows, by each of their names."""
    found: dict[str, set[str]] = defaultdict(set)
    for identity in who:
        if identity.kind == "outlet":
            keys = {outlet_key(name) for name in (identity.name, *identity.names)} - {""}
            for key in keys:
                found[key] |= keys - {key}
    return found


def _may_precede(other: Page, page: Page) -> bool:
    return not (other.published and page.published) or other.published[:10] <= page.published[:10]


def _all_copied(page: Page, others: Sequence[Page], root: Callable[[Saying], str]) -> bool:
    """Whether all that a page says is copied from another one of these."""
    ids = {other.id for other in others} - {page.id}
    roots = [root(saying) for saying in page.sayings]
    return bool(roots) and all(
        r != s.id and r.rpartition(".")[0] in ids for r, s in zip(roots, page.sayings, strict=True)
    )


def _doubtful(name: str, pages: Sequence[Page]) -> str:
    names = sorted(page.title for page in pages)
    shown = ", ".join(names[:4]) + (" and others" if len(names) > 4 else "")
    return f"{name} is named; which of its reports is meant cannot be told: {shown}"
