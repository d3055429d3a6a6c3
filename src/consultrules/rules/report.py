"""A report: every finding about the subjects of one check, and whether all binding ones are met."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consultrules.errors import EditionError, nearest
from consultrules.facts.fact import Row
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force, Verdict
from consultrules.policy.language import LANGUAGES, language_from
from consultrules.rules.carried import Carried, carried_lines, is_in
from consultrules.rules.compiled import (
    FAIL,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    PENDING,
    UNKNOWN,
    WAIVED,
)
from consultrules.rules.direct import Pairs
from consultrules.rules.finding import Finding
from consultrules.rules.plan import VERDICTS, WORDS, WORST_FIRST, Plan, plan_of
from consultrules.rules.remedy import Remedy, remedies_of
from consultrules.rules.robustness import Robustness, robustness_of

OPEN = frozenset({"fail", "unknown", "pending"})
_CODES = {verdict: code for code, verdict in reversed(VERDICTS.items())}
OK = frozenset({PASS, NOT_APPLICABLE, WAIVED, NOT_IN_FORCE})


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with the verdicts on it."""

    plan: Plan
    row: Row
    codes: tuple[int, ...]


def worst(codes: Collection[int]) -> int:
    """The worst of some verdicts' codes, ``NOT_APPLICABLE`` where there is none."""
    for code in (FAIL, UNKNOWN, PENDING, PASS):
        if code in codes:
            return code
    return NOT_APPLICABLE


def judged(plan: Plan, row: Row) -> Judged:
    """Judge one row."""
    return Judged(plan, row, plan.codes(row))


def plain_findings(
    plan: Plan,
    row: Row,
    codes: tuple[int, ...],
    languages: tuple[str, ...],
    only_open: bool = False,
    sides: Pairs | None = None,
) -> list[dict[str, Any]]:
    """The findings on one row as plain data, with sentences in these languages."""
    found: list[dict[str, Any]] = []
    if only_open and OK.issuperset(codes):
        return found
    subject, heads = row.subject, plan.heads
    sides = sides or plan.sides(row.facts.get)
    for place, code in enumerate(codes):
        if only_open and code in OK:
            continue
        plain = heads[place].copy()
        plain["subject"], plain["verdict"] = subject, WORDS[code]
        plain["observed"], plain["required"] = sides[place]
        if code:
            plan.add_details(plain, place, code, row, languages)
        found.append(plain)
    return found


Remake = Callable[[Edition, tuple[str, ...]], "Report"]
"""Makes a report anew from its records under another edition, for the rules at some addresses."""


class Report:
    """The findings of a check. ``ok`` is what to ask; the report itself is neither true nor false.

    ``breaches`` are those that a case of the lifecycle carries, as far as they lie in scope: its record may
    meet every rule by now, and yet the wrong office acted or a step was out of order.
    """

    def __init__(
        self,
        policy: Edition,
        rows: Iterable[Judged],
        *,
        as_of: dt.date | None = None,
        scope: tuple[str, ...] = (),
        remake: Remake | None = None,
        breaches: Iterable[Carried] = (),
    ) -> None:
        self.policy = policy
        self.rows = tuple(rows)
        self.as_of = as_of
        self.scope = scope
        self.breaches = tuple(breach for breach in breaches if is_in(breach, scope))
        self._remake = remake

    def __bool__(self) -> bool:
        """Refused: ``ok``, ``failed`` or ``verdict`` say what is meant."""
        raise TypeError("a report is neither true nor false; ask .ok, .failed or .verdict")

    def __iter__(self) -> Iterator[Finding]:
        """Every finding."""
        return iter(self.findings)

    def __len__(self) -> int:
        """How many findings there are."""
        return sum(len(row.codes) for row in self.rows)

    @property
    def ok(self) -> bool:
        """Whether every binding rule in scope is met or does not apply, and the case carries no breach."""
        return not self.breaches and all(
            OK.issuperset(row.plan.binding(row.codes)) for row in self.rows
        )

    @property
    def verdict(self) -> Verdict:
        """The worst verdict among the binding rules and the breaches that the case carries."""
        found = {code for row in self.rows for code in row.plan.binding(row.codes)}
        return VERDICTS[worst(found | {_CODES[breach.verdict] for breach in self.breaches})]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, passes and what does not apply included."""
        return tuple(
            Finding(row.plan, place, code, row.row)
            for row in self.rows
            for place, code in enumerate(row.codes)
        )

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What is not met: violations, advice and notes, see ``Finding.level``."""
        return self._with(Verdict.FAIL)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What is not met and binding."""
        return tuple(f for f in self.failed if f.force is Force.MUST)

    @property
    def pending(self) -> tuple[Finding, ...]:
        """Duties whose moment has not passed."""
        return self._with(Verdict.PENDING)

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What nobody can say, for want of facts or because they contradict each other."""
        return self._with(Verdict.UNKNOWN)

    def _with(self, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict is verdict)

    def __getitem__(self, address: str) -> Finding:
        """The finding of a rule; of several under one address the worst.

        Under an address lie the rule of the entry itself, its aspects and all that is listed below it; the
        full key of an aspect (``3.5.s2#lead``) is that rule alone. An entry that no rule judges answers with
        those that it refers to (``Clause.see``).

        Raises:
            KeyError: when no rule of this report lies there, with the nearest address.
        """
        below = self._under(address)
        if not below and address in self.policy.clauses:
            see = self.policy.clause(address).see
            below = [finding for other in see for finding in self._under(other)]
        for verdict in WORST_FIRST:
            for finding in below:
                if finding.verdict is verdict:
                    return finding
        known = {f.key for f in self.findings}
        hint = nearest(address, known)
        raise KeyError(f"{address}" + (f" → {hint}?" if hint else ""))

    def _under(self, address: str) -> list[Finding]:
        return [f for f in self.findings if is_under(f.key, address)]

    @cached_property
    def readings(self) -> dict[str, str]:
        """The readings that the rules in scope rest on, with the options in force."""
        used = {key for row in self.rows for key in row.plan.readings}
        return {key: option for key, option in self.policy.readings.items() if key in used}

    def remedies(self, *, advice: bool = False) -> tuple[Remedy, ...]:
        """What to do about every binding rule that is not met, not known or still due.

        A session still to come gets one ``plan``: the fewest people to add so that all rules are met
        together, who owes each act, and what else has to be done by its day. What is over gets one
        remedy a rule. With ``advice`` rules that are not binding are treated alike.
        """
        return remedies_of(self.rows, advice=advice)

    def robustness(self, only: str | Iterable[str] | None = None) -> tuple[Robustness, ...]:
        """For every finding, which other readings of its own rule's switches give another verdict.

        ``only`` narrows it to addresses such as ``"3.3"``: each combination counts the records anew, so
        that of an audit it takes its time.

        Raises:
            EditionError: for an address under which the report has no finding.
        """
        scope = (only,) if isinstance(only, str) else tuple(only or ())
        known = {finding.key for finding in self.findings}
        for address in scope:
            if not any(is_under(key, address) for key in known):
                raise EditionError("unknown_clause", clause=address)
        return robustness_of(self, scope)

    def remade(self, policy: Edition, keys: tuple[str, ...]) -> Report:
        """The same subjects under another edition, judged by the rules at these addresses only.

        Records are counted anew; rows that were given as plain facts stay as they are.
        """
        if self._remake is not None:
            return self._remake(policy, keys)
        rows = [
            judged(plan_of(policy, old.row.grain, keys, old.row.unit, old.row.part), old.row)
            for old in self.rows
        ]
        return Report(policy, rows, as_of=self.as_of, scope=keys, breaches=self.breaches)

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, Any]:
        """The versioned plain form, ``consultrules.report/1``; ``breaches`` where a case carries any."""
        plain: dict[str, Any] = {
            "schema": "consultrules.report/1",
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "scope": list(self.scope),
            "ok": self.ok,
            "verdict": self.verdict.value,
            "readings": dict(self.readings),
            "findings": self.plain(languages),
        }
        if self.breaches:
            plain["breaches"] = [breach.to_dict() for breach in self.breaches]
        return plain

    def plain(self, languages: tuple[str, ...]) -> list[dict[str, Any]]:
        """Every finding as plain data, with sentences in these languages."""
        return [
            plain
            for row in self.rows
            for plain in plain_findings(row.plan, row.row, row.codes, languages)
        ]

    def to_json(self) -> str:
        """The versioned plain form as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def text(self, lang: str = "zh") -> str:
        """What is not met, not known or still due, a line each, worst first; then what a case carries."""
        language_from(lang)
        lines = []
        for finding in sorted(self.findings, key=lambda f: WORST_FIRST.index(f.verdict)):
            if finding.verdict in WORST_FIRST[:3]:
                clause = self.policy.clause(finding.clause)
                about = f" {clause.text(lang)}" if clause.attested_of else ""
                word = finding.verdict.name_in(lang)
                head = f"{finding.subject} [{finding.key}]{about} {word}"
                lines.append(f"{head} {finding.reason(lang)} → {finding.remedy(lang)}")
        return "\n".join([*lines, *carried_lines(self.breaches, lang)])

    def __str__(self) -> str:
        """The same in Chinese."""
        return self.text()

    def __repr__(self) -> str:
        """Verdict and number of findings, with that of breaches."""
        broken = f", {len(self.breaches)} breaches" if self.breaches else ""
        return f"<Report {self.verdict.value} {len(self)} findings{broken}>"
