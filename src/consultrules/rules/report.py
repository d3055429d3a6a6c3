"""A report: every finding about the subjects of one check, and whether all binding ones are met."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from consultrules.errors import nearest
from consultrules.facts.fact import Row
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force, Verdict
from consultrules.rules.compiled import NOT_APPLICABLE, PASS
from consultrules.rules.finding import Finding
from consultrules.rules.plan import VERDICTS, WORST_FIRST, Plan

_OK = frozenset({PASS, NOT_APPLICABLE, 5, 6})


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with the verdicts on it."""

    plan: Plan
    row: Row
    codes: tuple[int, ...]


def judged(plan: Plan, row: Row) -> Judged:
    """Judge one row."""
    return Judged(plan, row, plan.codes(row))


class Report:
    """The findings of a check. ``ok`` is what to ask; the report itself is neither true nor false."""

    def __init__(
        self,
        policy: Edition,
        rows: Iterable[Judged],
        *,
        as_of: dt.date | None = None,
        scope: tuple[str, ...] = (),
    ) -> None:
        self.policy = policy
        self.rows = tuple(rows)
        self.as_of = as_of
        self.scope = scope

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
        """Whether every binding rule in scope is met or does not apply."""
        return all(row.codes[i] in _OK for row in self.rows for i in row.plan.musts)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict among the binding rules."""
        found = {VERDICTS[row.codes[i]] for row in self.rows for i in row.plan.musts}
        return next((v for v in WORST_FIRST if v in found), Verdict.NOT_APPLICABLE)

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

        Raises:
            KeyError: when no rule of this report lies there, with the nearest address.
        """
        own = [f for f in self.findings if address in (f.key, f.clause)]
        below = own or [f for f in self.findings if is_under(f.key, address)]
        for verdict in WORST_FIRST:
            for finding in below:
                if finding.verdict is verdict:
                    return finding
        known = {f.key for f in self.findings}
        hint = nearest(address, known)
        raise KeyError(f"{address}" + (f" → {hint}?" if hint else ""))

    @cached_property
    def readings(self) -> dict[str, str]:
        """The readings that the rules in scope rest on, with the options in force."""
        used = {r for row in self.rows for rule in row.plan.rules for r in rule.readings}
        return {key: self.policy.readings[key] for key in self.policy.readings if key in used}

    def to_dict(self) -> dict[str, object]:
        """The versioned plain form, ``consultrules.report/1``."""
        return {
            "schema": "consultrules.report/1",
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "scope": list(self.scope),
            "ok": self.ok,
            "verdict": self.verdict.value,
            "readings": self.readings,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_json(self) -> str:
        """The versioned plain form as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def text(self, lang: str = "zh") -> str:
        """What is not met, not known or still due, a line each, worst first."""
        lines = []
        for finding in sorted(self.findings, key=lambda f: WORST_FIRST.index(f.verdict)):
            if finding.verdict in WORST_FIRST[:3]:
                head = f"{finding.subject} [{finding.key}] {finding.verdict.name_in(lang)}"
                lines.append(f"{head} {finding.reason(lang)} → {finding.remedy(lang)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        """The same in Chinese."""
        return self.text()

    def __repr__(self) -> str:
        """Verdict and number of findings."""
        return f"<Report {self.verdict.value} {len(self)} findings>"


