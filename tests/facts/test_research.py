"""Research before a session and the report of sensitive matters (3.4, 4.3.s2d)."""

from __future__ import annotations

from typing import Any

import pytest

from consultrules.facts.fact import NEVER
from facts.builders import (
    COUNTY,
    GOVERNMENT,
    PARTY,
    VILLAGE,
    body,
    day,
    number,
    read,
    research,
    sector_room,
    session_facts,
    topic,
    village_room,
)

CLEAR = ("clarified_policy", "clarified_facts", "clarified_wishes")


def _facts(*pieces: Any, **more: Any) -> dict[str, int | None]:
    return session_facts(room=village_room(), research=pieces, **more).facts


def _clear(facts: dict[str, int | None]) -> tuple[int | None, ...]:
    return tuple(facts[code] for code in CLEAR)


def test_research_before_the_session() -> None:
    """Its last day, who took part, and the three things that it made clear (3.4.s3)."""
    facts = _facts(research("05-20", "05-22"))
    assert facts["research_day"] == facts["research_end_day"] == number("05-22")
    assert _clear(facts) == (1, 1, 1)
    assert facts["research_participants"] == 5
    assert facts["research_public_representatives"] == 2


def test_untold_research_is_unknown() -> None:
    """Nobody said whether there was any."""
    facts = session_facts(room=village_room(), research=None).facts
    told = ("research_day", "research_end_day", "research_participants", *CLEAR)
    assert {facts[code] for code in told} == {None}


def test_no_research_is_known() -> None:
    """An empty list says that none took place, so nobody took part and nothing is clear."""
    facts = _facts()
    assert facts["research_day"] == facts["research_end_day"] == NEVER
    assert facts["research_participants"] == facts["research_public_representatives"] == 0
    assert _clear(facts) == (0, 0, 0)


@pytest.mark.parametrize(
    ("start", "end", "option", "in_time"),
    [
        ("06-10", "06-10", "same_day_counts", True),
        ("06-10", None, "same_day_counts", True),
        ("06-10", None, "day_before", False),
        ("06-08", "06-09", "day_before", True),
        ("06-09", "06-11", "same_day_counts", False),
        ("06-11", "06-12", "same_day_counts", False),
    ],
)
def test_research_has_to_be_over_in_time(
    start: str, end: str | None, option: str, in_time: bool
) -> None:
    """What straddles the session or follows it makes nothing clear beforehand (L4, L18)."""
    facts = _facts(research(start, end), policy=read(L18=option))
    assert facts["research_day"] == number(end or start)
    assert _clear(facts) == ((1, 1, 1) if in_time else (0, 0, 0))


def test_several_pieces_count_together() -> None:
    """Each makes its part clear; the same people may have been in both, so none are added up."""
    facts = _facts(
        research("05-25", "05-26", clarified=("wishes",), participants=3, by_capacity=None),
        research("05-20", "05-22", clarified=("policy",), participants=7),
    )
    assert facts["research_day"] == number("05-26")
    assert _clear(facts) == (1, 0, 1)
    assert facts["research_participants"] == 7
    assert facts["research_public_representatives"] == 2
    some, more = ({"member": n, "public_representative": n} for n in (1, 3))
    facts = _facts(research(by_capacity=more), research("05-25", None, by_capacity=some))
    assert facts["research_public_representatives"] == 3


@pytest.mark.parametrize(
    ("told", "expected"),
    [((0, None), None), ((None, 0), None), ((1, None), 1), ((0, 0), 0), ((None, None), None)],
)
def test_a_piece_of_which_nobody_told_may_have_had_those_that_are_lacking(
    told: tuple[int | None, ...], expected: int | None
) -> None:
    """None of the public came along once; of the other time nobody knows (4.3.s2d)."""
    pieces = [
        research(f"05-2{n}", None, by_capacity=None if m is None else {"public_representative": m})
        for n, m in enumerate(told)
    ]
    assert _facts(*pieces)["research_public_representatives"] == expected


def test_a_piece_after_the_session_adds_nothing() -> None:
    """Of research before and after only the former counts."""
    facts = _facts(
        research("05-20", "05-22", clarified=("policy",)),
        research("06-20", "06-22", participants=30, by_capacity={"public_representative": 20}),
    )
    assert facts["research_day"] == number("05-22")
    assert _clear(facts) == (1, 0, 0)
    assert (facts["research_participants"], facts["research_public_representatives"]) == (5, 2)


@pytest.mark.parametrize(
    ("option", "expected"), [("same_day_counts", "06-10"), ("day_before", "05-22")]
)
def test_a_last_piece_on_the_day_itself(option: str, expected: str) -> None:
    """Research done before is not undone by a visit on the day of the session (L18)."""
    facts = _facts(research(), research("06-10", None), policy=read(L18=option))
    assert facts["research_day"] == number(expected)


def test_of_late_research_the_first_is_told() -> None:
    """Where all came too late, its first day says by how much."""
    facts = _facts(
        research("07-01", "07-05", participants=9), research("06-12", "06-14", participants=4)
    )
    assert facts["research_day"] == number("06-14")
    assert facts["research_participants"] == 4


@pytest.mark.parametrize(
    ("clarified", "expected"),
    [
        ((("policy", "facts", "wishes"), None), (1, 1, 1)),
        ((("policy",), None), (1, None, None)),
        ((("policy",), ()), (1, 0, 0)),
        ((None,), (None, None, None)),
        (((),), (0, 0, 0)),
    ],
)
def test_what_is_clear_for_certain(
    clarified: tuple[Any, ...], expected: tuple[int | None, ...]
) -> None:
    """One piece is enough to make a thing clear; to say that it is not, all have to tell."""
    pieces = [research(f"05-2{n}", None, clarified=c) for n, c in enumerate(clarified)]
    assert _clear(_facts(*pieces)) == expected


@pytest.mark.parametrize(
    ("participants", "by_capacity", "people", "public"),
    [
        (5, None, 5, None),
        (None, {"convener": 1, "public_representative": 3}, 4, 3),
        (None, {"member": 2}, 2, 0),
        (None, {}, 0, 0),
        (None, None, None, None),
        (4, {"member": 2}, 4, 0),
    ],
)
def test_who_took_part(participants: Any, by_capacity: Any, people: Any, public: Any) -> None:
    """As told, else the sum of the capacities; without either it is unknown (L2)."""
    facts = _facts(research(participants=participants, by_capacity=by_capacity))
    assert facts["research_participants"] == people
    assert facts["research_public_representatives"] == public


@pytest.mark.parametrize(
    ("of_topic", "met", "expected"),
    [
        (True, None, 1),
        (False, True, 1),
        (None, True, 1),
        (False, False, 0),
        (None, False, 0),
        (False, None, 0),
        (None, None, None),
    ],
)
def test_whether_a_sensitive_matter_was_met(of_topic: Any, met: Any, expected: int | None) -> None:
    """The topic or the research may tell; one that says so is enough (3.4.s5a)."""
    facts = _facts(research(sensitive_met=met), topic=topic(sensitive=of_topic))
    assert facts["sensitive"] == expected


def test_without_topic_and_research_nothing_sensitive_is_known() -> None:
    """Nobody told, so nobody knows."""
    facts = session_facts(room=village_room()).facts
    assert facts["sensitive"] is facts["sensitive_reported_day"] is None


def _reported(*reports: tuple[str, tuple[Any, ...]], room: Any = None, **more: Any) -> Any:
    given = [{"on": day(on), "to": to} for on, to in reports]
    piece = research(sensitive_met=True, sensitive_reports=given)
    return session_facts(
        room=room or village_room(), research=(piece, *more.pop("and_also", ())), **more
    )


def test_a_report_to_both_bodies() -> None:
    """Party committee and government of the approving unit are told (L11)."""
    row = _reported(("05-21", (PARTY, GOVERNMENT)))
    assert row.facts["sensitive_reported_day"] == number("05-21")
    assert row.evidence["sensitive_reported_day"] == ()


def test_two_reports_are_complete_with_the_second() -> None:
    """The day is that by which all have been told, in whichever order the records stand."""
    row = _reported(("05-24", (GOVERNMENT,)), ("05-21", (PARTY,)), ("05-28", (GOVERNMENT,)))
    assert row.facts["sensitive_reported_day"] == number("05-24")


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ((PARTY,), GOVERNMENT),
        ((GOVERNMENT,), PARTY),
        ((PARTY, body("GOVERNMENT", COUNTY)), GOVERNMENT),
        ((GOVERNMENT, body("PARTY_COMMITTEE", VILLAGE)), PARTY),
    ],
)
def test_a_report_to_one_of_the_two_is_not_enough(told: Any, missing: Any) -> None:
    """A report that reached one body, or the wrong unit, leaves the other untold."""
    row = _reported(("05-21", told))
    assert row.facts["sensitive_reported_day"] == NEVER
    assert row.evidence["sensitive_reported_day"] == (missing.name(),)


def test_no_report_is_known_and_an_untold_one_is_not() -> None:
    """An empty list says that nobody was told."""
    assert _reported().facts["sensitive_reported_day"] == NEVER
    for met in (True, False):
        untold = _facts(research(sensitive_met=met), topic=topic(sensitive=True))
        assert untold["sensitive_reported_day"] is None


def test_a_report_may_stand_with_another_piece() -> None:
    """Untold reports of a piece that met the matter may hold what is lacking; of another they do not."""
    open_piece = research("05-25", None, sensitive_met=None)
    sound_piece = research("05-25", None, sensitive_met=False)
    assert _reported(and_also=(open_piece,)).facts["sensitive_reported_day"] is None
    assert _reported(and_also=(sound_piece,)).facts["sensitive_reported_day"] == NEVER


@pytest.mark.parametrize(("room", "expected"), [(None, None), (sector_room(None), None)])
def test_whom_to_tell_may_be_unknown(room: Any, expected: None) -> None:
    """Without the room, or the tier of its sector, nobody knows whom to tell."""
    piece = research(sensitive_met=True, sensitive_reports=())
    row = session_facts(room=room, research=(piece,))
    assert row.facts["sensitive_reported_day"] is expected
    assert row.evidence.get("sensitive_reported_day", ()) == (() if room is None else ("tier",))


def test_a_sector_tells_its_county() -> None:
    """For a county sector the bodies are those of the county (L11)."""
    above = (body("PARTY_COMMITTEE", COUNTY), body("GOVERNMENT", COUNTY))
    row = _reported(("05-21", above), room=sector_room())
    assert row.facts["sensitive_reported_day"] == number("05-21")


def test_what_came_up_later_is_not_about_an_earlier_session() -> None:
    """The second piece was done after the session, for another one (3.4.s5a)."""
    quiet = research("05-20", "05-22", sensitive_met=False, sensitive_reports=())
    report = {"on": day("06-14"), "to": [PARTY, GOVERNMENT]}
    later = research("06-12", "06-14", id="q2", sensitive_met=True, sensitive_reports=[report])
    facts = _facts(quiet, later, topic=topic(sensitive=None))
    assert (facts["sensitive"], facts["sensitive_reported_day"]) == (0, NEVER)
    facts = _facts(later, topic=topic(sensitive=None))  # none came before: this one was late
    assert (facts["sensitive"], facts["sensitive_reported_day"]) == (1, number("06-14"))


def test_one_quiet_piece_says_nothing_of_another() -> None:
    quiet = research("05-20", "05-22", sensitive_met=False)
    silent = research("05-24", "05-25", id="q2", sensitive_met=None)
    assert _facts(quiet, silent, topic=topic(sensitive=None))["sensitive"] is None
    assert _facts(quiet, silent, topic=topic(sensitive=False))["sensitive"] == 0


def test_staff_and_media_take_no_part_in_research() -> None:
    """C1 leaves them aside; L2 asks for a participant beside the convener."""
    alone = research(participants=5, by_capacity={"staff": 3, "media": 1, "convener": 1})
    assert _facts(alone)["research_participants"] == 1
    untold = research(participants=None, by_capacity={"convener": 1, "recorder": 3})
    assert _facts(untold)["research_participants"] == 1
    two_ways = research(participants=2, by_capacity={"staff": 2, "recorder": 2})
    assert _facts(two_ways)["research_participants"] == 0
