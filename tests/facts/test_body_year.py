"""The year of a county's or the city's CPPCC: plan, reports, assessments (6.1, 6.2)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.body_year import BodyRecords, body_year_row
from consultrules.facts.fact import NOT_YET
from facts.builders import CITY, COUNTY, OTHER_COUNTY, TOWN, UNITS, day

GROUP = {"organ": "LEADING_PARTY_GROUP", "unit": COUNTY}
CPPCC = {"organ": "CPPCC", "unit": COUNTY}
PARTY = {"organ": "PARTY_COMMITTEE", "unit": COUNTY}
DURING, AFTER = day("07-01"), day("2026-02-01")


def _facts(code: str, as_of: Any = AFTER, unit: str = COUNTY, **told: Any) -> int | None:
    return body_year_row(UNITS[unit], 2025, BodyRecords(**told), as_of=as_of).facts[code]


def _plan(**more: Any) -> cr.AnnualPlan:
    return cr.AnnualPlan(**{"unit": COUNTY, "year": 2025, "reviewed_by": GROUP} | more)


def _report(by: Any, to: Any, on: str = "2025-06-01") -> cr.WorkReport:
    return cr.WorkReport(id="w", on=on, by=by, to=to)


def test_of_a_body_of_which_nothing_is_told_only_tier_and_year_are_known() -> None:
    """Every list that was not told leaves its fact unknown."""
    row = body_year_row(UNITS[COUNTY], 2025, BodyRecords(), as_of=AFTER)
    assert {c: v for c, v in row.facts.items() if v is not None} == {
        "body_tier": cr.Tier.COUNTY.number,
        "year_ended": 1,
        "full_year": 1,
    }
    assert (row.subject, row.unit, row.day) == (f"{COUNTY}@2025", UNITS[COUNTY], day("12-31"))
    city = body_year_row(UNITS[CITY], 2025, BodyRecords(), as_of=DURING)
    assert (city.facts["body_tier"], city.facts["year_ended"]) == (cr.Tier.CITY.number, 0)


@pytest.mark.parametrize(
    ("plans", "as_of", "reviewed"),
    [
        ([_plan()], DURING, 1),
        ([_plan(reviewed_on="2025-03-01")], DURING, 1),
        ([_plan(reviewed_on="2025-08-01")], DURING, NOT_YET),
        ([_plan(reviewed_by=None)], DURING, NOT_YET),
        ([_plan(reviewed_by=None)], AFTER, 0),
        ([], DURING, NOT_YET),
        ([], AFTER, 0),
        ([_plan(reviewed_by=CPPCC)], AFTER, 0),
        ([_plan(reviewed_by={**GROUP, "unit": OTHER_COUNTY})], AFTER, 0),
        ([_plan(year=2024)], AFTER, 0),
        ([_plan(reviewed_on="2026-01-15")], AFTER, 0),
        ([_plan(unit=OTHER_COUNTY)], AFTER, 0),
        ([_plan(reviewed_by=None), _plan()], AFTER, 1),
        ([_plan(on="2025-12-30")], DURING, NOT_YET),
        ([_plan(on="2025-01-05"), _plan(on="2025-05-05", reviewed_by=None)], AFTER, 0),
        ([_plan(on="2025-01-05", reviewed_by=None), _plan(on="2025-05-05")], AFTER, 1),
    ],
)
def test_the_plan_is_reviewed_by_the_countys_own_group(
    plans: Any, as_of: Any, reviewed: int
) -> None:
    """By no other organ, of no other county, for no other year; the year leaves time for it (L13)."""
    assert _facts("plan_reviewed", as_of, plans=plans) == reviewed


@pytest.mark.parametrize(
    ("report", "given", "heard"),
    [
        (_report(CPPCC, PARTY), 1, 0),
        (_report(GROUP, PARTY), 1, 0),
        (_report(CPPCC, {**PARTY, "organ": "PARTY_WORKING_COMMITTEE"}), 1, 0),
        (_report(CPPCC, {**PARTY, "organ": "GOVERNMENT"}), 0, 0),
        (_report(CPPCC, {**PARTY, "unit": OTHER_COUNTY}), 0, 0),
        (_report({**CPPCC, "unit": OTHER_COUNTY}, PARTY), 0, 0),
        (_report({"organ": "WORK_COMMITTEE", "unit": COUNTY}, PARTY), 0, 0),
        (_report({"organ": "WORK_COMMITTEE", "unit": TOWN}, GROUP), 0, 1),
        (_report(CPPCC, GROUP), 0, 1),
        (_report(GROUP, GROUP), 0, 0),
        (_report({"organ": "GOVERNMENT", "unit": COUNTY}, GROUP), 0, 0),
        (_report({"organ": "WORK_COMMITTEE", "unit": "320623100000"}, GROUP), 0, 0),
        (_report(CPPCC, {**GROUP, "unit": CITY}), 0, 0),
        (_report(CPPCC, PARTY, "2024-12-31"), 0, 0),
        (_report(CPPCC, PARTY, "2026-01-01"), 0, 0),
    ],
)
def test_reports_count_by_who_gave_and_who_took_them(
    report: cr.WorkReport, given: int, heard: int
) -> None:
    """Given by the CPPCC to its Party committee, heard by its own group, in the year."""
    assert _facts("reports_given", reports=[report]) == given
    assert _facts("reports_heard", reports=[report]) == heard
    assert _facts("reports_given", day("05-31"), reports=[report]) == 0


def test_rooms_are_assessed_by_the_group() -> None:
    """Each room once; an assessment by somebody else is none, but no longer lies ahead."""

    def assessed(room: str, **more: Any) -> cr.RoomAssessment:
        return cr.RoomAssessment(**{"room": room, "year": 2025, "by": GROUP} | more)

    several = [assessed("r1"), assessed("r1", on="2025-12-01"), assessed("r2")]
    assert _facts("rooms_assessed", room_assessments=several) == 2
    assert _facts("rooms_assessed", room_assessments=[assessed("r1", by=CPPCC)]) == 0
    assert _facts("rooms_assessed", room_assessments=[assessed("r1", by=None)]) is None
    wrong = [assessed("r1", by=CPPCC)]
    assert _facts("rooms_assessed", DURING, room_assessments=wrong) == NOT_YET
    for none_yet in ([], [assessed("r1", year=2024)], [assessed("r1", on="2026-02-02")]):
        assert _facts("rooms_assessed", room_assessments=none_yet) == NOT_YET


def test_activity_is_part_of_what_the_group_assesses_by() -> None:
    """As its own scheme of the year says."""

    def scheme(included: bool, **more: Any) -> cr.AssessmentScheme:
        return cr.AssessmentScheme(
            **{"by": GROUP, "year": 2025, "activity_included": included} | more
        )

    assert _facts("activity_in_assessment", schemes=[scheme(True)]) == 1
    assert _facts("activity_in_assessment", schemes=[scheme(False)]) == 0
    others = [scheme(True, year=2024), scheme(True, by={**GROUP, "unit": OTHER_COUNTY})]
    assert _facts("activity_in_assessment", schemes=others) == NOT_YET


def test_what_is_attested_of_a_county_is_not_asked_of_the_city() -> None:
    """Each tier has its own entries; some are asked of both."""
    told = [
        cr.Attestation(clause=clause, subject=unit, holds=True, on="2025-02-01")
        for clause, unit in (
            ("5.4.s3a", COUNTY),
            ("5.4.s1a", CITY),
            ("6.2.s1b", COUNTY),
            ("6.2.s1b", CITY),
        )
    ]
    registry = cr.Registry(attestations=told, plans=[_plan()], work_reports=[_report(CPPCC, PARTY)])
    county = cr.check(UNITS[COUNTY], registry=registry, as_of=AFTER.replace(year=2025))
    city = cr.check(UNITS[CITY], registry=registry, as_of=AFTER.replace(year=2025))
    assert [county[key].verdict.value for key in ("5.4.s3a", "5.4.s1a", "6.2.s1b")] == [
        "pass",
        "not_applicable",
        "pass",
    ]
    assert [city[key].verdict.value for key in ("5.4.s3a", "5.4.s1a", "6.2.s1b")] == [
        "not_applicable",
        "pass",
        "pass",
    ]
    assert county["6.2.s3"].verdict == "pass"
    assert city["6.2.s3"].verdict == "not_applicable"


def test_rooms_of_another_county_are_not_the_bodys() -> None:
    """An assessment of its rooms by another group does not show that this group assesses."""
    rooms = [
        cr.Room(id="a", kind="town", unit=TOWN),
        cr.Room(id="b", kind="town", unit="320623100000"),
    ]
    theirs = {"room": "b", "year": 2025, "by": {**GROUP, "unit": OTHER_COUNTY}}
    registry = cr.Registry(rooms=rooms, room_assessments=[theirs])
    for unit, verdict in ((COUNTY, "pending"), (OTHER_COUNTY, "pass")):
        report = cr.check(UNITS[unit], registry=registry, as_of=day("12-31"))
        assert report["6.2.s4"].verdict == verdict


def test_the_year_in_which_the_edition_began_is_partial() -> None:
    """Nobody fails for the whole of 2020; what has no day is asked all the same."""
    registry = cr.Registry(plans=[], work_reports=[])
    for year, verdict in ((2020, "not_applicable"), (2021, "pending")):
        report = cr.check(UNITS[COUNTY], registry=registry, as_of=day(f"{year}-12-30"))
        assert {report[key].verdict.value for key in ("6.1.s3a", "6.2.s2", "6.2.s3")} == {verdict}
        assert report["5.4.s3a"].verdict == "unknown"
