"""A finding: what one rule saw about one subject, why, who owes it, and what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from consultrules.facts.fact import Row
from consultrules.policy.judging import Debtor, Force, Verdict
from consultrules.policy.language import LANGUAGES
from consultrules.rules.plan import VERDICTS, Plan
from consultrules.rules.rule import Rule


@dataclass(frozen=True)
class Finding:
    """One verdict with its reason.

    ``observed`` and ``required`` are both sides of the comparison, whole numbers, ``None`` where facts
    are missing; ``gap`` is what lacks to the requirement. A day is its number of days since 1970-01-01,
    “no later than” a difference of days, a flag 1 or 0, a word its number in its list, a body its unit's code
    with two digits for the organ; 2932896 (9999-12-31) is the day of what has not been done, -1 a count or
    flag that has not come up. ``reason`` says it in words.
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
        return self.plan.debtor(self.place, self.row)

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
        return self.plan.gap(self.place, self.code, *self._sides)

    @property
    def cause(self) -> tuple[str, ...]:
        """Why there is no plain pass or fail: ``missing:FACT``, ``impossible:FACT``, ``partial_year`` …"""
        return self.plan.causes(self.place, self.code, self.row)

    @property
    def due(self) -> dt.date | None:
        """By when a pending duty has to be met, where the text or the record sets a day.

        Of a session it is the last day on which it can be, as far as its facts tell; of a year the first day
        of the next, on which it becomes a breach.
        """
        return self.plan.due(self.place, self.code, self.row)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids or names behind the facts that the rule read: who was not told, which field is lacking."""
        return self.plan.evidence(self.place, self.row)

    @property
    def persons(self) -> tuple[str, ...]:
        """Of the evidence, what is ids of persons: an id may itself be a name."""
        return self.plan.evidence(self.place, self.row, personal=True)

    @property
    def non_personal(self) -> tuple[str, ...]:
        """Of the evidence, what is no person's id: bodies, tasks, suggestions, fields."""
        return self.plan.evidence(self.place, self.row, personal=False)

    @property
    def names_bodies(self) -> bool:
        """Whether the reason names bodies, as records tell them."""
        return self.plan.sentences(self.place, LANGUAGES[0]).names_bodies

    @property
    def guards(self) -> tuple[str, ...]:
        """The steps of the lifecycle that wait for this rule."""
        return self.plan.policy.waiting(self.key) if self.rule.blocks else ()

    @property
    def level(self) -> str:
        """``violation``, ``advice`` or ``note`` for a failed rule, by its force; else empty."""
        if self.verdict is not Verdict.FAIL:
            return ""
        return {Force.MUST: "violation", Force.SHOULD: "advice"}.get(self.force, "note")

    def remedy(self, lang: str = "zh") -> str:
        """What to do, in ``zh`` or ``en``; empty where nothing is to be done.

        Of what is pending: what is lacking for it, or that it is met so far and has to stay so.
        """
        words = self.plan.sentences(self.place, lang)
        return words.remedy(self.code, self.cause, self.row, *self._sides)

    def reason(self, lang: str = "zh") -> str:
        """Why, with the facts that were read."""
        words = self.plan.sentences(self.place, lang)
        if self.verdict is Verdict.UNKNOWN:
            return words.ungiven(self.cause)
        if self.verdict is Verdict.NOT_APPLICABLE:
            return words.waived(self.cause)
        return words.seen(self.row)

    def __str__(self) -> str:
        """Key, verdict and reason in Chinese."""
        return f"[{self.key}] {self.verdict.zh}（{self.force.zh}）{self.reason()}"

    def __repr__(self) -> str:
        """Key, verdict and subject."""
        return f"<Finding {self.key} {self.verdict.value} {self.subject}>"

    def to_dict(self) -> dict[str, object]:
        """Plain data; sentences are made only for what is not simply met."""
        plain: dict[str, object] = {
            **self.plan.heads[self.place],
            "subject": self.subject,
            "verdict": self.verdict.value,
            "observed": self.observed,
            "required": self.required,
        }
        if self.code:
            self.plan.add_details(plain, self.place, self.code, self.row, LANGUAGES)
        return plain
