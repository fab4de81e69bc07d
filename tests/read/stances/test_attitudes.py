"""Attitudes: what cues say about their source's stand, and where they give no ground."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.stances.attitudes import ATTITUDES, attitude_of

LEXICON: dict[str, Any] = tomllib.loads(
    files("rashomon.read.stances").joinpath("attitudes.toml").read_text(encoding="utf-8")
)

CUES = {
    "assert": """
        says | said on Monday | had said | wrote | told reporters | according to | further says | is said to
        it was reported | has argued | : | ― | – | went on to say | made it clear | puts it | said when asked about it
        in a statement | did not only say | claims | said in a report blaming
    """,
    "confirm": """
        confirmed | admits | has acknowledged | conceded | seemed to acknowledge | a tacit admission
    """,
    "deny": """
        denied | denies | denying | has repeatedly denied | a flat denial | ruled out | issued a statement denying
        was denied by
    """,
    "dispute": """
        rejected | disputes | dismissed as | took issue with | contradicted | rebuttal of | does not accept
    """,
    "doubt": """
        doubts about | questioned whether | casts doubt on | raised serious doubts about | called into question
        is not sure | does not believe | no longer thinks | was sceptical about | isn't convinced | wonders whether
    """,
    "believe": """
        believes | is believed to | thought | suspects | in the eyes of | in his view | is widely seen as | fears
    """,
    "accuse": """
        immediately blamed | was blamed by | accused | alleging | pointed the finger at | put the blame on
        holds responsible | renewed its accusations | not only accused
    """,
    "claim_responsibility": """
        claimed responsibility for | took responsibility for | taking full responsibility for
        claims of responsibility
    """,
    "warn": """
        warned | has been warning | issued a warning | sounded the alarm
    """,
    "threaten": """
        threatened | a threat | threatens to
    """,
    "promise": """
        vowed to | pledges | a promise | swore | agreed to | offered to
    """,
    "order": """
        ordered | has instructed | gave an order | directed
    """,
    "ask": """
        asked | was asked about | called for | calls on | urging | appealed to | demanded | a plea
    """,
    "predict": """
        predicted | is expected | does not expect | forecasts | predictions
    """,
    "decline": """
        declined to say | refused to comment | refused to rule out | would not say | has not confirmed
        has yet to confirm | no comment | did not immediately respond to | could not verify | made neither public
        has not announced | didn’t elaborate | neither confirmed nor denied | stopped short of saying
        failed to answer | could not be reached for comment | can't say
    """,
    "": """
        did not deny | did not rule out | praised | in | of | endorsed | may blame | could deny | would have said
        stopped short of blaming | has not threatened | never said | there is no doubt | in order to | seemed
        best known | continued to block
    """,
}


@pytest.mark.parametrize(
    ("cue", "attitude"),
    [(cue, attitude) for attitude, cues in CUES.items() for cue in re.split(r"\s*[|\n]\s*", cues.strip())],
)
def test_a_cue_has_its_attitude(cue: str, attitude: str) -> None:
    """A cue speaks by its words in any inflection, negations and modals among them, or gives no ground."""
    assert attitude_of(cue, "") == attitude
    assert attitude_of(cue.upper(), "") == attitude


@pytest.mark.parametrize(
    ("cue", "content", "attitude"),
    [
        ("claimed", "responsibility for the shelling", "claim_responsibility"),
        ("claimed", "the attack", "claim_responsibility"),
        ("claimed", "the attack was staged", "assert"),
        ("denied", "responsibility for the shelling", "deny"),
        ("has not claimed", "responsibility for the shelling", ""),
        ("has not taken", "responsibility for the shelling", ""),
        ("could take", "responsibility for the shelling", ""),
        ("took", "responsibility for the shelling", "claim_responsibility"),
        ("said", "it had not been behind the shelling", "deny"),
        ("said", "it had nothing to do with the shelling", "deny"),
        ("said", "we fired the rockets", "claim_responsibility"),
        ("said", "I will fight on", "promise"),
        ("said", "the quay will open", "assert"),
        ("said", "we will strike at their ports", "threaten"),
        ("told", "to leave the quay", "order"),
        ("told", "that the quay was closed", "assert"),
        ("agreed", "to hand over the log", "promise"),
        ("agreed", "that the log was wrong", "confirm"),
        ("vowed", "revenge", "threaten"),
        ("vowed", "to rebuild the quay", "promise"),
        ("expressed", "doubts about the log", "doubt"),
        ("expressed", "gratitude", ""),
        ("rejected", "any involvement in the shelling", "deny"),
        ("rejected", "the mayor’s account", "dispute"),
        ("held", "the smugglers responsible", "accuse"),
        ("gave", "“no comment”", "decline"),
        ("", "the quay was closed", ""),
        (" \n", "the quay was closed", ""),
    ],
)
def test_the_content_decides_where_the_cue_does_not(cue: str, content: str, attitude: str) -> None:
    """Some verbs take their attitude from how the content opens; a plain "said" where one speaks of oneself."""
    assert attitude_of(cue, content) == attitude


def test_every_word_of_the_lexicon_names_an_attitude() -> None:
    """The tables name attitudes only, and no word stands under two of them."""
    for table in ("verbs", "nouns", "weak", "negated", "phrases"):
        assert set(LEXICON[table]) <= {*ATTITUDES, "none"}
    for table in ("verbs", "nouns", "weak", "negated"):
        words = [word for entry in LEXICON[table].values() for word in entry.split()]
        assert len(words) == len(set(words))
    assert {row["attitude"] for row in LEXICON["content"]} <= set(ATTITUDES)


WORDS = st.sampled_from(
    sorted(
        {word for cues in CUES.values() for word in cues.replace("|", " ").split()}
        | {word for entry in LEXICON["phrases"].values() for word in entry.replace(";", " ").split()}
        | {"not", "n't", ",", ":", "–", "never", "yet", "to", "short", "of", "might"}
    )
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(), st.text())
def test_any_cue_gives_one_of_the_words(cue: str, content: str) -> None:
    """Whatever the cue and the content are, the attitude is one of the words or empty."""
    assert attitude_of(cue, content) in {*ATTITUDES, ""}


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_white_space_and_case_say_nothing(words: list[str]) -> None:
    """Line breaks, runs of spaces and capitals in a cue change nothing."""
    assert attitude_of(" ".join(words), "") == attitude_of("\n  ".join(words).title(), "")


def test_a_source_that_is_nobody_takes_the_attitude_back() -> None:
    """What no one believes is not believed by the source."""
    assert attitude_of("believes", "the report", "No one in the ministry") == ""
    assert attitude_of("believes", "the report", "The ministry") == "believe"


def test_a_purpose_that_opens_a_sentence_is_no_attitude() -> None:
    """Who would have to act in order to confirm something has not confirmed it."""
    assert attitude_of("To confirm", "the origin of the rockets") == ""
    assert attitude_of("to deny", "the report") == "deny"


def test_others_in_quotation_marks_are_not_the_speaker() -> None:
    """The word "they" is the speaker in reported speech, and somebody else in words that are quoted."""
    assert attitude_of("said", "they have bombed the port") == "claim_responsibility"
    assert attitude_of("said", "“They have bombed the port”") == "assert"
    assert attitude_of("said", "“We have bombed the port”") == "claim_responsibility"
    assert attitude_of("vowed", "a response") == "threaten"
