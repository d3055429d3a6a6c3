"""The row of an evaluation: voices, aspects, who evaluated, problems (3.8)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.evaluation import DECLARED, evaluation_row
from consultrules.facts.fact import NEVER, Row
from consultrules.policy.vocabulary import EvaluationAspect, EvaluationVoice, Organ
from facts.builders import (
    CITY,
    COUNTY,
    NEXT_TOWN,
    OTHER_COUNTY,
    POLICY,
    VILLAGE,
    ZONE_SUBDISTRICT,
    body,
    by_heads,
    case,
    day,
    firm_room,
    number,
    sector_room,
    town_room,
    village_room,
)

COMMITTEE, CPPCC = body("WORK_COMMITTEE"), body("CPPCC", COUNTY)


def _row(room: cr.Room | None = None, found: cr.CaseRecord | None = None, **more: Any) -> Row:
    given = {"id": "e1", "topic": "t1", "on": day("09-01"), **more}
    return evaluation_row(cr.Evaluation(**given), case=found, room=room, policy=POLICY)


def _is_named(row: Row) -> bool:
    facts = row.facts
    by, route = (facts[f"{stem}_organ"] for stem in ("evaluator", "route"))
    return by is not None and (by, facts["evaluator_unit"]) == (route, facts["route_unit"])


@pytest.mark.parametrize(
    ("room", "by", "expected"),
    [
        (village_room(), COMMITTEE, True),
        (village_room(), CPPCC, True),
        (village_room(), body("WORK_COMMITTEE", NEXT_TOWN), False),
        (village_room(), body("CPPCC", OTHER_COUNTY), False),
        (village_room(), body("CPPCC", CITY), False),
        (village_room(), body("WORK_COMMITTEE", VILLAGE), False),
        (village_room(), body("PARTY_COMMITTEE"), False),
        (town_room(), COMMITTEE, True),
        (firm_room(), CPPCC, True),
        (sector_room(), CPPCC, True),
        (sector_room(), COMMITTEE, False),
        (sector_room("city"), body("CPPCC", CITY), True),
        (sector_room("city"), CPPCC, False),
    ],
)
def test_who_may_evaluate(room: cr.Room, by: cr.Body, expected: bool) -> None:
    """The county CPPCC or the work committee, each in its own area; for city sectors the city (E1, E2)."""
    assert _is_named(_row(room, by=by)) is expected


def test_an_untold_evaluator_is_unknown() -> None:
    """The route is known all the same: the county CPPCC is named first."""
    row = _row(village_room())
    assert row.facts["evaluator_organ"] is row.facts["evaluator_unit"] is None
    named = (row.facts["route_organ"], row.facts["route_unit"])
    assert named == (Organ.CPPCC.number, int(COUNTY))


@pytest.mark.parametrize(
    ("room", "by", "field"),
    [
        (sector_room(None), COMMITTEE, "tier"),
        (town_room(kind="subdistrict", unit=ZONE_SUBDISTRICT), CPPCC, "unit.served_by"),
    ],
)
def test_a_route_that_cannot_be_found_is_unknown(room: cr.Room, by: cr.Body, field: str) -> None:
    """The evidence names the field; nothing is raised (R20)."""
    row = _row(room, by=by)
    assert row.facts["route_organ"] is row.facts["route_unit"] is None
    assert row.evidence["route_organ"] == row.evidence["route_unit"] == (field,)
    assert row.facts["evaluator_unit"] == int(by.unit.code)


def test_what_a_zone_lacks_does_not_concern_its_own_work_committee() -> None:
    """Either may evaluate (E1): one of them is known, whichever county serves the zone."""
    room = town_room(kind="subdistrict", unit=ZONE_SUBDISTRICT)
    own = body("WORK_COMMITTEE", ZONE_SUBDISTRICT)
    for by in (own, COMMITTEE):
        row = _row(room, by=by)
        assert row.facts["route_organ"] == Organ.WORK_COMMITTEE.number
        assert row.facts["route_unit"] == int(ZONE_SUBDISTRICT)


def test_without_a_room_there_is_no_route() -> None:
    """Nor a place of the evaluation."""
    row = _row(by=COMMITTEE)
    assert row.facts["route_organ"] is None
    assert row.unit is None


@pytest.mark.parametrize("voice", EvaluationVoice)
def test_each_voice_is_heard_or_not(voice: EvaluationVoice) -> None:
    """One of four missing is named by its own flag (E4)."""
    facts = _row(voices=[v for v in EvaluationVoice if v is not voice]).facts
    assert {v: facts[f"voice_{v.value}"] for v in EvaluationVoice} == {
        v: int(v is not voice) for v in EvaluationVoice
    }


@pytest.mark.parametrize("aspect", EvaluationAspect)
def test_each_aspect_is_attested_or_not(aspect: EvaluationAspect) -> None:
    """One of six attested (E5)."""
    facts = _row(aspects=[aspect]).facts
    assert {a for a in EvaluationAspect if facts[f"aspect_{a.value}"] == 1} == {aspect}


@pytest.mark.parametrize(("told", "expected"), [(None, None), ((), 0)])
def test_untold_and_none(told: Any, expected: int | None) -> None:
    """An empty list says that no voice was heard and no aspect looked at."""
    facts = _row(voices=told, aspects=told).facts
    codes = [c for c in DECLARED if c.startswith(("voice_", "aspect_"))]
    assert len(codes) == 10
    assert {facts[code] for code in codes} == {expected}


@pytest.mark.parametrize(
    ("problems", "rectified", "expected"),
    [
        (None, None, (None, None)),
        (0, None, (0, 0)),
        (2, None, (2, None)),
        (2, 1, (2, 1)),
        (2, 0, (2, 0)),
        (None, 1, (None, 1)),
    ],
)
def test_problems(problems: Any, rectified: Any, expected: Any) -> None:
    """Where none was found none is left to put right (3.8.s2c)."""
    facts = _row(problems=problems, problems_rectified=rectified).facts
    assert (facts["problems"], facts["problems_rectified"]) == expected


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([by_heads(id="b", on=day("08-01")), by_heads()], number("06-10")),
        ([by_heads(status="planned"), by_heads(id="b", on=day("08-01"))], number("08-01")),
        ([by_heads(status="cancelled")], NEVER),
        ([], NEVER),
    ],
)
def test_the_first_session_held(sessions: Any, expected: int) -> None:
    """Any time after a session has been held will do (L7)."""
    row = _row(found=case(sessions=sessions))
    assert row.facts["session_day"] == expected
    assert row.facts["evaluation_day"] == number("09-01")


def test_without_a_case_the_session_is_unknown() -> None:
    """Nobody said which sessions there were."""
    row = _row()
    assert row.facts["session_day"] is None
    assert (row.grain, row.subject, row.day) == ("evaluation", "e1", day("09-01"))
