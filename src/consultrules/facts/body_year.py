"""Facts about the CPPCC of a county or city in a year: plan, reports, assessments (6.1, 6.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultrules.facts.attested import UNTOLD, Attested, attested_facts
from consultrules.facts.fact import (
    NOT_YET,
    Declared,
    Evidence,
    Facts,
    Row,
    checked,
    count,
    flag,
    word,
)
from consultrules.facts.year import day_of_year, window
from consultrules.models.body import PARTY_ORGANS, Body
from consultrules.models.unit import Unit
from consultrules.policy.vocabulary import Organ, Tier, UnitKind

if TYPE_CHECKING:  # names of types only: a first verdict needs none of these modules
    from consultrules.models.assessment import AssessmentScheme, RoomAssessment
    from consultrules.models.plan import AnnualPlan
    from consultrules.models.work_report import WorkReport

FACTS = (
    word(
        "body_tier",
        Tier,
        "层级",
        "tier of the CPPCC",
        "unit.kind",
        default=Tier.COUNTY.number,
        ours=True,
    ),
    flag(
        "year_ended",
        "年度已结束",
        "the year is over on the day of judging",
        "as_of",
        default=1,
        ours=True,
    ),
    flag(
        "full_year",
        "全年度",
        "the edition was in force all year",
        "year",
        default=1,
        ours=True,
    ),
    flag(
        "plan_reviewed",
        "协商计划已把关",
        "its leading Party members' group reviewed the yearly plan",
        "plan.reviewed_by",
        open=True,
    ),
    count(
        "reports_given", "向党委汇报次数", "reports given to the Party committee", "work_report.to"
    ),
    count(
        "reports_heard",
        "党组听取汇报次数",
        "reports heard by the leading Party members' group",
        "work_report.to",
    ),
    count(
        "rooms_assessed",
        "已考核议事室数",
        "rooms that the leading Party members' group assessed",
        "room_assessment.by",
        open=True,
    ),
    flag(
        "activity_in_assessment",
        "活动列入考核",
        "activity in the rooms is part of what organs and members are assessed by",
        "assessment_scheme.activity_included",
        open=True,
    ),
    *attested_facts("county", "city", "both"),
)
DECLARED = Declared(FACTS)
_WORKING = frozenset(
    {
        Organ.CPPCC,
        Organ.FUNCTIONAL_OFFICE,
        Organ.SPECIAL_COMMITTEE,
        Organ.WORK_COMMITTEE,
        Organ.ROOM,
    }
)
TIERS = {UnitKind.COUNTY: Tier.COUNTY, UnitKind.CITY: Tier.CITY}
"""The units whose CPPCC is judged, with its tier."""


@dataclass(frozen=True, slots=True)
class BodyRecords:
    """What is on record of bodies; ``None`` where a list has not been told.

    ``room_assessments`` are those of the body's own rooms: of a county, or of the city's sectors.
    """

    plans: Sequence[AnnualPlan] | None = None
    reports: Sequence[WorkReport] | None = None
    room_assessments: Sequence[RoomAssessment] | None = None
    schemes: Sequence[AssessmentScheme] | None = None
    attested: Attested = UNTOLD


def body_year_row(
    unit: Unit,
    year: int,
    records: BodyRecords,
    *,
    as_of: dt.date,
    in_force_from: dt.date = dt.date.min,
) -> Row:
    """The facts of the CPPCC of a county or city in a year, as of a day.

    The year in which the edition came into force is no full one.
    """
    facts: Facts = dict.fromkeys(DECLARED)
    evidence: Evidence = {}
    first, after = window(year)
    facts["body_tier"] = TIERS[unit.kind].number
    facts["year_ended"] = int(as_of >= after)
    facts["full_year"] = int(first >= in_force_from)
    if records.plans is not None:
        plans = [p for p in records.plans if p.unit == unit and p.year == year]
        facts["plan_reviewed"] = _reviewed(plans, unit, as_of, ended=as_of >= after)
    if records.reports is not None:
        own = [r for r in records.reports if first <= r.on < after and r.on <= as_of]
        facts["reports_given"] = sum(_is_given(r, unit) for r in own)
        facts["reports_heard"] = sum(_is_heard(r, unit) for r in own)
    if records.room_assessments is not None:
        assessed = [a for a in records.room_assessments if a.year == year and _by_then(a.on, as_of)]
        rooms = {a.room for a in assessed if assessed_by_group(a, unit)}
        wrong = any(a.by is not None for a in assessed) and as_of >= after
        untold = any(a.by is None for a in assessed)
        facts["rooms_assessed"] = len(rooms) or (None if untold else 0 if wrong else NOT_YET)
    if records.schemes is not None:
        said = [s for s in records.schemes if s.year == year and _is_group(s.by, unit)]
        facts["activity_in_assessment"] = int(said[-1].activity_included) if said else NOT_YET
    kinds = ("county", "both") if unit.kind is UnitKind.COUNTY else ("city", "both")
    day = day_of_year(year, as_of, in_force_from)
    doubts = records.attested.fill(kinds, unit.code, facts, evidence, day)
    impossible = checked(facts, DECLARED).union(doubts.contradicting)
    return Row(
        "body_year",
        f"{unit.code}@{year}",
        facts,
        day,
        unit,
        impossible,
        evidence,
        expired=frozenset(doubts.expired),
    )


def _reviewed(plans: Sequence[AnnualPlan], unit: Unit, as_of: dt.date, *, ended: bool) -> int:
    """Whether a plan was reviewed by the unit's own group; that can be made good while the year runs."""
    known = [plan for plan in plans if _by_then(plan.on, as_of)]
    drawn_up = max((plan.on or dt.date.min for plan in known), default=None)
    for plan in known:
        newest = (plan.on or dt.date.min) == drawn_up
        if newest and plan.reviewed_by is not None and _is_group(plan.reviewed_by, unit):
            last = min(as_of, dt.date(plan.year, 12, 31))  # later there is nothing left to check
            if _by_then(plan.reviewed_on, last):
                return 1
    return 0 if ended else NOT_YET


def _by_then(day: dt.date | None, as_of: dt.date) -> bool:
    return day is None or day <= as_of


def _is_group(body: Body, unit: Unit) -> bool:
    return body.organ is Organ.LEADING_PARTY_GROUP and body.unit == unit


def assessed_by_group(assessment: RoomAssessment, unit: Unit) -> bool:
    """Whether a room was assessed by the leading Party members' group of a county or city (6.2.s4)."""
    return assessment.by is not None and _is_group(assessment.by, unit)


def _is_heard(report: WorkReport, unit: Unit) -> bool:
    """Whether the unit's group heard those who do the work: CPPCC, its offices, work committees, rooms."""
    inside = report.by.organ in _WORKING and report.by.unit.within(unit.code)
    return _is_group(report.to, unit) and inside


def _is_given(report: WorkReport, unit: Unit) -> bool:
    """Whether the unit's CPPCC, or its Party group, reported to the unit's Party committee."""
    giver = report.by.unit == unit and report.by.organ in (Organ.CPPCC, Organ.LEADING_PARTY_GROUP)
    return giver and report.to.unit == unit and report.to.organ in PARTY_ORGANS
