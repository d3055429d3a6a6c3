"""The tables of faults are complete: every rule often enough, in rooms of more than one kind."""

from collections import Counter, defaultdict

import pytest

import consultrules as cr
from consultrules.policy.judging import Force
from consultrules.rules.rule import Rule
from consultrules.sample import faults_body, faults_member
from consultrules.sample.making import Sample, make
from consultrules.sample.planting import FAULTS, PAIRS
from sample.audited import NEVER_PLANTED, ONE_BODY, audit_of, kinds, rooms_of, rules

LEAST = 3
POLICY = cr.edition()


@pytest.fixture(scope="module")
def city() -> Sample:
    """The whole city, made and not audited."""
    return make(2025)


def force(rule: Rule) -> Force:
    """How binding a rule is."""
    return rule.force or POLICY.clause(rule.clause).force


def test_every_rule_that_binds_or_advises_fails_three_times(city: Sample) -> None:
    """Counted by subject; what one body alone owes it can fail once."""
    failed = Counter(entry.rule for entry in city.key if entry.verdict == "fail")
    wanted = {
        rule.key: 1 if rule.key in ONE_BODY else LEAST
        for rule in rules()
        if rule.key not in NEVER_PLANTED and force(rule) in (Force.MUST, Force.SHOULD)
    }
    assert {key: failed[key] for key, least in wanted.items() if failed[key] < least} == {}
    assert failed.keys() <= {rule.key for rule in rules()}


def test_the_duties_of_the_city_alone_are_those_that_no_county_has() -> None:
    """The exception is exact."""
    found = audit_of(make(2025, counties=("320671",), faults=False)).report.findings
    passed = {f.key for f in found if f.grain == "body_year" and f.verdict.value == "pass"}
    county = audit_of(make(2025, counties=("320613",), faults=False)).report.findings
    by_county = {
        f.key
        for f in county
        if f.grain == "body_year" and f.verdict.value == "pass" and "320613" in f.subject
    }
    assert passed - by_county == ONE_BODY


def test_a_rule_for_several_kinds_of_room_fails_in_two_of_them(city: Sample) -> None:
    """Where a rule applies is read off a part of the city in good order."""
    part = make(2025, counties=("320623", "320685"), faults=False)
    where: dict[str, set[str]] = defaultdict(set)
    kind_of = kinds(part.city)
    for finding in audit_of(part).report.findings:
        if finding.verdict.value == "pass" and finding.subject in kind_of:
            where[finding.key].add(kind_of[finding.subject])
    planted: dict[str, set[str]] = defaultdict(set)
    kind_of = kinds(city.city)
    for entry in city.key:
        if entry.verdict == "fail" and entry.subject in kind_of:
            planted[entry.rule].add(kind_of[entry.subject])
    several = {key for key, found in where.items() if len(found) > 1 and key in planted}
    assert len(several) > 100
    assert {key for key in several if len(planted[key]) < 2} == set()


def test_every_fault_is_planted_as_often_as_it_wants(city: Sample) -> None:
    """The whole city has room for all of them; those of the city's CPPCC come once."""
    planted = Counter(one.fault for one in city.planted)
    wanted = {**FAULTS, **faults_member.FAULTS, **faults_body.FAULTS}
    once = {
        name for name, fault in faults_body.FAULTS.items() if ONE_BODY & set(fault.finds.split())
    }
    assert set(planted) == set(wanted)
    fewer = {name for name, fault in wanted.items() if planted[name] < fault.copies}
    assert fewer == once
    assert len(once) == len(ONE_BODY)


def test_fifty_rooms_have_two_faults_that_do_not_meet(city: Sample) -> None:
    """One of the room itself, one of its last case."""
    assert len(PAIRS) * 2 == 50
    for first, second in PAIRS:
        grains = {FAULTS[first].finds.split()[0], FAULTS[second].finds.split()[0]}
        assert grains in ({"room", "session"}, {"room", "case"})
    planted = Counter(one.fault for one in city.planted)
    alone = Counter({name: fault.copies for name, fault in FAULTS.items()})
    twice = Counter(name for pair in PAIRS for name in pair)
    assert {n: planted[n] - alone[n] for n in twice} == {n: 2 * twice[n] for n in twice}


def test_one_subject_has_one_fault_save_fifty_with_two_and_the_bodies(city: Sample) -> None:
    """So that no fault hides another; a subject is a room with its cases, or a member or invitation."""
    rooms = rooms_of(city.city)
    subjects = [
        rooms.get(
            one.entries[0].subject, one.entries[0].subject.partition("/")[0].partition("@")[0]
        )
        for one in city.planted
        if one.entries[0].grain != "body_year"
    ]
    times = Counter(Counter(subjects).values())
    assert times.keys() == {1, 2}
    assert times[2] == 50
    of_bodies = [entry for entry in city.key if entry.grain == "body_year"]
    assert len({(entry.subject, entry.rule) for entry in of_bodies}) == len(of_bodies)


def test_facts_left_out_and_steps_to_come_are_planted_too(city: Sample) -> None:
    """A dozen kinds of unknown, a handful of pending, and notes."""
    by_verdict = {
        verdict: {one.fault for one in city.planted for e in one.entries if e.verdict == verdict}
        for verdict in ("unknown", "pending")
    }
    assert len(by_verdict["unknown"]) >= 12
    assert len(by_verdict["pending"]) >= 5
    notes = {rule.key for rule in rules() if force(rule) not in (Force.MUST, Force.SHOULD)}
    assert notes - NEVER_PLANTED.keys() <= {entry.rule for entry in city.key}


def test_the_key_is_in_order_and_says_everything_once(city: Sample) -> None:
    """One verdict for each rule and subject."""
    assert list(city.key) == sorted(set(city.key))
    assert len({(e.subject, e.rule) for e in city.key}) == len(city.key)
