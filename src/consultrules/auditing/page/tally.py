"""The findings of an audit by county, head, debtor and rule, gathered in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consultrules.auditing.audit import Audit, county_of
from consultrules.auditing.coverage import Coverage, coverage_by_county
from consultrules.auditing.heads import head_of, open_findings
from consultrules.models.unit import Unit
from consultrules.policy.captions import Head
from consultrules.policy.judging import Debtor, Verdict
from consultrules.rules.finding import Finding

BINDING_ROWS, OTHER_ROWS = 4500, 1500
"""How many subjects are written out: at some 400 bytes each the page stays under three megabytes."""


@dataclass(slots=True)
class Group:
    """The findings of one rule under one head in one part."""

    key: str
    debtor: Debtor
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Part:
    """One county, or the city itself (``county`` is ``None``)."""

    county: Unit | None
    coverage: tuple[Coverage, ...] = ()
    rooms: int = 0
    groups: dict[tuple[Head, str], Group] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    duty: Counter[Verdict] = field(default_factory=Counter)

    def count(self, head: Head) -> int:
        """How many findings stand under a head."""
        return sum(len(group.findings) for group in self.under(head))

    def under(self, head: Head) -> Iterator[Group]:
        """The rules under a head, in the order in which they were met."""
        return (group for (of, _), group in self.groups.items() if of is head)

    def by_debtor(self, head: Head) -> list[tuple[Debtor, list[Group]]]:
        """Who owes what under a head: most findings first, of debtors as of their rules."""
        found: dict[Debtor, list[Group]] = {}
        for group in sorted(self.under(head), key=lambda g: (-len(g.findings), g.key)):
            found.setdefault(group.debtor, []).append(group)
        return sorted(found.items(), key=lambda item: (-_size(item[1]), item[0].number))


def parts_of(result: Audit) -> list[Part]:
    """Every county of the audit, most violations first, then the city itself where it has anything."""
    counties: dict[Unit | None, Part] = {
        county: Part(county, levels)
        for county, levels in coverage_by_county(result.report, result.area).items()
    }

    def part(county: Unit | None) -> Part:
        return counties.setdefault(county, Part(county))

    for row in result.report.rows:
        if row.row.grain == "room":
            part(county_of(row.row)).rooms += 1
    for finding in result.duty_findings():
        part(county_of(finding.row)).duty[finding.verdict] += 1
    for finding in open_findings(result.report):
        here, head = part(county_of(finding.row)), head_of(finding)
        if head is None:
            here.counted[finding.key] += 1
            continue
        group = here.groups.setdefault((head, finding.key), Group(finding.key, finding.owed_by))
        group.findings.append(finding)
    for here in counties.values():
        for group in here.groups.values():
            group.findings.sort(key=lambda f: (f.row.unit.code if f.row.unit else "", f.subject))
    return sorted(counties.values(), key=_worst_first)


def debtors_of(parts: Iterable[Part], head: Head) -> list[tuple[Debtor, int]]:
    """Who owes how many in all parts, most first."""
    found = Counter[Debtor]()
    for part in parts:
        for group in part.under(head):
            found[group.debtor] += len(group.findings)
    return sorted(found.items(), key=lambda item: (-item[1], item[0].number))


def rules_of(parts: Iterable[Part], head: Head) -> list[tuple[Finding, int]]:
    """Which rules are found how often in all parts, most first, each with one of its findings."""
    found = Counter[str]()
    one: dict[str, Finding] = {}
    for part in parts:
        for group in part.under(head):
            found[group.key] += len(group.findings)
            one.setdefault(group.key, group.findings[0])
    return [(one[key], n) for key, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def most_of(parts: Iterable[Part], heads: Iterable[Head], rows: int) -> int:
    """How many subjects of each rule can be written out so that all together stay within ``rows``."""
    sizes = sorted(len(g.findings) for part in parts for head in heads for g in part.under(head))
    left, lists = rows, len(sizes)
    for size in sizes:
        if size * lists > left:
            return left // lists
        left, lists = left - size, lists - 1
    return sizes[-1] if sizes else 0


def _size(groups: Iterable[Group]) -> int:
    return sum(len(group.findings) for group in groups)


def _worst_first(part: Part) -> tuple[bool, int, int, str]:
    code = part.county.code if part.county is not None else ""
    return part.county is None, -part.count(Head.VIOLATION), -part.count(Head.UNKNOWN), code
