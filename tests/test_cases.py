"""Every rule against the cases written from the policy text, through the plain-data door."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
import oracle
from consultrules.facts.intake import flat_row
from consultrules.rules.catalogue import rules_of


def _judged(case: oracle.Case, **more: Any) -> dict[str, Any]:
    request = {"do": "check", "grain": case.grain, "only": case.key, "facts": case.facts}
    answer = cr.judge({**request, "readings": case.readings, "languages": [], **more})
    return next(finding for finding in answer["findings"] if finding["rule"] == case.key)


@pytest.mark.parametrize(("grain", "key"), oracle.rule_keys(), ids=str)
def test_rule_agrees_with_the_text(grain: str, key: str) -> None:
    """Each case gets the verdict that the text and the readings ask for."""
    wrong = [
        (case, found)
        for case in oracle.cases_of(grain, key)
        if (found := _judged(case)["verdict"]) != case.verdict
    ]
    assert wrong == []


def test_every_rule_has_cases_on_both_sides() -> None:
    """No rule is without a case that passes and, where it can fail, one that fails."""
    seen = {(case.key, case.verdict) for grain in oracle.GRAINS for case in oracle.cases(grain)}
    keys = {rule.key for rule in rules_of(cr.edition())}
    without_pass = {key for key in keys if (key, "pass") not in seen}
    without_fail = {key for key in keys if (key, "fail") not in seen}
    assert without_pass == set()
    # The edition's own notice period is no day at all; permissions never fail.
    assert without_fail == {"3.5.s2#lead", "4.2.s3", "4.2.s4b"}


def test_force_of_a_finding_is_the_column_of_the_edition_unless_a_reading_grades_it() -> None:
    """Grading is the exception, and each one is listed here with its reading."""
    policy = cr.edition()
    graded = {
        rule.key: rule.force.value
        for rule in rules_of(policy)
        if rule.force is not None and rule.force is not policy.clause(rule.clause).force
    }
    assert graded == {
        "1.s3": "may",  # an aim, which nobody owes
        "2.2.1.s1": "should",  # L1
        "3.1.s5#evidence": "should",  # K6
        "3.2.s6#all_departments": "should",  # R6
        "3.5.s2#lead": "should",  # L6
        "3.5.s2#channels": "should",  # L6
        "3.7.s2b#convener": "should",  # T2
        "3.7.s7": "must",  # the channel of a permission binds whoever uses it
        "4.1.s4b#apart": "should",  # V4
        "4.1.s5#related": "should",  # V6
        "4.2.s6": "must",  # the route of a permission binds whoever uses it
        "4.2.s7": "must",
        "4.3.s4a.i1#session": "should",  # C10
        "4.3.s4a.i2#session": "should",
        "4.3.s4b.i1#session": "should",
        "4.3.s4b.i2#session": "should",
        "4.3.s4b.i3#session": "should",
        "4.3.s5a.i1#session": "should",
        "4.3.s5a.i2#session": "should",
        "5.1.s2b": "may",  # L12
        "5.1.s3c": "should",  # T1
    }


@pytest.mark.parametrize(
    ("reading", "option", "key", "force"),
    [
        ("L1", "full_order", "2.2.1.s1", "must"),
        ("R6", "all_concerned", "3.2.s6#all_departments", "must"),
        ("C7", "all_five", "3.3.s2a.i4", "must"),
        ("L4", "aim_only", "3.4.s3.i1", "should"),
        ("T1", "trace_required", "5.1.s3c", "must"),
        ("C10", "every_activity", "4.3.s4a.i1#session", "must"),
    ],
)
def test_readings_that_grade(reading: str, option: str, key: str, force: str) -> None:
    """Some options change how binding a rule is."""
    policy = cr.edition().with_readings(**{reading: option})
    rule = next(rule for rule in rules_of(policy) if rule.key == key)
    assert (rule.force or policy.clause(rule.clause).force).value == force


@pytest.mark.parametrize("number", range(len(oracle.read("impossible")["cases"])))
def test_impossible_facts_are_unknown(number: int) -> None:
    """What cannot be is never a pass: unknown, with the fact that is to blame."""
    case = oracle.read("impossible")["cases"][number]
    request = {"do": "check", "grain": case["grain"], "only": case["key"], "facts": case["facts"]}
    finding = next(f for f in cr.judge(request)["findings"] if f["rule"] == case["key"])
    assert finding["verdict"] == "unknown"
    assert any(cause.startswith("impossible:") for cause in finding["cause"])
    assert case["code"] in flat_row(case["grain"], case["facts"]).impossible


@pytest.mark.parametrize("number", range(len(oracle.read("refused")["cases"])))
def test_unreadable_facts_are_refused_at_their_field(number: int) -> None:
    """A wrong type, a misspelt key or word, a day that is none: an error that names the field."""
    case = oracle.read("refused")["cases"][number]
    answer = cr.judge({"do": "check", "grain": case["grain"], "facts": case["facts"]})
    assert (answer["error"]["at"], answer["error"]["code"]) == (case["at"], case["code"])
