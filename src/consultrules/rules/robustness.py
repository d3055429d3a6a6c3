"""Robustness: whether a finding holds under every reading that its own rule rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Verdict
from consultrules.rules.plan import VERDICTS
from consultrules.rules.rule import Rule

if TYPE_CHECKING:
    from consultrules.rules.report import Report

Choice = dict[str, str]
"""Another option for some readings, by id."""
Name = tuple[str, str, str, int]
"""What tells a finding from all others: grain, subject, rule, and which of several rows about one subject."""


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


def robustness_of(report: Report, only: tuple[str, ...] = ()) -> tuple[Robustness, ...]:
    """The robustness of every finding at or under some addresses, in order.

    All combinations of a rule's switches are tried: for each the report is made anew, from the records
    where there are some, for the rules concerned. What the sessions of a year failed (F4) counts by the
    sessions' own rules, whose switches are theirs.
    """
    policy = report.policy
    switches = {
        rule.key: switches_of(policy, rule)
        for plan in {id(judged.plan): judged.plan for judged in report.rows}.values()
        for rule in plan.rules
        if not only or any(is_under(rule.key, address) for address in only)
    }
    now = _verdicts(report, frozenset(switches))
    changes: dict[Name, list[tuple[Choice, Verdict]]] = {}
    tried = {frozenset(c.items()): c for own in switches.values() for c in choices(policy, own)}
    for choice in sorted(tried.values(), key=len):
        keys = tuple(key for key, own in switches.items() if choice.keys() <= set(own))
        other = _verdicts(report.remade(policy.with_readings(**choice), keys), frozenset(keys))
        for name, verdict in other.items():
            if verdict is not now[name]:
                _note(changes.setdefault(name, []), choice, verdict)
    return tuple(
        Robustness(
            rule=name[2],
            subject=name[1],
            verdict=verdict,
            switches=switches[name[2]],
            holds=name not in changes,
            changes=tuple(changes.get(name, ())),
        )
        for name, verdict in now.items()
    )


def choices(policy: Edition, switches: tuple[str, ...]) -> tuple[Choice, ...]:
    """Every combination of other options for some readings, those that change fewest first."""
    options = [policy.readings.catalogue[key].options for key in switches]
    combined = [
        {k: o for k, o in zip(switches, chosen, strict=True) if o != policy.readings[k]}
        for chosen in product(*options)
    ]
    return tuple(sorted(filter(None, combined), key=len))


def _note(changes: list[tuple[Choice, Verdict]], choice: Choice, verdict: Verdict) -> None:
    """Keep a choice, unless a part of it has the same outcome."""
    if not any(v is verdict and c.items() <= choice.items() for c, v in changes):
        changes.append((choice, verdict))


def _verdicts(report: Report, keys: frozenset[str]) -> dict[Name, Verdict]:
    """The verdicts of some rules, each by what tells it from all others."""
    found: dict[Name, Verdict] = {}
    rows: Counter[tuple[str, str, str]] = Counter()
    for judged in report.rows:
        row = judged.row
        same = (row.grain, row.subject, row.part)
        rows[same] += 1
        for rule, code in zip(judged.plan.rules, judged.codes, strict=True):
            if rule.key in keys:
                found[row.grain, row.subject, rule.key, rows[same]] = VERDICTS[code]
    return found
