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

NAMES = ("report", "route", "audit", "registry", "room", "person", "case", "session", "topic")


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
