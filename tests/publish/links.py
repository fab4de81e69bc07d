"""A case linked by hand: a wire report, its reprint, its paraphrase, and a report of another paper."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from rashomon.records import (
    Account,
    Change,
    Claim,
    Copy,
    Dispute,
    Document,
    Group,
    Identity,
    Lineage,
    Links,
    Origins,
    Reading,
    SameAs,
    Speaker,
    Spot,
    Statement,
    Step,
    Tie,
)
from tests.factory import claim, document, fragment, reading

WIRE = (
    "Bridge hit at Tarn\n\n"
    "The ministry said that eleven shells struck the bridge at Tarn on Friday. "
    "Ivo Kern, a rebel spokesman, denied that his men had fired. "
    "An official who asked not to be named said the bridge had been mined. "
    "The river was closed to boats for two days while divers searched it, the harbour master added."
)
REPRINT = (
    "Shells on the bridge\n\n"
    "The ministry said that eleven shells struck the old bridge at Tarn on Friday. "
    "Ivo Kern, a rebel spokesman, denied that his men had fired. "
    "The river was closed to boats for two days while divers searched it, the harbour master added. (Bow Wire)"
)
PARAPHRASE = (
    "According to the ministry, 11 projectiles reached the Tarn crossing on Friday. "
    "Traffic on the water stopped for two days, the master of the harbour added."
)
OTHER = (
    "What the residents heard\n\n"
    "Residents counted at least 30 shells at Tarn. "
    "A person close to the inquiry told the Mast that mines lay under the bridge days before. "
    "The rebels certainly fired."
)


def spot(of: Document, words: str) -> Spot:
    """Where some words stand."""
    at = fragment(of.text, words)
    return Spot(doc=of.id, start=at.start, end=at.end)


class Linked(NamedTuple):
    """The readings, their links, and the claims by a short name."""

    readings: tuple[Reading, ...]
    links: Links
    claims: dict[str, Claim]


def _spoken(name: str, identification: Any = "named", **fields: Any) -> Speaker:
    return Speaker(name=name, kind="organisation", identification=identification, **fields)


def documents(hostile: str = "") -> dict[str, Document]:
    """The four documents; `hostile` is added to their titles and outlets."""
    given: tuple[tuple[str, str, str, str], ...] = (
        ("wire", WIRE, "Bow Wire", "2024-03-01"),
        ("reprint", REPRINT, "Aft Post", "2024-03-02"),
        ("paraphrase", PARAPHRASE, "Stern World", "2024-03-02"),
        ("other", OTHER, "The Mast", "2024-03-03"),
    )
    return {
        name: document(
            text, name=f"{name}.txt", title=f"{outlet} report{hostile}", outlet=outlet + hostile, published=day
        )
        for name, text, outlet, day in given
    }


def _claims(d: dict[str, Document], hostile: str) -> dict[str, Claim]:
    stance: dict[str, Any] = {"attitude": "assert", "certainty": "CT+", "evidence": "none"}
    ministry, kern = _spoken("The ministry" + hostile), _spoken("Ivo Kern" + hostile)
    unnamed, person = _spoken("An official", "anonymous"), _spoken("A person close to the inquiry", "anonymous")
    denial: dict[str, Any] = {"attitude": "deny", "certainty": "CT-", "evidence": "none", "speaker": kern}
    return {
        "eleven": claim(d["wire"], "The ministry", "said", "that eleven shells struck the bridge at Tarn on Friday",
                        speaker=ministry, **stance),
        "denied": claim(d["wire"], "Ivo Kern, a rebel spokesman", "denied", "that his men had fired", **denial),
        "mined": claim(d["wire"], "An official who asked not to be named", "said the", "the bridge had been mined",
                       speaker=unnamed, **stance),
        "eleven again": claim(d["reprint"], "The ministry", "said",
                              "that eleven shells struck the old bridge at Tarn on Friday", speaker=ministry,
                              **stance),
        "denied again": claim(d["reprint"], "Ivo Kern, a rebel spokesman", "denied", "that his men had fired",
                              **denial),
        "projectiles": claim(d["paraphrase"], "the ministry", "According to",
                             "11 projectiles reached the Tarn crossing on Friday", speaker=ministry, **stance),
        "thirty": claim(d["other"], "Residents", "counted", "at least 30 shells at Tarn",
                        speaker=_spoken("Residents", "described"), **stance),
        "mines": claim(d["other"], "A person close to the inquiry", "told",
                       "that mines lay under the bridge days before", speaker=person, **stance),
    }  # fmt: skip


def _readings(d: dict[str, Document], c: dict[str, Claim]) -> tuple[Reading, ...]:
    out = []
    for one in d.values():
        made = reading(one, *(claim_ for claim_ in c.values() if claim_.doc == one.id))
        if one.text == OTHER:
            at = fragment(OTHER, "The rebels certainly fired.")
            own = Account(id=f"{one.id}.v{at.start}", doc=one.id, start=at.start, end=at.end, zone="body",
                          certainty="CT+")  # fmt: skip
            made = msgspec.structs.replace(made, accounts=(own,))
        out.append(made)
    return tuple(out)


def _lineages(d: dict[str, Document], hostile: str) -> dict[str, tuple[Step, ...]]:
    """The ways by the short names of claims."""

    def page(name: str) -> Step:
        return Step(node=d[name].id, name=d[name].outlet, kind="document", identification="named", how="outlet")

    wire = Step(node=d["wire"].id, name=d["wire"].outlet, kind="document", identification="named", how="copy",
                copy="p00000000001", at=spot(d["reprint"], "(Bow Wire)"),
                reason="91 % of its words stand in the wire's report, which it credits" + hostile)  # fmt: skip
    retold = Step(node=d["wire"].id, name=d["wire"].outlet, kind="document", identification="named", how="copy",
                  copy="p00000000002", reason="two sentences say the same in the same order")  # fmt: skip
    ministry = Step(node="i000000000001", name="The ministry" + hostile, kind="speaker", identification="named",
                    how="source", at=spot(d["wire"], "The ministry said"), reason="the claim's source")  # fmt: skip
    official = Step(node="n000000000001", name="An official", kind="speaker", identification="anonymous", how="source",
                    at=spot(d["wire"], "An official who asked not to be named"), reason="kept unnamed")  # fmt: skip
    person = Step(node="n000000000002", name="A person close to the inquiry", kind="speaker",
                  identification="anonymous", how="relay", at=spot(d["other"], "told the Mast"),
                  reason="told the Mast")  # fmt: skip
    nobody = Step(node="n000000000003", name="nobody named", kind="speaker", identification="unspecified", how="source")
    return {
        "eleven": (page("wire"), ministry),
        "eleven again": (page("reprint"), wire, ministry),
        "projectiles": (page("paraphrase"), retold, ministry),
        "mined": (page("wire"), official),
        "mines": (page("other"), person),
        "thirty": (page("other"), nobody),
    }


def _copies(d: dict[str, Document], hostile: str) -> tuple[Copy, ...]:
    def whole(name: str) -> Spot:
        return Spot(doc=d[name].id, start=0, end=len(d[name].text))

    pairs = (
        (spot(d["paraphrase"], "According to the ministry, 11 projectiles reached the Tarn crossing on Friday."),
         spot(d["wire"], "The ministry said that eleven shells struck the bridge at Tarn on Friday.")),
        (spot(d["paraphrase"], "Traffic on the water stopped for two days, the master of the harbour added."),
         spot(d["wire"], "The river was closed to boats for two days while divers searched it, "
                         "the harbour master added.")),
    )  # fmt: skip
    return (
        Copy(id="p00000000001", a=whole("wire"), b=whole("reprint"), kind="abridged", identity=0.91,
             direction="a to b", words=44, reasons=("the later one credits the Bow Wire" + hostile,)),
        Copy(id="p00000000002", a=whole("paraphrase"), b=spot(d["wire"], WIRE.split("\n\n")[1]), kind="reworded",
             identity=0.82, direction="b to a", words=24, aligned=pairs, reasons=("both have eleven and two days",)),
    )  # fmt: skip


def linked(hostile: str = "") -> Linked:
    """The case; `hostile` is added to names and reasons."""
    d = documents(hostile)
    c = _claims(d, hostile)
    rebels = fragment(OTHER, "The rebels certainly fired.")
    fired = f"{d['other'].id}.v{rebels.start}"
    ids = {name: one.id for name, one in c.items()} | {"fired": fired}
    s = [f"s{n:012}" for n in range(1, 6)]

    def statement(n: int, text: str, *names: str, day: str = "2024-03-01") -> Statement:
        return Statement(id=s[n], text=text + hostile, spoken_by=ids[names[0]], members=tuple(ids[x] for x in names),
                         first_seen=day)  # fmt: skip

    def group(n: int, id_: str, name: str, *names: str, **fields: Any) -> Group:
        given: dict[str, Any] = {"identification": "named", **fields}
        return Group(id=id_, statement=s[n], members=tuple(ids[x] for x in names), origin=id_, name=name, **given)

    denied = (Tie(a=fired, b=ids["denied"], kind="contradicts", p=0.9, reasons=("denies what the Mast asserts",)),)
    numbers = (
        Tie(a=ids["eleven"], b=ids["thirty"], kind="contradicts", p=0.87,
            reasons=("eleven against at least 30 shells" + hostile,)),
        Tie(a=ids["projectiles"], b=ids["thirty"], kind="contradicts", p=0.5,
            reasons=("eleven against at least 30 shells" + hostile,)),
    )  # fmt: skip
    identity = Identity(id="i000000000001", name="The ministry" + hostile, kind="organisation",
                        members=(f"{d['wire'].id}.e20", f"{d['reprint'].id}.e22"),
                        names=("The ministry", "the cabinet"),
                        reasons=("both are called the ministry" + hostile,))  # fmt: skip
    kern = [
        Identity(id=f"i00000000000{n}", name=name + hostile, kind="person", members=(f"{d[doc].id}.e9",))
        for n, name, doc in ((2, "Ivo Kern", "wire"), (3, "I. Kern", "other"))
    ]
    links = Links(
        identities=(identity, *kern),
        suggestions=(
            SameAs(a=kern[0].id, b=kern[1].id, p=0.8, reasons=("the same family name" + hostile,), against=("x",)),
        ),
        copies=_copies(d, hostile),
        ties=(*numbers, *denied, Tie(a=ids["mines"], b=ids["eleven"], kind="qualifies", p=0.7, reasons=("narrower",))),
        statements=(
            statement(0, "eleven shells struck the bridge at Tarn on Friday", "eleven", "eleven again", "projectiles"),
            statement(1, "at least 30 shells at Tarn", "thirty", day="2024-03-03"),
            statement(2, "that his men had fired", "denied", "denied again"),
            statement(3, "The rebels certainly fired.", "fired", day="2024-03-03"),
            statement(4, "the bridge had been mined", "mined", "mines"),
        ),
        lineages=tuple(Lineage(claim=ids[name], steps=steps) for name, steps in _lineages(d, hostile).items()),
        changes=(
            Change(claim=ids["projectiles"], of=ids["eleven"], kind="word", before="shells", after="projectiles",
                   before_at=spot(d["wire"], "shells"), after_at=spot(d["paraphrase"], "projectiles"),
                   reason="shells have become projectiles" + hostile),
        ),
        groups=(
            group(0, "g1", "The ministry" + hostile, "eleven", "eleven again", "projectiles",
                  reasons=("the later two are copies of the Bow Wire's report" + hostile,)),
            group(1, "g2", "nobody named", "thirty", identification="unspecified"),
            group(2, "g3", "Ivo Kern", "denied", "denied again"),
            group(4, "g4", "An official", "mined", identification="anonymous", may_be=("g5",)),
            group(4, "g5", "A person close to the inquiry", "mines", identification="anonymous", may_be=("g4",)),
        ),
        origins={
            s[0]: Origins(low=1, high=1, proof=("all three go back to the ministry" + hostile,)),
            s[1]: Origins(low=1, high=1),
            s[2]: Origins(low=1, high=1),
            s[4]: Origins(low=1, high=2, proof=("the official and the person may be one",)),
        },
        disputes=(
            Dispute(id="q000000000001", about="the number of shells" + hostile, sides=(s[0], s[1]), ties=numbers),
            Dispute(id="q000000000002", about="whether the rebels fired", sides=(s[3], s[2]), ties=denied),
        ),
    )  # fmt: skip
    return Linked(_readings(d, c), links, c)
