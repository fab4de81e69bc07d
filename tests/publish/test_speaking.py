"""Who speaks in a case, by how they are identified, and what the claims rest on."""

from __future__ import annotations

from rashomon.publish.speaking import Voice, name_of, speaking
from rashomon.records import Reading, Speaker
from tests.factory import claim, document, reading
from tests.publish.depth import depth


def test_one_name_is_one_speaker_in_all_documents() -> None:
    """Most claims first, then by name; letter case and line breaks make no other; pronouns go by their name."""
    d = document("ANN LEE said a. Bob said b. He said c.")
    ann = Speaker(name="Ann\nLee", identification="named")
    claims = [
        claim(d, "ANN LEE", "said", "a", speaker=Speaker(name="ANN LEE", identification="named")),
        claim(d, "Bob", "said", "b", speaker=Speaker(name="Bob", identification="named")),
        claim(d, "He", "said", "c", speaker=ann),
    ]
    found = speaking([reading(d, *claims, claim(d, "He", "said", "b", speaker=ann)), Reading(name="none")])
    assert [(g.identification, g.voices, g.claims) for g in found.groups] == [
        ("named", [Voice("Ann Lee", 3), Voice("Bob", 1)], 4)
    ]


def test_sources_without_a_speaker_go_by_their_words() -> None:
    """What was never resolved counts as unspecified, a pronoun apart, and a claim without a source as nameless."""
    d = document("Ann, said a. She said b. It is said c.")
    claims = [claim(d, "Ann,", "said", "a"), claim(d, "She", "said", "b"), claim(d, "", "said", "c")]
    assert name_of(d.text, claims[0]) == "Ann"
    found = speaking([reading(d, *claims)])
    assert [(g.identification, g.voices) for g in found.groups] == [("unspecified", [Voice("Ann", 1)])]
    assert (found.pronouns, found.nameless) == ([Voice("She", 1)], 1)


def test_what_claims_rest_on_is_counted() -> None:
    """Claims with somebody kept unnamed, claims handed on, and the longest chain."""
    found = speaking([depth()])
    assert (found.anonymous, found.relayed, found.longest) == (1, 2, 3)
