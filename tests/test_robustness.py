"""Robustness: a finding holds, or the smallest choices of readings that would change it are named."""

from __future__ import annotations

import datetime as dt
import json
from itertools import product
from typing import Any

import pytest

import chance_cases
import consultrules as cr
import oracle
import samples
import small_city
from consultrules.facts.intake import flat_row
from consultrules.policy.vocabulary import Post
from consultrules.rules.catalogue import rules_of
from consultrules.rules.plan import VERDICTS, plan_of
from consultrules.rules.report import Report, judged
from consultrules.rules.robustness import Robustness, choices, switches_of

POLICY = cr.edition()
SINGLE = {
    (key, option): POLICY.with_readings(**{key: option})
    for key, reading in POLICY.readings.catalogue.items()
    if reading.is_switch
    for option in reading.options
    if option != reading.default
}
"""The edition with one switch turned, for every option of every switch."""


def one(report: Report, key: str) -> Robustness:
    """What is said of one rule."""
    (found,) = (r for r in report.robustness() if r.rule == key)
    return found


def flat(facts: dict[str, Any], only: str, **readings: str) -> Report:
    """A report on one row of plain facts about a session."""
    policy = POLICY.with_readings(**readings)
    plan = plan_of(policy, "session", (only,))
    return Report(policy, [judged(plan, flat_row("session", facts))], scope=(only,))


def test_a_verdict_that_no_reading_touches_holds() -> None:
    """Nine people are too few, in a meeting, however the text is read."""
    facts = {"participants": 9, "public_representatives": 9, "session_form": "meeting"}
    found = one(flat(facts, "3.3.s3a"), "3.3.s3a")
    assert (found.verdict, found.holds, found.changes) == (cr.Verdict.FAIL, True, ())
    # C1 stands beside the clause: of whom ten are wanted is its question too.
    assert set(found.switches) == {"C1", "C8", "F10"}


def test_the_smallest_choices_are_named_with_what_comes_out() -> None:
    """Three of twelve, one a stakeholder: enough without the officials, or with all stakeholders."""
    facts = {
        "participants": 12,
        "public_representatives": 3,
        "stakeholders": 2,
        "stakeholder_representatives": 1,
        "officials_attending": 2,
        "conveners_attending": 1,
        "session_form": "written",
    }
    found = one(flat(facts, "3.3.s3c"), "3.3.s3c")
    assert (found.subject, found.verdict, found.holds) == ("", cr.Verdict.FAIL, False)
    assert found.switches == ("C1", "C2", "C8")
    outcomes = {tuple(choice.items()): verdict for choice, verdict in found.changes}
    assert outcomes == {
        (("C8", "meetings_only"),): cr.Verdict.NOT_APPLICABLE,
        (("C1", "without_officials_and_convener"),): cr.Verdict.PASS,
        (("C2", "always"),): cr.Verdict.PASS,
    }


def test_two_readings_may_have_to_change_together() -> None:
    """Three of twelve with one official: neither C1 nor C2 alone suffices, both do."""
    facts = {
        "participants": 13,
        "public_representatives": 3,
        "stakeholders": 2,
        "stakeholder_representatives": 1,
        "officials_attending": 1,
        "conveners_attending": 0,
        "session_form": "meeting",
    }
    found = one(flat(facts, "3.3.s3c"), "3.3.s3c")
    both = {"C1": "without_officials_and_convener", "C2": "always"}
    assert found.changes == ((both, cr.Verdict.PASS),)
    # Seen from one of the two, the other alone changes it.
    from_c1 = one(flat(facts, "3.3.s3c", C1=both["C1"]), "3.3.s3c")
    assert from_c1.changes == (({"C2": "always"}, cr.Verdict.PASS),)


def test_records_are_counted_anew() -> None:
    """The county's approval of a village topic: too high by R2, unless higher also satisfies."""
    county = {"organ": "PARTY_COMMITTEE", "unit": samples.COUNTY}
    topic = samples.topic(approvals=[{"by": county, "on": "2025-06-10"}])
    session = {"record": "session", **samples.session()}
    report = cr.check(session, room=samples.room(), topic=topic)
    approved = one(report, "3.2.s4")
    assert approved.verdict is cr.Verdict.FAIL
    assert approved.changes == (({"R2": "higher_also_satisfies"}, cr.Verdict.PASS),)
    before = one(report, "3.2.s2c")
    assert before.verdict is cr.Verdict.PASS
    assert before.changes == (({"L18": "day_before"}, cr.Verdict.FAIL),)
    assert [r.rule for r in report.robustness()] == [f.key for f in report.findings]


def test_an_audit_is_made_anew_with_all_that_it_counts() -> None:
    """Two sessions and a continuation in a year: enough where each sitting counts."""
    known = small_city.registry(
        [small_city.room(small_city.A1)],
        [
            *small_city.held(small_city.A1, "2025-03-10"),
            small_city.case(
                2, small_city.A1, {"on": "2025-04-01"}, {"on": "2025-04-08", "continues": "t2-1"}
            ),
        ],
    )
    report = small_city.audited(known).report
    (year,) = (r for r in report.robustness() if r.rule == "3.9.s3")
    assert year.verdict is cr.Verdict.FAIL
    assert year.switches == ("F2", "F4", "F10")
    each = {"F10": "each_sitting_counts"}
    assert year.changes == (
        (each, cr.Verdict.PASS),
        # Whether the sessions were sound nobody told.
        ({**each, "F4": "not_counted"}, cr.Verdict.UNKNOWN),
    )
    assert len(report.robustness()) == len(report.findings)
    assert {r.subject for r in report.robustness()} == {f.subject for f in report.findings}


def test_robustness_is_plain_data() -> None:
    """Ready for JSON."""
    facts = {"participants": 9, "session_form": "written"}
    found = one(flat(facts, "3.3.s3a"), "3.3.s3a")
    assert json.loads(json.dumps(found.to_dict())) == {
        "rule": "3.3.s3a",
        "subject": "",
        "verdict": "fail",
        "switches": ["C1", "C8", "F10"],
        "holds": False,
        "changes": [{"readings": {"C8": "meetings_only"}, "verdict": "not_applicable"}],
    }


def test_all_combinations_are_tried_the_smallest_first() -> None:
    """Two options by three options, less the one in force."""
    found = choices(POLICY, ("C1", "C2"))
    assert len(found) == 2 * 3 - 1
    assert [len(choice) for choice in found] == [1, 1, 1, 2, 2]
    other = POLICY.with_readings(C1="without_officials_and_convener")
    assert {"C1": "all_participants"} in choices(other, ("C1", "C2"))
    assert choices(POLICY, ()) == ()


def test_the_smallest_changes_are_what_trying_all_gives() -> None:
    """By the definition, over every combination of the four switches of one rule's clause."""
    facts = {"participants": 13, "public_representatives": 3, "stakeholders": 9}
    facts |= {"stakeholder_representatives": 0, "officials_attending": 5, "conveners_attending": 0}
    row = flat_row("session", {**facts, "session_form": "written"})
    options = [POLICY.readings.catalogue[key].options for key in ("C1", "C2", "C8")]
    outcomes = {}
    for chosen in product(*options):
        policy = POLICY.with_readings(**dict(zip(("C1", "C2", "C8"), chosen, strict=True)))
        changed = frozenset(policy.readings.chosen.items())
        outcomes[changed] = VERDICTS[plan_of(policy, "session", ("3.3.s3c",)).codes(row)[0]]
    now = outcomes.pop(frozenset())
    smallest = {
        (choice, verdict)
        for choice, verdict in outcomes.items()
        if verdict is not now
        and not any(less < choice and outcomes[less] is verdict for less in outcomes)
    }
    found = one(flat({**facts, "session_form": "written"}, "3.3.s3c"), "3.3.s3c")
    assert {(frozenset(choice.items()), verdict) for choice, verdict in found.changes} == smallest


@pytest.mark.parametrize("grain", oracle.GRAINS)
def test_rows_change_by_a_rules_own_switches_only(grain: str) -> None:
    """Each option of each switch, over every case of the text."""
    rows = [flat_row(grain, case.facts) for case in oracle.cases(grain)[::2]]
    plan = plan_of(POLICY, grain)
    before = [plan.codes(row) for row in rows]
    changed = {
        (rule.key, key)
        for (key, _), policy in SINGLE.items()
        for row, codes in zip(rows, before, strict=True)
        for rule, old, new in zip(plan.rules, codes, plan_of(policy, grain).codes(row), strict=True)
        if VERDICTS[old] is not VERDICTS[new]
    }
    assert undeclared(changed) == set()
    assert grain in ("member_year", "body_year", "unit", "member") or changed


def undeclared(changed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of the rules with switches that changed them, those that do not name the switch."""
    switches = {rule.key: switches_of(POLICY, rule) for rule in rules_of(POLICY)}
    return {(rule, key) for rule, key in changed if key not in switches[rule]}


def changed_by(make: Any) -> set[tuple[str, str]]:
    """Which rules come out otherwise by which switch, in a report made under each edition."""
    base = make(POLICY).findings
    return {
        (old.key, key)
        for (key, _), policy in SINGLE.items()
        for old, new in zip(base, make(policy).findings, strict=True)
        if old.verdict is not new.verdict
    }


def test_records_change_by_a_rules_own_switches_only() -> None:
    """Each option of each switch, over cases that do everything in and out of order."""
    changed: set[tuple[str, str]] = set()
    for told, place in chance_cases.cases(180):
        case, room = cr.CaseRecord.read(told), cr.Room.read(place)

        def make(policy: cr.Edition, case: Any = case, room: Any = room) -> Report:
            return cr.check(case, room=room, policy=policy)

        changed |= changed_by(make)
    assert undeclared(changed) == set()
    # What only records show: who approved in time, who was told, whose route it is.
    assert {"R2", "R3", "R16", "L18", "C14", "R9"} <= {key for _, key in changed}
    assert {("3.5.s1.i1", "R16"), ("3.4.s3.i1", "L18"), ("3.8.s1#evaluator", "R3")} <= changed


def test_rooms_and_years_change_by_a_rules_own_switches_only() -> None:
    """Rooms with a convener of each post, and an audited year with all that counts in it."""
    rooms = [
        cr.Room.read(samples.room(conveners=[{"person": "p1", "post": post}], links=[]))
        for post in Post
    ]
    changed: set[tuple[str, str]] = set()
    for room in rooms:
        changed |= changed_by(lambda policy, room=room: cr.check(room, policy=policy))
    assert ("4.1.s4a#eligible", "V1") in changed
    opened = small_city.room(small_city.A1, since="2025-05-01")
    town = small_city.room(small_city.A, also_covers=[small_city.A2])
    sittings = small_city.held(small_city.A1, "2025-06-10", participants=9)
    known = small_city.registry([opened, town], sittings)

    def audited(policy: cr.Edition) -> Report:
        year, as_of = 2025, dt.date(2026, 1, 1)
        return cr.audit(known, year=year, as_of=as_of, policy=policy, units=small_city.UNITS).report

    changed |= changed_by(audited)
    assert {("2.3.s1a", "K2"), ("3.9.s3", "F2")} <= changed
    assert undeclared(changed) == set()


def test_every_switch_belongs_to_a_rule_or_to_routes_alone() -> None:
    """No switch is left out of the question by mistake."""
    used = {key for rule in rules_of(POLICY) for key in switches_of(POLICY, rule)}
    assert {key for key, _ in SINGLE} - used == set()


def test_what_the_caller_does_afterwards_changes_nothing() -> None:
    """The records are those that were handed over, not what became of them."""
    lists = {"suggestion_list": {"on": "2025-06-20", "items": []}}
    told = samples.session(status="held", participants=12, public_representatives=4)
    report = cr.check(
        {"record": "session", **told}, room=samples.room(), topic=samples.topic(), lists=lists
    )
    before = report.robustness("3.6.s1")
    lists.clear()
    assert report.robustness("3.6.s1") == before


def test_an_address_without_findings_is_refused() -> None:
    """Nothing said of a misspelt address would read like "holds whatever is chosen"."""
    report = cr.check({"record": "session", **samples.session()}, room=samples.room(), only="3.3")
    assert report.robustness(None) == report.robustness()
    for address in ("9.9", "3.4", "3.3.s3a "):
        with pytest.raises(cr.EditionError, match=address):
            report.robustness(address)
