"""Robustness: whether a finding holds under every reading that its own rule rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from consultrules.policy.edition import Edition
from consultrules.policy.judging import Verdict
from consultrules.rules.rule import Rule

if TYPE_CHECKING:
    from consultrules.rules.finding import Finding
    from consultrules.rules.report import Report

Choice = dict[str, str]
"""Another option for some readings, by id."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far one verdict depends on readings.

    ``switches`` are the readings in question; ``holds`` says that no combination of their options
    gives another verdict; ``changes`` are the smallest choices that do, each with what comes out.
    """

    rule: str
    subject: str
    verdict: Verdict
    switches: tuple[str, ...]
    holds: bool
    changes: tuple[tuple[Choice, Verdict], ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "subject": self.subject,
            "verdict": self.verdict.value,
            "switches": list(self.switches),
            "holds": self.holds,
            "changes": [{"readings": c, "verdict": v.value} for c, v in self.changes],
        }


def switches_of(policy: Edition, rule: Rule) -> tuple[str, ...]:
    """The readings that can be switched and that bear on a rule.

    They are those that shape its trees and those of its clause: facts too are counted by readings, as
    the approving body is found by R2.

    Examples:
        >>> from consultrules.policy.edition import edition
        >>> from consultrules.rules.catalogue import rules_in
        >>> (rule,) = rules_in(edition(), "session", ("3.3.s3c",))
        >>> switches_of(edition(), rule)
        ('C1', 'C2', 'C8')
    """
    used = {*rule.readings, *policy.clause(rule.clause).readings}
    return tuple(key for key, r in policy.readings.catalogue.items() if key in used and r.is_switch)


def robustness_of(report: Report) -> tuple[Robustness, ...]:
    """The robustness of every finding, in order.

    All combinations are tried: for findings whose rules share their switches the report is made anew
    once for each combination, from the records where there are some, and for these rules only. What
    the sessions of a year failed (F4) counts by the sessions' own rules, whose switches are theirs.
    """
    findings = report.findings
    names = _names(findings)
    changes: list[list[tuple[Choice, Verdict]]] = [[] for _ in findings]
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, finding in enumerate(findings):
        groups.setdefault(switches_of(report.policy, finding.rule), []).append(place)
    for switches, places in groups.items():
        keys = tuple(dict.fromkeys(findings[place].key for place in places))
        for choice in choices(report.policy, switches):
            other = report.remade(report.policy.with_readings(**choice), keys).findings
            verdicts = {name: f.verdict for name, f in zip(_names(other), other, strict=True)}
            for place in places:
                verdict = verdicts.get(names[place], Verdict.NOT_APPLICABLE)
                if verdict is not findings[place].verdict:
                    _note(changes[place], choice, verdict)
    return tuple(
        Robustness(
            rule=finding.key,
            subject=finding.subject,
            verdict=finding.verdict,
            switches=switches_of(report.policy, finding.rule),
            holds=not changed,
            changes=tuple(changed),
        )
        for finding, changed in zip(findings, changes, strict=True)
    )


def choices(policy: Edition, switches: tuple[str, ...]) -> Iterator[Choice]:
    """Every combination of other options for some readings, those that change fewest first."""
    options = [policy.readings.catalogue[key].options for key in switches]
    combined = [
        {
            k: option
            for k, option in zip(switches, chosen, strict=True)
            if option != policy.readings[k]
        }
        for chosen in product(*options)
    ]
    return iter(sorted(filter(None, combined), key=len))


def _note(changes: list[tuple[Choice, Verdict]], choice: Choice, verdict: Verdict) -> None:
    """Keep a choice, unless a part of it has the same outcome."""
    if not any(v is verdict and c.items() <= choice.items() for c, v in changes):
        changes.append((choice, verdict))


def _names(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, int]]:
    """What tells each finding from all others: its rule and subject, and its number among equals."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for finding in findings:
        name = (finding.grain, finding.subject, finding.key)
        names.append((*name, seen[name]))
        seen[name] += 1
    return names
