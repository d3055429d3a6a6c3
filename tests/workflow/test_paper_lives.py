"""Cases on paper: whatever a registry holds becomes a journal, and its breaches are what an audit finds."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.sample.making import make
from village_life import COMMITTEE, RESEARCH, ROOM, TOPIC, TOWN

OPEN = ("fail", "unknown")


@pytest.mark.parametrize("faults", [False, True])
def test_the_breaches_of_a_case_on_paper_are_what_an_audit_finds(faults: bool) -> None:
    """Of the rules that guard the steps that the paper tells, and nothing beside them."""
    registry = make(2025, counties=["320623"], faults=faults).registry()
    rooms = {room.id: room for room in registry.rooms}
    guards: dict[cr.Move, set[str]] = {}
    for edge in cr.process().edges:
        guards.setdefault(edge.step, set()).update(edge.guards)
    for record in registry.cases[::12]:
        room = rooms[record.topic.room]
        case = cr.Case.from_record(
            record, room, by={"office": {"organ": "ROOM", "unit": room.unit}}
        )
        assert case.record == record
        assert case.verify().ok, case.verify().text("en")
        asked = {key for e in case.entries if e.step for key in guards[e.step]}
        found = {
            finding.key
            for finding in cr.check(record, room=room).findings
            if finding.force is cr.Force.MUST and finding.verdict.value in OPEN
        }
        assert {breach.key for breach in case.breaches} == found & asked, record.id


def test_a_report_made_during_research_stands_after_it() -> None:
    """The research is on record when it ends; that its report came before is no breach."""
    report = {
        "on": "2025-02-19",
        "to": [{"organ": organ, "unit": TOWN} for organ in ("PARTY_COMMITTEE", "GOVERNMENT")],
    }
    research = RESEARCH | {
        "id": "q1",
        "topic": "t1",
        "sensitive_met": True,
        "sensitive_reports": [report],
    }
    paper = {
        "topic": TOPIC | {"sensitive": True, "collected_on": "2025-02-01"},
        "research": [research],
    }
    case = cr.Case.from_record(paper, ROOM, by=COMMITTEE)
    steps = [entry.step.value for entry in case.entries if entry.step is not None]
    assert (steps, case.breaches) == (["collect", "research", "report_sensitive"], ())
    assert case.milestones[cr.Milestone.SENSITIVE_REPORT].isoformat() == "2025-02-19"


@pytest.mark.parametrize("more", [{}, {"publication": {"manner": "公告栏"}}, {"dissent": []}])
def test_a_paper_without_any_day_is_asked_for_one(more: dict[str, Any]) -> None:
    with pytest.raises(cr.IntakeError) as error:
        cr.Case.from_record({"topic": TOPIC, **more}, ROOM, by=COMMITTEE, recorded_on="2025-01-15")
    assert [(f.at, f.code) for f in error.value.faults] == [("topic.collected_on", "missing_key")]
