"""An audit of the sample finds what was planted in it: nothing missed, nothing invented."""

import pytest

import consultrules as cr
from consultrules.rules.rule import Rule
from consultrules.sample.key import Entry, differences
from consultrules.sample.making import Sample, make
from sample.audited import NEVER_PLANTED, Without, audit_of, found, is_waived, rules

COUNTIES = ("320613", "320671")  # all kinds of room, and the zone that another county serves
SEED = 2025


@pytest.fixture(scope="module")
def sample() -> Sample:
    """A part of the city with its faults."""
    return make(SEED, counties=COUNTIES)


@pytest.fixture(scope="module")
def audit(sample: Sample) -> cr.Audit:
    """Its audit."""
    return audit_of(sample)


@pytest.fixture(scope="module")
def poorer(audit: cr.Audit) -> Without:
    """The same rows, to be judged by less."""
    return Without(audit.report.rows)


def test_an_audit_finds_what_was_planted_and_nothing_else(sample: Sample, audit: cr.Audit) -> None:
    """Finding by finding; and each is planted once, so that the numbers agree too."""
    told = list(found(audit.report.rows))
    assert differences(told, sample.key) == ()
    assert len(told) == len(sample.key) > 300
    assert {entry.verdict for entry in sample.key} == {"fail", "unknown", "pending"}


def test_a_city_without_faults_is_in_good_order() -> None:
    """Every rule, whatever its force: met or without object."""
    sound = make(SEED, counties=COUNTIES, faults=False)
    assert sound.key == ()
    told = audit_of(sound)
    assert list(found(told.report.rows)) == []
    assert told.ok


def test_every_rule_of_the_library_judges_something_in_a_sound_city() -> None:
    """What passes nowhere would not show that the sound city is sound."""
    told = audit_of(make(SEED, counties=COUNTIES, faults=False))
    passed = {f.key for f in told.report.findings if f.verdict.value == "pass"}
    permissions = {"4.2.s3", "4.2.s4b"}  # of guests, and guests there are
    assert {rule.key for rule in rules()} - passed == set(NEVER_PLANTED)
    assert permissions <= passed


def test_rules_that_are_never_planted_are_those_that_a_reading_waives() -> None:
    """No rule is left out for another reason."""
    assert {rule.key for rule in rules() if is_waived(rule)} == set(NEVER_PLANTED)


@pytest.mark.parametrize(
    "rule", [rule for rule in rules() if rule.key not in NEVER_PLANTED], ids=lambda rule: rule.key
)
def test_a_library_without_a_rule_misses_what_the_rule_finds(
    rule: Rule, sample: Sample, poorer: Without
) -> None:
    """The comparison names the rule, all that was planted of it, and no other rule."""
    (difference,) = poorer.differences(rule, sample.key)
    assert difference.rule == rule.key
    assert difference.missed == tuple(e for e in sample.key if e.rule == rule.key)
    assert difference.invented == ()


def test_differences_name_what_was_missed_and_what_was_invented() -> None:
    """Another verdict on the same subject is both."""
    known, other = Entry("room", "r1", "3.1.s9", "fail"), Entry("room", "r2", "3.1.s2", "fail")
    wrong = known._replace(verdict="unknown")
    (difference,) = differences([wrong, other], [known, other])
    assert (difference.rule, difference.missed, difference.invented) == (
        "3.1.s9",
        (known,),
        (wrong,),
    )
    assert [d.rule for d in differences([], [known, other])] == ["3.1.s2", "3.1.s9"]
