"""Nothing calls a case compliant that carries a breach, also where no rule about its record tells of one."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

import consultrules as cr
from consultrules.exchange.forms import ReportForm
from village_life import GOVERNMENT, STEPS, begun, lived

RULES = ("3.2.s4", "3.3.s3a", "3.6.s1", "3.6.s3")


def lived_with(step: str, **otherwise: object) -> cr.Case:
    """The whole life, with one step otherwise and recorded all the same."""
    case = begun()
    for name, by, on, record in STEPS:
        told = {"by": by, "on": on, "record": record}
        changed = {**told, **otherwise, "despite": "样例"} if name == step else told
        case = case.take(name, **changed)
    return case


def test_a_case_without_a_breach_is_what_its_record_is() -> None:
    report = cr.check(lived(), only=RULES)
    assert (report.ok, report.verdict, report.breaches, report.text()) == (True, "pass", (), "")
    assert "breaches" not in report.to_dict()


def test_a_report_tells_the_breaches_that_are_no_rules() -> None:
    case = lived_with("hold", by=GOVERNMENT)
    assert [breach.key for breach in case.breaches] == ["role"]
    assert cr.check(case.record, room=case.room, only="3.3.s3a").ok, "the record is complete"
    whole, own, other = cr.check(case), cr.check(case, only="3.5.s1"), cr.check(case, only=RULES)
    assert (whole.breaches, own.breaches, other.breaches) == (case.breaches, case.breaches, ())
    assert (own.ok, own.verdict, other.ok) == (False, "fail", True)
    assert own["3.5.s1"].key.startswith("3.5.s1")
    assert own.text().splitlines()[-2:] == [
        "不符合而仍记录的 1 项：",
        "  #7 开展协商 [role] “开展协商”由召集人办理：以白甸镇政府的名义办理",
    ]
    assert "recorded all the same, 1 breaches:" in own.text("en")
    assert "1 breaches" in repr(own)
    plain = json.loads(own.to_json())
    assert [breach["key"] for breach in plain["breaches"]] == ["role"]
    assert TypeAdapter(ReportForm).validate_python(plain) == plain


def test_a_step_out_of_order_is_told_too_and_so_is_what_was_made_good() -> None:
    """The record is complete in the end; the case carries what stood against it on its way."""
    case = lived(9).take("close", by=GOVERNMENT, on="2025-03-07", despite="样例")
    case = case.reopen(by=STEPS[0][1], on="2025-03-08", reason="样例")
    for step, by, on, record in STEPS[9:]:
        case = case.take(step, by=by, on=on, record=record)
    keys = {breach.key for breach in case.breaches}
    assert {"not_here", "role", "3.7.s2c#made"} <= keys
    for scope in (None, "3.7", "3.7.s2c", "3.7.s2c#made"):
        report = cr.check(case, only=scope)
        assert report.breaches
        assert not report.ok
    assert not cr.check(case, only="3.7").violations
    assert cr.check(case, only=RULES).ok


@pytest.mark.parametrize("option", ["extend", "replace"])
def test_another_reading_undoes_no_breach(option: str) -> None:
    case = lived_with("hold", by=GOVERNMENT)
    policy = cr.edition().with_readings(R9=option)
    report = cr.check(case, policy=policy, only="3.5.s1")
    assert report.breaches == case.breaches
    assert report.remade(policy, ("3.5.s1",)).breaches == case.breaches
