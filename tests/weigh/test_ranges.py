"""Counts of the same thing against one another."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rashomon.records import Finding, Fragment, Reading
from rashomon.weigh.checks import findings
from tests.factory import claim, document, place, quantity, time, valued


def report(words: str, low: float, name: str = "a.txt", **fields: Any) -> Reading:
    """A report that rockets were fired at Arda on 27 December 2019."""
    text = fields.pop("text", f"At Arda {words} rockets were fired on 27 December 2019.")
    of = document(text, name=name, published=fields.pop("published", "2019-12-28"))
    count = quantity(of, words, low, of="rockets", head="rocket", event="fire", **fields)
    return valued(of, count, time(of, "27 December 2019", "2019-12-27"), place(of, "Arda", 41.0, 20.0))


def ranges(*readings: Reading) -> list[Finding]:
    """The findings that hold counts against one another."""
    return [f for f in findings(readings) if f.kind == "range"]


def test_counts_of_one_occasion_in_two_documents() -> None:
    """Eleven rockets and 31 are not the same, whichever document comes first."""
    one, other = report("eleven", 11), report("31", 31)
    (found,) = ranges(one, other)
    assert found.outcome == "does not fit"
    assert {found.stated.doc, found.against[0].doc} == {r.document.id for r in (one, other) if r.document}
    assert ranges(other, one) == [found]


def test_a_lower_bound_is_broken_from_below_only() -> None:
    """At least thirty are not eleven; more than twenty may be 31."""
    assert [f.outcome for f in ranges(report("at least 30", 30, open_end=True), report("eleven", 11))] == [
        "does not fit"
    ]
    assert [f.outcome for f in ranges(report("more than 20", 20, open_end=True), report("31", 31))] == ["fits"]


def test_other_days_and_places_are_other_things() -> None:
    """Nothing is held against another day's count, or another town's."""
    text = "At Belmar 31 rockets were fired on 27 December 2019."
    of = document(text)
    there = valued(
        of,
        quantity(of, "31", 31, of="rockets", head="rocket", event="fire"),
        time(of, "27 December 2019", "2019-12-27"),
        place(of, "Belmar", 40.0, 20.0),
    )
    assert ranges(report("eleven", 11), there) == []


def test_other_kinds_are_other_things() -> None:
    """Iron rockets may be some of the rockets."""
    of = document("At Arda eleven iron rockets were fired on 27 December 2019.")
    some = valued(
        of,
        quantity(of, "eleven", 11, of="iron rockets", head="rocket", event="fire"),
        time(of, "27 December 2019", "2019-12-27"),
        place(of, "Arda", 41.0, 20.0),
    )
    assert ranges(some, report("31", 31)) == []


def test_more_of_something_is_not_the_count() -> None:
    """Eleven more rockets come on top."""
    text = "At Arda eleven more rockets were fired on 27 December 2019."
    assert ranges(report("eleven", 11, text=text), report("31", 31)) == []


def test_a_higher_count_later_is_left_open() -> None:
    """Counts rise while people are still counting."""
    later = report("31", 31, published="2019-12-30")
    (found,) = ranges(report("eleven", 11), later)
    assert (found.outcome, "often rise" in found.reason) == ("cannot be checked", True)


def test_a_copy_is_not_another_account() -> None:
    """The same sentence in two documents is one."""
    one = report("eleven", 11)
    copy = report("eleven", 11, text="At Arda  eleven rockets were fired on 27 December 2019!")
    assert ranges(one, copy) == []
    (found,) = ranges(one, copy, report("31", 31))
    assert len(found.against) == 1


def test_two_speakers_in_one_document() -> None:
    """Who says it stands in the sides."""
    text = "The ministry said eleven rockets were fired. Residents said 31 rockets were fired."
    of = document(text)
    said = (
        claim(of, "The ministry", "said", "eleven rockets were fired"),
        claim(of, "Residents", "said 31", "31 rockets were fired"),
    )
    counts = [quantity(of, w, n, of="rockets", head="rocket", event="fire") for w, n in (("eleven", 11), ("31", 31))]
    (found,) = ranges(valued(of, *counts, claims=said))
    assert found.outcome == "does not fit"
    assert "The ministry" in found.sides[0]
    assert "Residents" in found.sides[1]


def test_one_speaker_may_bring_a_count_up_to_date() -> None:
    """A toll that rose is no conflict."""
    text = "On 27 December 2019 he said eleven rockets were fired. On 27 December 2019 that rose to 31 rockets fired."
    of = document(text)
    counts = [quantity(of, w, n, of="rockets", head="rocket", event="fire") for w, n in (("eleven", 11), ("31", 31))]
    days = [time(of, "27 December 2019", "2019-12-27", nth=n) for n in (0, 1)]
    assert ranges(valued(of, *counts, *days)) == []


def test_counts_over_a_long_time_are_of_no_one_occasion() -> None:
    """What was fired in a year is not held against a day's."""
    text = "At Arda 400 rockets were fired in 2019."
    of = document(text)
    year = time(of, "2019", "2019-01-01", "2019-12-31", precision="year")
    count = quantity(of, "400", 400, of="rockets", head="rocket", event="fire")
    assert ranges(valued(of, count, year, place(of, "Arda", 41.0, 20.0)), report("31", 31)) == []


def test_without_a_day_or_a_place_documents_are_not_compared() -> None:
    """Two raids may both have had rockets."""
    of = document("At Arda 31 rockets were fired.")
    count = quantity(of, "31", 31, of="rockets", head="rocket", event="fire")
    assert ranges(valued(of, count, place(of, "Arda", 41.0, 20.0)), report("eleven", 11)) == []


def test_who_is_said_to_say_it_when_dates_nothing() -> None:
    """The day on which somebody says a number, and the town where, are not those of what happened."""
    both = []
    for name, words, low, source, day in (
        ("a.txt", "more than 30", 30, "An official", "28"),
        ("b.txt", "eleven", 11, "The army", "29"),
    ):
        of = document(
            f"{source} in Belmar said on {day} December 2019 that {words} rockets were fired at Arda on Friday.",
            name=name,
        )
        said = claim(of, f"{source} in Belmar", "said", f"{words} rockets were fired at Arda on Friday")
        read = valued(
            of,
            quantity(of, words, low, open_end=low == 30, of="rockets", head="rocket", event="fire"),
            time(of, f"{day} December 2019", f"2019-12-{day}"),
            time(of, "Friday", "2019-12-27"),
            place(of, "Belmar", 40.0, 20.0),
            place(of, "Arda", 41.0, 20.0),
        )
        both.append(replace(read, claims=(said,)))
    (found,) = ranges(*both)
    assert found.outcome == "does not fit"
    assert "27 December 2019" in found.reason


def test_a_site_is_of_the_town_that_it_is_known_by() -> None:
    """A base that is known only to lie near a town is of one place with the town itself."""
    text = "At the K-9 base near Arda 31 rockets were fired on 27 December 2019."
    of = document(text, name="b.txt")
    town = place(of, "Arda", 41.0, 20.0)
    site = replace(place(of, "K-9 base", 41.0, 20.0, kind="site"), near=town.id, gazetteer_id="")
    count = quantity(of, "31", 31, of="rockets", head="rocket", event="fire")
    there = valued(of, count, time(of, "27 December 2019", "2019-12-27"), site, town)
    assert [f.outcome for f in ranges(report("eleven", 11), there)] == ["does not fit"]


def test_also_counts_others() -> None:
    """What "also" happened is no other count of the same."""
    assert (
        ranges(report("eleven", 11), report("31", 31, text="At Arda 31 rockets were also fired on 27 December 2019."))
        == []
    )


def toll(words: str, low: float, name: str, **fields: Any) -> Reading:
    """A report of a toll at Arda (or elsewhere) on 27 December 2019."""
    town = fields.pop("town", "Arda")
    of = document(fields.pop("text", f"In {town} {words} on 27 December 2019."), name=name, published="2019-12-28")
    given: dict[str, Any] = {"of": "people", "head": "person", "event": "kill"}
    where = fields.pop("where", {"lat": 41.0, "lon": 20.0})
    count = quantity(of, words.split(maxsplit=1)[0], low, **{**given, **fields})
    return valued(of, count, time(of, "27 December 2019", "2019-12-27"), place(of, town, **where))


def test_to_die_and_to_be_killed_are_one_event() -> None:
    """Three who die are not five killed; bodies, the dead and fatalities count the same."""
    killed = toll("Five people were killed", 5, "a.txt")
    for words, fields in (
        ("Three people died", {"event": "die"}),
        ("Three fatalities were reported", {"of": "fatalities", "head": "fatality", "event": "report"}),
        ("Three deaths came", {"of": "deaths", "head": "death", "event": ""}),
    ):
        (found,) = ranges(killed, toll(words, 3, "b.txt", **fields))
        assert (found.outcome, "27 December 2019 in Arda" in found.reason) == ("does not fit", True)


def test_a_part_may_not_be_larger_than_its_whole() -> None:
    """Eight soldiers are among the people killed: five people cannot be all; three soldiers and five people can."""
    people = toll("Five people were killed", 5, "a.txt")
    soldiers = {"of": "soldiers", "head": "soldier"}
    (found,) = ranges(people, toll("Eight soldiers were killed", 8, "b.txt", **soldiers))
    assert found.outcome == "does not fit"
    assert "a part cannot be larger than its whole" in found.reason
    assert ranges(people, toll("Three soldiers were killed", 3, "b.txt", **soldiers)) == []


def test_two_sub_groups_are_not_held_against_one_another() -> None:
    """Eight soldiers and three protesters may both be right; protesters and demonstrators are the same."""
    protesters = toll("Three protesters died", 3, "a.txt", of="protesters", head="protester", event="die")
    soldiers = toll("Eight soldiers died", 8, "b.txt", of="soldiers", head="soldier", event="die")
    others = toll("Five demonstrators died", 5, "c.txt", of="demonstrators", head="demonstrator", event="die")
    assert ranges(protesters, soldiers) == []
    assert [f.outcome for f in ranges(protesters, others)] == ["does not fit"]


def test_whoever_is_shot_dead_is_killed() -> None:
    """The word after the verb says so."""
    of = document("In Arda eight people were shot dead on 27 December 2019.", name="b.txt", published="2019-12-28")
    at = of.text.index("shot")
    shot = Fragment(start=at, end=at + 4)
    count = quantity(of, "eight", 8, of="people", head="person", event="shoot", event_at=shot)
    there = valued(of, count, time(of, "27 December 2019", "2019-12-27"), place(of, "Arda", 41.0, 20.0))
    assert [f.outcome for f in ranges(toll("Five people were killed", 5, "a.txt"), there)] == ["does not fit"]


def test_a_country_alone_leaves_it_open_whether_it_is_one_event() -> None:
    """One report names the town, the other its country only."""
    town = toll("Five people were killed", 5, "a.txt", where={"lat": 41.0, "lon": 20.0, "country": "XX"})
    country = {"lat": 40.0, "lon": 19.0, "country": "XX", "kind": "country"}
    land = toll("Eight people were killed", 8, "b.txt", town="Norvane", where=country)
    (found,) = ranges(town, land)
    assert (found.outcome, "different events" in found.reason) == ("cannot be checked", True)
    other = toll("Eight people were killed", 8, "b.txt", town="Norvane", where={**country, "country": "YY"})
    assert ranges(town, other) == []


def test_words_in_common_leave_it_open_whether_it_is_one_event() -> None:
    """Both tell of a refinery and a blockade."""
    first = "In Arda five people died at the refinery blockade on 27 December 2019."
    second = "In Belmar nine people died when the refinery blockade was cleared on 27 December 2019."
    unknown: dict[str, Any] = {"where": {}}
    one = toll("five people died", 5, "a.txt", text=first, **unknown)
    other = toll("nine people died", 9, "b.txt", text=second, town="Belmar", **unknown)
    assert [f.outcome for f in ranges(one, other)] == ["cannot be checked"]
    plain = toll("nine people died", 9, "b.txt", town="Belmar", **unknown)
    assert ranges(one, plain) == []


def test_a_town_that_says_where_a_site_is_is_not_the_place() -> None:
    """The mill outside Belmar is the mill."""
    of = document("Nine people died at the Senk mill outside Belmar on 27 December 2019.", published="2019-12-28")
    count = quantity(of, "Nine", 9, of="people", head="person", event="die")
    mill = place(of, "Senk")
    near = place(of, "Belmar", 40.0, 20.0, part="outside")
    one = valued(of, count, time(of, "27 December 2019", "2019-12-27"), mill, near)
    other = toll("Five people were killed", 5, "b.txt", town="Senk", where={})
    assert [f.outcome for f in ranges(one, other)] == ["does not fit"]


def test_what_fell_was_fired() -> None:
    """Thirty rockets cannot fall where eleven were fired; eleven of 31 may."""
    fell = {"of": "rockets", "head": "rocket", "event": "fall"}
    text = "At Arda {} rockets fell on 27 December 2019."
    many = toll("30 rockets", 30, "b.txt", text=text.format("30"), **fell)
    few = toll("eleven rockets", 11, "b.txt", text=text.format("eleven"), **fell)
    assert [f.outcome for f in ranges(report("eleven", 11), many)] == ["does not fit"]
    assert ranges(report("31", 31), few) == []


def test_an_earlier_rise_does_not_hide_a_conflict() -> None:
    """Of three counts two were published at once: those are held against one another."""
    early = report("five", 5, published="2019-12-27")
    (found,) = ranges(early, report("eleven", 11, name="b.txt"), report("31", 31, name="c.txt"))
    assert found.outcome == "does not fit"
    assert "“eleven”" in found.reason
    assert "“five”" not in found.reason


def test_including_some_counts_the_whole() -> None:
    """Five people, including two guards, are five."""
    text = "In Arda five people, including two guards, were killed on 27 December 2019."
    one = toll("five people", 5, "a.txt", text=text)
    other = toll("Eight people were killed", 8, "b.txt")
    assert [f.outcome for f in ranges(one, other)] == ["does not fit"]


def test_who_died_at_the_scene_is_not_all() -> None:
    """Others may have died in hospital."""
    text = "In Arda two people died at the scene on 27 December 2019."
    assert ranges(toll("two people", 2, "a.txt", text=text), toll("Eight people were killed", 8, "b.txt")) == []


def test_a_shooting_and_a_crash_are_two_events() -> None:
    """In a large town people are killed twice a day; rockets and explosions may be one."""
    shot, crash, blast = (
        toll(f"{n} people", n, f"{n}.txt", text=f"In Arda {n} people were killed {how} on 27 December 2019.")
        for n, how in ((3, "by gunmen"), (8, "in a bus crash"), (5, "when rockets fell"))
    )
    (found,) = ranges(shot, crash)
    assert (found.outcome, "same cause" in found.reason) == ("cannot be checked", True)
    bomb = toll("7 people", 7, "7.txt", text="In Arda 7 people were killed in an explosion on 27 December 2019.")
    assert [f.outcome for f in ranges(blast, bomb)] == ["does not fit"]
