"""Who acts for a room and on which day, what a correction may change, and what is told of either."""

from __future__ import annotations

import re
from typing import Any

import pytest

import consultrules as cr
from consultrules.policy.lifecycle import Move
from village_life import (
    COMMITTEE,
    CONVENER,
    OPENED_ON,
    PARTY,
    RESEARCH,
    ROOM,
    SITTING,
    STEPS,
    TOPIC,
    begun,
    lived,
    office,
)
from workflow.places import ELSEWHERE, PLACES, Place

NAMES = [step for step, *_ in STEPS]
COUNTY = "320685000000"
TOLD: dict[str, Any] = {"by": CONVENER, "on": "2025-02-26", "reason": "样例"}
HELD = SITTING | {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-02-25"}


def before(step: str) -> cr.Case:
    """The sound life up to a step."""
    return lived(NAMES.index(step))


def submitted(place: Place) -> cr.Case:
    """A topic of a room that has been submitted on the fifth of February."""
    topic = TOPIC | {"needs": place.tier, "departments": ["农业农村局"]} if place.tier else TOPIC
    case = cr.Case.open(topic, place.room, by=place.actor("convener"), on=OPENED_ON)
    return case.take("submit", by=place.actor("convener"), on="2025-02-05")


def test_an_approval_is_of_the_text_of_its_day() -> None:
    """The step tells the text itself; an approval of another text is the approval of that."""
    approval = before("research").entries[-1].record
    assert approval.text == TOPIC["text"]
    amended = {"outcome": "amended", "text": "村道改造"}
    case = before("approve").take("approve", by=PARTY, on="2025-02-10", record=amended)
    assert case.entries[-1].record.text == "村道改造"
    returned = before("approve").take("return", by=PARTY, on="2025-02-10")
    assert returned.entries[-1].record.text is None


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({"sessions": [HELD]}, "hold"),
        ({"publication": {"on": "2025-02-25"}}, "publish"),
        ({"progress": [{"on": "2025-02-25"}]}, "publish_progress"),
        ({"deliveries": [{"to": PARTY["office"], "on": "2025-02-25"}]}, "report"),
    ],
)
def test_a_correction_takes_no_step(fields: dict[str, Any], step: str) -> None:
    """What no step has told is not told by a correction; a session may still be planned."""
    case = before("hold")
    with pytest.raises(cr.IntakeError) as error:
        case.correct(fields, **TOLD)
    assert [(f.at, f.code, f.value) for f in error.value.faults] == [("record", "not_taken", step)]
    planned = case.correct({"sessions": [HELD | {"status": "planned"}]}, **TOLD)
    assert planned.milestones == case.milestones


def test_nor_does_it_take_a_step_once_more() -> None:
    case = before("explain_dissent")
    told = TOLD | {"on": "2025-03-02"}
    with pytest.raises(cr.IntakeError) as error:
        case.correct({"sessions": [*case.record.sessions, HELD | {"id": "s9"}]}, **told)
    assert [(f.code, f.value) for f in error.value.faults] == [("not_taken", "hold")]


def test_only_the_approving_body_puts_its_approval_right() -> None:
    case = before("hold")
    approval = {"by": PARTY["office"], "on": "2025-02-10", "text": "村道改造"}
    for actor in (CONVENER, COMMITTEE):
        with pytest.raises(cr.StepRefused, match="白甸镇党委") as error:
            case.correct({"topic": {"approvals": [approval]}}, **TOLD | {"by": actor})
        assert error.value.keys == ("role",)
        assert [finding.clause for finding in error.value.findings] == ["3.2.s2c"]
        assert [body.name() for body in error.value.who] == ["白甸镇党委"]
    corrected = case.correct({"topic": {"approvals": [approval]}}, **TOLD | {"by": PARTY})
    assert [one.text for one in corrected.record.topic.approvals or ()] == ["村道改造"]
    assert corrected.verify().ok


@pytest.mark.parametrize(
    ("field", "may"),
    [("approvals", {"approver", "reviewer"}), ("preliminary_reviews", {"reviewer"})],
)
def test_of_a_sector_each_decision_is_put_right_by_who_made_it(field: str, may: set[str]) -> None:
    place = PLACES["sector.county"]
    case = submitted(place)
    told: dict[str, Any] = {"on": "2025-02-06", "reason": "样例"}
    for who in ("convener", "room", "approver", "reviewer"):
        change: dict[str, Any] = {"topic": {field: []}}
        if who in may:
            assert case.correct(change, by=place.actor(who), **told).verify().ok
        else:
            with pytest.raises(cr.StepRefused) as error:
                case.correct(change, by=place.actor(who), **told)
            assert error.value.keys == ("role",)


def test_what_a_correction_brings_to_light_is_a_breach_of_its_entry() -> None:
    """Six of twenty are fewer than a third; corrected once more, nothing new is told."""
    case = before("explain_dissent")
    assert not case.breaches
    session = case.record.sessions[0].to_dict() | {"public_representatives": 6}
    told = TOLD | {"on": "2025-03-02", "reason": "核对签到表"}
    worse = case.correct({"sessions": [session]}, **told)
    assert [(b.seq, b.step, b.key) for b in worse.breaches] == [(8, Move.HOLD, "3.3.s3c")]
    assert worse.entries[-1].seq == 8
    assert (worse.entries[-1].breaches, worse.entries[-1].despite) == (
        worse.breaches,
        "核对签到表",
    )
    assert worse.verify().ok
    assert cr.Case.replay([entry.to_dict() for entry in worse.entries]) == worse
    again = worse.correct({"sessions": [session | {"members": 3}]}, **told)
    assert (again.entries[-1].breaches, again.breaches) == ((), worse.breaches)
    better = worse.correct({"sessions": [session | {"public_representatives": 8}]}, **told)
    assert (better.entries[-1].breaches, better.verify().ok) == ((), True)


CONVENES = {
    "village": {"ROOM", "PARTY_COMMITTEE"},
    "community": {"ROOM", "PARTY_COMMITTEE"},
    "town": {"ROOM", "WORK_COMMITTEE"},
    "park": {"ROOM", "WORK_COMMITTEE"},
    "enterprise": {"ROOM"},
    "sector.county": {"ROOM"},
}


@pytest.mark.parametrize("name", CONVENES)
@pytest.mark.parametrize("organ", ["ROOM", "WORK_COMMITTEE", "PARTY_COMMITTEE", "GOVERNMENT"])
def test_a_convener_convenes_in_an_office_of_the_room(name: str, organ: str) -> None:
    """The same person in another office, or in the like one of another unit, does not."""
    place = PLACES[name]
    case = cr.Case.open(TOPIC, place.room, by=place.actor("convener"), on=OPENED_ON)
    told = {"on": "2025-02-20", "record": RESEARCH}
    for unit in (place.room.unit, ELSEWHERE):
        actor = cr.Actor(office={"organ": organ, "unit": unit}, person="p1")
        if organ in CONVENES[name] and unit == place.room.unit:
            assert case.take("research", by=actor, **told).record.research
            continue
        with pytest.raises(cr.StepRefused) as error:
            case.take("research", by=actor, **told)
        assert error.value.keys == ("role",)
        assert f"以{actor.office.name()}的名义" in error.value.text("zh")
        assert f"{actor.office.name('en')} acted" in error.value.text("en")


@pytest.mark.parametrize("step", ["approve", "return"])
@pytest.mark.parametrize("name", ["village", "sector.county"])
def test_nothing_is_decided_before_it_was_submitted(step: str, name: str) -> None:
    """On the day itself it may be; a day before it is recorded only despite that."""
    place = PLACES[name]
    case = submitted(place)
    if place.tier:
        reviewed = {"departments": ["农业农村局"]}
        case = case.take(
            "preliminary_review", by=place.actor("reviewer"), on="2025-02-05", record=reviewed
        )
    told: dict[str, Any] = {"by": place.actor("approver"), "on": "2025-02-04"}
    with pytest.raises(cr.StepRefused, match="2025-02-05") as error:
        case.take(step, **told)
    assert "early" in error.value.keys
    late = case.take(step, **told, despite="补录")
    assert "early" in [breach.key for breach in late.breaches]
    assert late.verify().ok
    same_day = case.take(step, **told | {"on": "2025-02-05"}, despite="样例")
    assert "early" not in [breach.key for breach in same_day.breaches]


@pytest.mark.parametrize("ready", [False, True])
def test_research_ends_on_the_day_of_its_step(ready: bool) -> None:
    """Told as plain data or as a record; an end that is told stays, and no other day is one."""
    plain = RESEARCH | {"id": "r9", "topic": "t1"}
    told: dict[str, Any] = {"by": CONVENER, "on": "2025-02-20"}
    open_end = {name: value for name, value in plain.items() if name != "end"}
    record = cr.Research.read(open_end) if ready else open_end
    case = before("research").take("research", record=record, **told)
    found = (case.record.research or ())[0].to_dict()
    assert (found["start"], found["end"]) == ("2025-02-18", "2025-02-20")
    with pytest.raises(cr.IntakeError, match=r"record\.on"):
        before("research").take("research", record=plain | {"end": "2025-02-19"}, **told)


def test_deadlines_come_beside_those_that_are_there() -> None:
    one, two = (
        cr.Deadline(id=f"d{n}", milestone=milestone, after="selection", days=n, basis="样例")
        for n, milestone in ((1, "approval"), (2, "research"))
    )
    first = cr.process().with_deadlines(one)
    both = first.with_deadlines(two)
    assert (first.deadlines, both.deadlines) == ((one,), (one, two))
    assert both == cr.process().with_deadlines(one, two)
    assert both.with_deadlines() == both
    longer = cr.Deadline(**one.model_dump() | {"days": 9})
    assert both.with_deadlines(longer).deadlines == (longer, two)
    opened = cr.Case.open(TOPIC, ROOM, by=CONVENER, on=OPENED_ON, process=both)
    late = opened.take("select", by=CONVENER, on="2025-02-03", record={}).overdue("2025-03-01")
    assert {found.deadline.id for found in late} == {"d1", "d2"}


def test_no_breach_tells_how_the_library_counts() -> None:
    """Of what was never done there is no number, and no word of the machinery."""
    session = HELD | {"on": "2025-03-01", "participants": 9}
    session |= {"public_representatives": 2, "stakeholder_representatives": 1}
    late = {"suggestion_list": {"on": "2025-03-20", "items": []}}
    away = {"deliveries": [{"to": office("GOVERNMENT", COUNTY)["office"], "on": "2025-03-10"}]}
    paper = {"topic": TOPIC | {"collected_on": OPENED_ON}, "sessions": [session], **late, **away}
    taken = before("hold")
    cases = [
        cr.Case.from_record(paper, ROOM, by=COMMITTEE),
        begun().take("publish", by=PARTY, on="2025-02-02", record={}, despite="样例"),
        begun().take("hold", by=COMMITTEE, on="2025-03-01", record=SITTING, despite="样例"),
        taken.take("feed_back", by=PARTY, on="2025-02-26", despite="样例"),
    ]
    found = [breach for case in cases for breach in case.breaches]
    assert len(found) >= 12
    assert any(b.observed is None and b.clause for b in found)
    for breach in found:
        told = f"{breach.to_dict()} {breach.text('zh')} {breach.text('en')}"
        assert not re.search(r"MISSING|NEVER|Ellipsis|<object|None|Infinity", told), told
        assert not re.search(r"(?<![\d-])-\d|\d{6}", told), told
        assert all(n is None or 0 <= n <= 100_000 for n in (breach.observed, breach.required))


def test_the_clause_of_what_goes_up_is_that_of_the_tier() -> None:
    """A county sector's list goes up by one entry of the text, a city sector's by another."""
    clauses = {"sector.county": "3.6.s8", "sector.city": "3.6.s6"}
    for name, clause in clauses.items():
        place = PLACES[name]
        topic = TOPIC | {"needs": place.tier}
        case = cr.Case.open(topic, place.room, by=place.actor("convener"), on=OPENED_ON)
        edges = [e for e in case.process.edges if e.step in (Move.REVIEW, Move.ESCALATE)]
        assert {edge.clause_for(place.room) for edge in edges} == {clause}
        told = {"by": place.actor("party_group"), "on": "2025-03-10", "despite": "样例"}
        assert case.take("review", **told).entries[-1].clause == clause
        legs = {leg.step: leg.clause for leg in case.path_to("escalation").legs}
        assert {legs[Move.REVIEW], legs[Move.ESCALATE]} == {clause}


@pytest.mark.parametrize(
    ("channel", "unit", "verdict"),
    [
        ("proposal", None, "not_applicable"),
        (None, None, "not_applicable"),
        ("proposal", COUNTY, "pass"),
        (None, COUNTY, "fail"),
    ],
)
def test_a_proposal_to_a_town_raises_nothing(
    channel: str | None, unit: str | None, verdict: str
) -> None:
    """Raised is what county level or above is told, by a proposal or past one."""
    to = office("PARTY_COMMITTEE", unit)["office"] if unit else PARTY["office"]
    case = before("explain_dissent").take(
        "follow_up",
        by=CONVENER,
        on="2025-03-02",
        record={"to": to} | ({"channel": channel} if channel else {}),
        despite="样例",
    )
    assert cr.check(case)["3.7.s7"].verdict == verdict
    assert [b.key for b in case.breaches] == (["3.7.s7"] if verdict == "fail" else [])


@pytest.mark.parametrize(
    ("step", "milestone"),
    [("publish", "publication"), ("hold", "sitting"), ("report", "report")],
)
def test_the_name_of_a_step_is_the_way_to_its_milestone(step: str, milestone: str) -> None:
    case = before("hold")
    way = case.path_to(milestone)
    for word in (step, Move.parse(step), Move.parse(step).zh):
        assert case.path_to(word) == way
    assert way.steps[-1] == step
    with pytest.raises(cr.IntakeError, match="publsh"):
        case.path_to("publsh")
    with pytest.raises(cr.IntakeError):
        case.path_to("suspend")
