"""The row of a session as a whole: state, kind of the room, contradictions (3.2 to 3.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from consultrules.facts.session import DECLARED, session_row
from consultrules.facts.sitting import Before
from consultrules.policy.vocabulary import RoomKind, SessionForm
from facts.builders import (
    HELD_ON,
    POLICY,
    by_heads,
    day,
    link,
    number,
    research,
    roll,
    session,
    session_facts,
    topic,
    village_room,
)


@pytest.mark.parametrize(
    ("status", "as_of", "expected"),
    [
        ("held", None, 1),
        ("held", "06-10", 1),
        ("held", "06-09", 0),
        ("held", "2026-01-01", 1),
        ("planned", None, 0),
        ("planned", "06-09", 0),
        ("planned", "06-10", 0),
        ("planned", "06-11", None),
        ("planned", "2026-01-01", None),
        ("cancelled", None, 0),
        ("cancelled", "2026-01-01", 0),
    ],
)
def test_whether_the_session_was_held(status: str, as_of: str | None, expected: int | None) -> None:
    """On its day or before a planned one has not been (F3); once that day is over nobody told."""
    judged_on = day(as_of) if as_of else None
    held = by_heads(status=status)
    row = session_row(held, before=Before(), room=None, policy=POLICY, as_of=judged_on)
    assert row.facts["session_held"] == expected
    assert row.facts["session_day"] == number("06-10")


def test_a_row_knows_its_subject() -> None:
    """Grain, id, day, and the unit whose local numbers apply."""
    row = session_facts(room=village_room())
    assert (row.grain, row.subject, row.day, row.unit) == (
        "session",
        "s1",
        HELD_ON,
        village_room().unit,
    )
    assert session_facts().unit is None


def test_only_two_facts_stand_for_what_nobody_gave() -> None:
    """In a row of plain facts a session is taken as held and as no continuation: the strict way."""
    defaults = {code: fact.default for code, fact in DECLARED.items() if fact.default is not None}
    assert defaults == {"session_held": 1, "continues": 0}


def test_every_fact_stands_in_the_row() -> None:
    """Told or not, no column is ever absent."""
    assert set(session_facts().facts) == set(DECLARED)


@pytest.mark.parametrize("form", [None, *SessionForm])
def test_the_form(form: SessionForm | None) -> None:
    """Meeting, in writing or online; untold it is unknown (C8)."""
    facts = session_facts(by_heads(form=form)).facts
    assert facts["session_form"] == (form.number if form else None)


@pytest.mark.parametrize(("continues", "expected"), [(None, 0), ("s0", 1)])
def test_a_continuing_sitting(continues: str | None, expected: int) -> None:
    """A sitting says itself which one it continues (F10)."""
    assert session_facts(by_heads(continues=continues)).facts["continues"] == expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ({"status": "held"}, 1),
        ({"status": "cancelled"}, 0),
        ({"status": "planned", "on": HELD_ON}, 0),
        ({"status": "planned"}, None),
        ({"status": "cancelled", "continues": "s00"}, 1),
        ({"status": "planned", "continues": "s00"}, 1),
        ({"status": "held", "continues": "s00"}, 1),
    ],
)
def test_what_never_took_place_cannot_be_continued(
    earlier: dict[str, Any], expected: int | None
) -> None:
    """A sitting that was to continue one that was called off is the first of its activity (F10)."""
    first = by_heads(id="s00", on=day("05-30"))
    second = by_heads(**({"id": "s0", "on": day("06-03")} | earlier))
    own = by_heads(continues="s0")
    assert session_facts(own, sessions=(first, second, own)).facts["continues"] == expected


def test_a_sitting_that_continues_two_that_were_called_off_is_the_first() -> None:
    """However long the chain, no link of it took place (F10)."""
    first = by_heads(id="s00", on=day("05-30"), status="cancelled")
    second = by_heads(id="s0", on=day("06-03"), status="cancelled", continues="s00")
    own = by_heads(continues="s0")
    assert session_facts(own, sessions=(first, second, own)).facts["continues"] == 0


@pytest.mark.parametrize(("on", "kind"), [("2024-12-31", "village"), ("2025-01-01", "community")])
def test_the_kind_on_the_day(on: str, kind: str) -> None:
    """A converted room is judged by what it was on the day of the session (F2)."""
    former = {"kind": "village", "until": day("2025-01-01")}
    room = village_room(kind="community", former_kinds=(former,))
    facts = session_facts(by_heads(on=day(on)), room=room).facts
    assert facts["room_kind"] == RoomKind(kind).number


def test_without_a_room_its_kind_is_unknown() -> None:
    """The kind comes from the room and from nothing else."""
    assert session_facts().facts["room_kind"] is None


def test_a_part_above_its_whole_is_impossible() -> None:
    """More informed than took part: both numbers are blanked and named."""
    row = session_facts(by_heads(notified=20))
    assert row.impossible == {"participants_notified", "participants"}
    assert row.facts["participants"] is row.facts["participants_notified"] is None
    assert row.facts["participants_informed"] == 12


def test_more_conveners_than_people_is_impossible() -> None:
    """Two conveners among one participant cannot be."""
    held = session(participants=1, convened_by=("a", "b"))
    assert session_facts(held).impossible == {"conveners_attending", "participants"}


def test_how_many_rules_failed_is_not_counted_here() -> None:
    """The verdicts come later; until then their number is unknown (F4)."""
    assert session_facts(topic=topic(), research=(research(),)).facts["must_failures"] is None


def test_the_links_of_the_room_are_not_the_roll() -> None:
    """Members of the room who did not come are not counted among those who took part."""
    room = village_room(links=(link("m1"), link("m8"), link("m9")))
    assert session_facts(session(roll=roll()), room=room).facts["members"] == 2


@pytest.mark.parametrize("told", [{}, {"topic": topic()}, {"research": ()}, {"notices": ()}])
def test_records_are_told_one_by_one(told: dict[str, Any]) -> None:
    """What is not handed over stays unknown, whatever else is."""
    facts = session_facts(session(), **told).facts
    assert (facts["approved_day"] is None) is ("topic" not in told)
    assert (facts["research_day"] is None) is ("research" not in told)
    assert facts["participants_notified"] == (0 if "notices" in told else None)


def test_days_before_the_policy_are_days_like_others() -> None:
    """Facts are counted for any day; whether the edition governs it is not their matter (Z1)."""
    row = session_facts(by_heads(on=dt.date(2019, 5, 1)))
    assert (row.day, row.facts["participants"]) == (dt.date(2019, 5, 1), 12)
