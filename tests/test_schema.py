"""Answers have the form that their schema tells; schemas exist for every record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
import oracle
import routes
from consultrules.exchange.schema import form
from demo import DEMO
from samples import own_unit
from village_life import COMMITTEE, CONVENER, PARTY, ROOM, SITTING, TOPIC, lived

NAMES = ("report", "route", "audit", "registry", "room", "person", "case", "session", "topic")


NAMES += ("case_answer", "options", "refusal", "entry")  # what the lifecycle answers


@pytest.mark.parametrize("name", [*NAMES, "invitation", "work_committee"])
def test_every_form_has_a_schema(name: str) -> None:
    """An object with properties, ready for other languages."""
    schema = cr.json_schema(name)
    assert schema["type"] == "object"
    assert schema["properties"]


def test_an_unknown_form_is_refused() -> None:
    """With the likeliest name."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.json_schema("reprot")
    assert caught.value.faults[0].hint == "report"


@pytest.mark.parametrize("grain", oracle.GRAINS)
def test_reports_have_their_form(grain: str) -> None:
    """Passes, failures, unknowns and pendings alike."""
    adapter = form("report")
    for case in oracle.cases(grain)[::5]:
        answer = cr.judge(
            {"do": "check", "grain": grain, "facts": case.facts, "readings": case.readings}
        )
        adapter.validate_python(answer)


def test_routes_have_their_form() -> None:
    """Every call, with open choices and joint acts."""
    adapter = form("route")
    for case in routes.CASES[::7]:
        if case["call"] != "follow_up_channels" and "error" not in case["expect"]:
            adapter.validate_python(routes.plain(case))


def test_an_audit_has_its_form() -> None:
    """The demonstration county, whole."""
    result = cr.audit(cr.Registry.load(DEMO), year=2025, as_of=dt.date(2026, 1, 31))
    plain: dict[str, Any] = result.to_dict()
    form("audit").validate_python(plain)
    assert plain["judged"] == len(result.report)
    assert len(plain["findings"]) == sum(
        f.verdict in ("fail", "unknown", "pending") for f in result.report.findings
    )


def test_entries_of_every_kind_have_their_form() -> None:
    """Steps, those recorded despite something, corrections, reopenings, what was taken from paper."""
    adapter = form("entry")
    case = lived()
    case = case.reopen(by=COMMITTEE, on="2025-06-02", reason="群众有新的意见")
    case = case.correct(
        {"topic": {"text": "村道拓宽和亮化"}}, by=COMMITTEE, on="2025-06-03", reason="笔误"
    )
    case = case.take("suspend", by=PARTY, on="2025-06-04", reason="停", documents=["通知.pdf"])
    early = lived(2).take("hold", by=CONVENER, on="2025-02-06", record=SITTING, despite="已开")
    assert early.breaches
    paper = cr.Case.from_record(case.record, ROOM, by=CONVENER, recorded_on="2025-07-01")
    kinds = set()
    for entry in (*case.entries, *early.entries, *paper.entries):
        adapter.validate_python(entry.to_dict())
        kinds.add(entry.kind.value)
    assert kinds == {"step", "corrected", "reopened", "imported"}


def test_a_place_of_another_city_is_told_whole() -> None:
    """In entries and answers alike."""
    room = {"id": "r1", "kind": "village", "unit": own_unit()}
    by = {"office": {"organ": "ROOM", "unit": own_unit()}}
    answer = cr.judge(
        {
            "do": "open",
            "records": {"topic": TOPIC, "room": room},
            "given": {"by": by, "on": "2025-02-01"},
        }
    )
    form("case_answer").validate_python(answer)
    request = {"do": "options", "records": {"journal": [answer["entry"]]}}
    options = cr.judge(request | {"given": {"on": "2025-02-02"}})
    form("options").validate_python(options)
