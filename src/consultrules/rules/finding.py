"""A finding: what one rule saw about one subject, why, who owes it, and what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Row
from consultrules.policy.judging import Debtor, Force, Verdict
from consultrules.rules.compiled import NOT_IN_FORCE, WAIVED
from consultrules.rules.formula import formula, value
from consultrules.rules.plan import VERDICTS, Plan
from consultrules.rules.rule import Rule
from consultrules.rules.tree import facts_of

_NOTES = {
    "partial_year": ("年度不完整", "the year is partial"),
    "before_in_force": ("实施意见印发前", "before the edition was in force"),
    "not_invited": ("未曾邀请", "never invited"),
}
_GATES = {"session": ("session_held",)}
_UNGIVEN = {
    "missing": ("缺少", "missing"),
    "impossible": ("自相矛盾或超出范围", "contradictory or out of bounds"),
}


@dataclass(frozen=True)
class Finding:
    """One verdict with its reason.

    ``observed`` and ``required`` are both sides of the comparison, whole numbers, ``None`` where facts
    are missing; ``gap`` is what lacks to the requirement.
    """

    plan: Plan
    place: int
    code: int
    row: Row

    @property
    def rule(self) -> Rule:
        """The rule that looked."""
        return self.plan.rules[self.place]

    @property
    def key(self) -> str:
        """The rule's key: the clause, with the aspect where a clause has several rules."""
        return self.rule.key

    @property
    def clause(self) -> str:
        """The address of the clause."""
        return self.rule.clause

    @property
    def subject(self) -> str:
        """The id of what was judged."""
        return self.row.subject

    @property
    def grain(self) -> str:
        """What kind of subject it is."""
        return self.row.grain

    @property
    def verdict(self) -> Verdict:
        """``pass``, ``fail``, ``pending``, ``unknown`` or ``not_applicable``."""
        return VERDICTS[self.code]

    @property
    def force(self) -> Force:
        """``must``, ``should`` or ``may``."""
        return self.plan.forces[self.place]

    @property
    def owed_by(self) -> Debtor:
        """Who owes what the clause asks for."""
        return self.plan.debtors[self.place]

    @cached_property
    def _sides(self) -> tuple[int | None, int | None]:
        return self.plan.sides(self.row.facts.get)[self.place]

    @property
    def observed(self) -> int | None:
        """The left side of the comparison."""
        return self._sides[0]

    @property
    def required(self) -> int | None:
        """The right side of the comparison."""
        return self._sides[1]

    @property
    def gap(self) -> int | None:
        """How far the observed number is from the required one; ``None`` unless the rule failed or waits."""
        if self.verdict not in (Verdict.FAIL, Verdict.PENDING) or self.rule.test.op == "==":
            return None
        return None if None in self._sides else abs(self._sides[1] - self._sides[0])  # type: ignore[operator]

    @property
    def cause(self) -> tuple[str, ...]:
        """Why there is no plain pass or fail: ``missing:FACT``, ``impossible:FACT``, ``partial_year`` …"""
        if self.code == NOT_IN_FORCE:
            return ("before_in_force",)
        if self.code == WAIVED:
            return (self._waiver(),)
        if self.verdict is not Verdict.UNKNOWN:
            return ()
        facts = self.row.facts
        return tuple(
            f"{'impossible' if code in self.row.impossible else 'missing'}:{code}"
            for code in (*self.rule.facts, *_GATES.get(self.grain, ()))
            if facts.get(code) is None
        )

    def _waiver(self) -> str:
        waiver = self.rule.waiver
        if waiver.startswith("reading:"):
            reading = waiver.partition(":")[2]
            return f"{waiver}={self.plan.policy.readings[reading]}"
        return waiver

    @property
    def due(self) -> dt.date | None:
        """The day on which a pending duty becomes a breach, where the text or the record sets one."""
        if self.verdict is not Verdict.PENDING or self.row.day is None:
            return None
        if self.grain in ("room_year", "member_year"):
            return self.row.day + dt.timedelta(days=1)
        return self.row.day if self.grain == "session" else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids or names behind the facts that the rule read: who was not told, which field is lacking."""
        return tuple(e for code in self.rule.facts for e in self.row.evidence.get(code, ()))

    @property
    def guards(self) -> tuple[str, ...]:
        """The steps of the lifecycle that wait for this rule."""
        return self.rule.guards

    @property
    def level(self) -> str:
        """``violation``, ``advice`` or ``note`` for a failed rule, by its force; else empty."""
        if self.verdict is not Verdict.FAIL:
            return ""
        return {Force.MUST: "violation", Force.SHOULD: "advice"}.get(self.force, "note")

    def remedy(self, lang: str = "zh") -> str:
        """What to do, in ``zh`` or ``en``; empty where nothing is to be done."""
        if self.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
            return ""
        if self.verdict is Verdict.UNKNOWN:
            names = "、".join(self._names(lang)) if lang == "zh" else ", ".join(self._names(lang))
            return f"补充并核实：{names}" if lang == "zh" else f"supply and verify: {names}"
        return self.plan.policy.remedy(self.key, lang)

    def reason(self, lang: str = "zh") -> str:
        """Why, with the facts that were read."""
        zh = lang == "zh"
        wanted = formula(self.rule.test, self.grain, self.plan.numbers, lang)
        if self.verdict is Verdict.UNKNOWN:
            parts = [self._ungiven(cause, lang) for cause in self.cause]
            return f"{'；' if zh else '; '}".join(parts) + (f"（要求：{wanted}）" if zh else f" (required: {wanted})")
        if self.code in (WAIVED, NOT_IN_FORCE):
            return self._note(self.cause[0], lang)
        if self.verdict is Verdict.NOT_APPLICABLE:
            return "本条不适用于此对象" if zh else "the clause does not apply to this subject"
        facts = FACTS[self.grain]
        read = [facts[c] for c in self.rule.facts if c in facts and self._shown(c)]
        seen = ", ".join(f"{f.name(lang)} = {value(f, self.row.facts.get(f.code), lang)}" for f in read)
        if zh:
            return f"要求 {wanted}；实际 {seen}"
        return f"required: {wanted}; observed: {seen}"

    def _shown(self, code: str) -> bool:
        """Facts of the comparison are shown; what only decides applicability is not."""
        return code in set(facts_of(self.rule.test))

    def _names(self, lang: str) -> list[str]:
        facts = FACTS[self.grain]
        codes = [cause.partition(":")[2] for cause in self.cause]
        return [facts[code].name(lang) if code in facts else code for code in codes]

    def _ungiven(self, cause: str, lang: str) -> str:
        kind, _, code = cause.partition(":")
        fact = FACTS[self.grain].get(code)
        name = fact.name(lang) if fact is not None else code
        return f"{_UNGIVEN[kind][0 if lang == 'zh' else 1]}{'：' if lang == 'zh' else ': '}{name} [{code}]"

    def _note(self, cause: str, lang: str) -> str:
        if cause.startswith("reading:"):
            reading, _, option = cause.removeprefix("reading:").partition("=")
            return f"{cause}: {self.plan.policy.words(reading, option, lang)}"
        zh, en = _NOTES[cause]
        return zh if lang == "zh" else en

    def __str__(self) -> str:
        """Key, verdict and reason in Chinese."""
        return f"[{self.key}] {self.verdict.zh}（{self.force.zh}）{self.reason()}"

    def __repr__(self) -> str:
        """Key, verdict and subject."""
        return f"<Finding {self.key} {self.verdict.value} {self.subject}>"

    def to_dict(self) -> dict[str, object]:
        """Plain data; sentences are made only for what is not simply met."""
        plain: dict[str, object] = {
            "rule": self.key,
            "clause": self.clause,
            "subject": self.subject,
            "grain": self.grain,
            "force": self.force.value,
            "verdict": self.verdict.value,
            "observed": self.observed,
            "required": self.required,
        }
        if self.code:
            plain["cause"] = list(self.cause)
        if self.verdict in (Verdict.FAIL, Verdict.PENDING, Verdict.UNKNOWN):
            plain |= {
                "gap": self.gap,
                "owed_by": self.owed_by.value,
                "evidence": list(self.evidence),
                "due": self.due.isoformat() if self.due else None,
                "reason": {"zh": self.reason("zh"), "en": self.reason("en")},
                "remedy": {"zh": self.remedy("zh"), "en": self.remedy("en")},
            }
        return plain


