"""The year of a linked member: tied all year, there at least once (3.3.s5, M11)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NOT_YET
from consultrules.facts.year import member_year_row
from consultrules.policy.vocabulary import Tier
from facts.builders import (
    COUNTY,
    HELD_ON,
    OTHER_COUNTY,
    UNITS,
    by_heads,
    day,
    line,
    link,
    sector_room,
    session,
    town_room,
    village_room,
)

OVER = dt.date(2026, 1, 1)


def _member(**more: Any) -> cr.Person:
    held = {"level": "county", "unit": COUNTY, "since": day("2022-01-01")}
    return cr.Person(id="m1", memberships=[held | more])


CAME = session(roll=[line("m1", "member"), line("v1")])


def _of(person: cr.Person, *rooms: cr.Room, **more: Any) -> tuple[int | None, ...]:
    given = {"rooms": rooms, "sessions": (CAME,), "as_of": OVER}
    facts = member_year_row(person, 2025, **(given | more)).facts
    return facts["linked"], facts["full_year"], facts["attended"]


def test_a_linked_member_who_came() -> None:
    """Linked all year, attended once."""
    assert _of(_member(), village_room()) == (1, 1, 1)
    row = member_year_row(_member(), 2025, rooms=[village_room()], sessions=[CAME], as_of=OVER)
    assert row.facts["member_tier"] == Tier.COUNTY.number
    assert (row.subject, row.day, row.unit) == ("m1@2025", dt.date(2025, 12, 31), UNITS[COUNTY])


@pytest.mark.parametrize("status", ["absent", "excused", "planned"])
def test_who_did_not_come_did_not_attend(status: str) -> None:
    """Being on the roll is not enough (M11)."""
    held = session(roll=[line("m1", "member", status=status)])
    assert _of(_member(), village_room(), sessions=(held,)) == (1, 1, 0)


def test_serving_the_session_is_not_attending_it() -> None:
    """Who took the minutes did not take part (C1)."""
    held = session(roll=[line("m1", "recorder", "member")])
    assert _of(_member(), village_room(), sessions=(held,))[2] == 0


@pytest.mark.parametrize(
    "more",
    [{"status": "cancelled"}, {"on": day("2024-12-31")}, {"on": OVER}],
)
def test_only_sessions_held_in_the_year_can_be_attended(more: dict[str, Any]) -> None:
    """Where none was held there was nothing to attend."""
    held = session(**({"roll": [line("m1", "member")]} | more))
    assert _of(_member(), village_room(), sessions=(held,)) == (0, 1, 0)


def test_whether_there_was_anything_to_attend_may_be_untold() -> None:
    """Of a session planned for a day that is over nobody told whether it was held; another may show her."""
    planned = session(id="s0", status="planned", roll=[line("m1", "member")])
    assert _of(_member(), village_room(), sessions=(planned,)) == (1, 1, None)
    assert _of(_member(), village_room(), sessions=(planned, CAME)) == (1, 1, 1)
    missed = session(roll=[line("v1")])
    assert _of(_member(), village_room(), sessions=(planned, missed)) == (1, 1, None)


def test_while_the_year_runs_the_duty_is_open() -> None:
    """Before the first session, and after sessions without the member; not once the member came."""
    missed = session(id="s0", on=day("03-01"), roll=[line("v1")])
    both = {"sessions": (missed, CAME)}
    assert _of(_member(), village_room(), as_of=day("02-01"), **both) == (1, 1, NOT_YET)
    assert _of(_member(), village_room(), as_of=day("06-09"), **both) == (1, 1, NOT_YET)
    assert _of(_member(), village_room(), as_of=HELD_ON, **both) == (1, 1, 1)


def test_head_counts_tell_nothing_of_a_person() -> None:
    """Without a roll nobody knows who came, unless another roll shows the member."""
    heads = by_heads(id="s2")
    assert _of(_member(), village_room(), sessions=(heads,)) == (1, 1, None)
    assert _of(_member(), village_room(), sessions=(heads, CAME)) == (1, 1, 1)
    assert _of(_member(), village_room(), sessions=(heads,), as_of=HELD_ON)[2] == NOT_YET


def test_without_a_tie_there_is_no_duty() -> None:
    """Nobody's rooms, another's link, an expired one."""
    expired = village_room(links=[link("m1", until=day("01-01"))])
    assert _of(_member()) == (0, 0, 0)
    for room in (village_room(links=[link("m2")]), expired):
        assert _of(_member(), room)[:2] == (0, 0)


def test_a_tie_of_one_day_is_a_tie() -> None:
    """On the first of January there was a session, and from the second on no link."""
    brief = village_room(links=[link("m1", until=day("01-02"))])
    held = session(on=day("01-01"), roll=[line("m1", "member")])
    assert _of(_member(), brief, sessions=(held,)) == (1, 0, 1)


def test_the_terms_of_the_tier_that_counts() -> None:
    """A county member since May, though of the city all year; a city member by the city's term."""
    county = {"level": "county", "unit": COUNTY, "since": day("05-01")}
    both = cr.Person(id="m1", memberships=[{"level": "city"}, county])
    assert _of(both, village_room()) == (1, 0, 1)
    city = cr.Person(id="m1", memberships=[{"level": "city"}])
    assert _of(city, village_room()) == (1, 1, 1)


def test_untold_links_leave_it_open() -> None:
    """A room that told of no links may have linked the member; one that did is enough."""
    untold = town_room(id="r2", links=None)
    running = {"as_of": HELD_ON}
    assert _of(_member(), untold, **running)[:2] == (None, None)
    assert _of(_member(), village_room(), untold)[:2] == (1, 1)


@pytest.mark.parametrize(
    ("spans", "full"),
    [
        ([("01-01", "07-01"), ("07-01", None)], 1),
        ([("01-01", "08-01"), ("06-01", None)], 1),
        ([("01-01", "07-01"), ("07-02", None)], 0),
        ([("07-01", None)], 0),
        ([("2020-01-01", None), ("03-01", "04-01")], 1),
    ],
)
def test_linked_all_year_through_several_rooms(spans: Any, full: int) -> None:
    """What counts is that there was a tie on every day of the year."""
    rooms = [
        village_room(id=f"r{n}", links=[link("m1", since=day(a), until=day(b) if b else None)])
        for n, (a, b) in enumerate(spans)
    ]
    held = session(room="r0", on=day(max(spans[0][0], "06-10")), roll=[line("m1", "member")])
    assert _of(_member(), *rooms, sessions=(held,))[1] == full


def test_a_room_and_a_membership_have_their_own_days() -> None:
    """A link to a room founded in May, or of a member since May, does not fill the year."""
    assert _of(_member(), village_room(since=day("05-01"))) == (1, 0, 1)
    assert _of(_member(since=day("05-01")), village_room()) == (1, 0, 1)
    assert _of(_member(until=day("12-31")), village_room()) == (1, 0, 1)


def test_a_session_counts_only_while_its_room_had_the_member() -> None:
    """A member who moved from one room to another owes nothing for what the first did later."""
    old = village_room(links=[link("m1", until=day("05-01"))])
    new = town_room(id="r2", links=[link("m1", since=day("05-01"))])
    assert _of(_member(), old, new, sessions=(CAME,)) == (0, 1, 0)
    joint = session(room="r9", hosts=["r9", "r2"], roll=[line("m1", "member")])
    assert _of(_member(), old, new, sessions=(joint,)) == (1, 1, 1)


def _tier(*levels: dict[str, Any]) -> int | None:
    person = cr.Person(id="m1", memberships=levels)
    row = member_year_row(person, 2025, rooms=[village_room()], sessions=[CAME], as_of=OVER)
    return row.facts["member_tier"]


def test_the_tier_of_the_year() -> None:
    """County before any other, since the duty is the county members'; past terms do not count."""
    county = {"level": "county", "unit": COUNTY}
    assert _tier({"level": "city"}, county) == Tier.COUNTY.number
    assert _tier({"level": "city"}) == Tier.CITY.number
    assert _tier({"level": "city"}, county | {"until": day("2024-01-01")}) == Tier.CITY.number
    assert _tier(county | {"until": day("03-01")}) == Tier.COUNTY.number
    assert _tier() is None


def test_a_former_member_has_no_duty_and_an_unknown_one_may_have() -> None:
    """A term that ended before the year ends the duty; of untold memberships the links speak."""
    assert _of(_member(until=day("2024-06-01")), village_room()) == (0, 0, 1)
    assert _of(cr.Person(id="m1"), village_room()) == (1, 1, 1)


def test_a_sector_room_ties_as_well() -> None:
    """Members take part in the rooms of their sector and their area (3.3.s5)."""
    room = sector_room(links=[link("m1", "sector")])
    assert _of(_member(), room) == (1, 1, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, (None, None, None)),
        ([], (NOT_YET, NOT_YET, NOT_YET)),
        ([{"year": 2024, "activity_included": True}], (NOT_YET, NOT_YET, NOT_YET)),
        ([{"year": 2025, "on": "2026-01-02", "activity_included": True}], (NOT_YET,) * 3),
        ([{"year": 2025}], (None, None, None)),
        (
            [{"year": 2025, "activity_included": True, "attendance_weight": 40}],
            (1, 40, None),
        ),
        (
            [{"year": 2025, "activity_included": False, "contribution_weight": 0}],
            (0, None, 0),
        ),
    ],
)
def test_what_a_member_was_assessed_by(told: Any, expected: tuple[int | None, ...]) -> None:
    """Two weights, and whether activity is in it at all (4.2.s9); without an assessment it is to come."""
    own = told and [cr.MemberAssessment(person="m1", **one) for one in told]
    given = {"rooms": [village_room()], "sessions": [CAME], "as_of": OVER, "assessments": own}
    facts = member_year_row(_member(), 2025, **given).facts  # type: ignore[arg-type]
    codes = ("activity_assessed", "attendance_weight", "contribution_weight")
    assert tuple(facts[code] for code in codes) == expected


def test_two_assessments_of_a_year_have_to_be_sound_both() -> None:
    """A member of county and city is assessed by each; what somebody else says is no assessment."""
    county, city = ({"organ": "CPPCC", "unit": unit} for unit in (COUNTY, "320600000000"))
    sound = {"activity_included": True, "attendance_weight": 40, "contribution_weight": 60}
    told = [{"level": "county", "unit": COUNTY}, {"level": "city", "unit": "320600000000"}]
    of_both = cr.Person(id="m1", memberships=told)

    def facts(*told: dict[str, Any]) -> tuple[int | None, ...]:
        own = [cr.MemberAssessment(person="m1", year=2025, **one) for one in told]
        given = {"rooms": [village_room()], "sessions": [CAME], "as_of": OVER, "assessments": own}
        row = member_year_row(of_both, 2025, **given)  # type: ignore[arg-type]
        return tuple(row.facts[code] for code in ("activity_assessed", "attendance_weight"))

    assert facts({**sound, "by": county}, {**sound, "by": city, "attendance_weight": 30}) == (1, 30)
    assert facts({**sound, "by": county}, {"by": city, "activity_included": False}) == (0, None)
    assert facts({**sound, "by": county}, {"by": city, "attendance_weight": 0}) == (None, 0)
    assert facts({**sound, "by": {"organ": "ROOM", "unit": COUNTY}}) == (NOT_YET, NOT_YET)
    assert facts({**sound, "by": {"organ": "CPPCC", "unit": OTHER_COUNTY}}) == (NOT_YET, NOT_YET)
    another = {"organ": "CPPCC", "unit": "320623000000"}
    assert facts({**sound, "by": another}) == (NOT_YET, NOT_YET)
