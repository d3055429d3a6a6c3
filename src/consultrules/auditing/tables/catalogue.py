"""The catalogue of rules beside findings: what a row of numbers says in words, joined late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import NEVER
from consultrules.policy.judging import Verdict
from consultrules.policy.language import LANGUAGES
from consultrules.rules.formula import value
from consultrules.rules.plan import Plan
from consultrules.rules.tree import Constant, F, Term

HEADS = (
    "rule",
    "clause",
    "grain",
    "force",
    "owed_by",
    "text_zh",
    "text_en",
    "required_zh",
    "required_en",
    "remedy_zh",
    "remedy_en",
)
"""The columns of the catalogue."""


class Wording:
    """The words of every rule of some plans, by its key."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._places = {rule.key: (plan, n) for plan in plans for n, rule in enumerate(plan.rules)}

    def rows(self) -> Iterable[Sequence[str]]:
        """One line a rule."""
        for key, (plan, place) in self._places.items():
            clause = plan.policy.clause(plan.rules[place].clause)
            words = [plan.sentences(place, lang) for lang in LANGUAGES]
            yield (
                key,
                clause.id,
                plan.grain,
                plan.forces[place].value,
                plan.debtors[place].value,
                *(clause.text(lang) for lang in LANGUAGES),
                *(own.required for own in words),
                *(own.to_do for own in words),
            )

    def reason(self, finding: Mapping[str, Any], lang: str) -> str:
        """Why, from the two numbers and the causes of a finding."""
        plan, place = self._places[finding["rule"]]
        words = plan.sentences(place, lang)
        causes = tuple(str(finding["cause"]).split())
        if finding["verdict"] == Verdict.UNKNOWN.value:
            return words.ungiven(causes)
        if finding["verdict"] == Verdict.NOT_APPLICABLE.value:
            return words.waived(causes)
        test = plan.rules[place].test
        left = _side(test.left, finding["observed"], plan.grain, lang)
        if isinstance(test.left, F) and isinstance(test.right, Constant):
            if lang == "zh":
                return f"要求 {words.required}；实际 {left}"
            return f"required: {words.required}; observed: {left}"
        right = _side(test.right, finding["required"], plan.grain, lang)
        if lang == "zh":
            return f"要求 {words.required}；两边实际为 {left} 与 {right}"
        return f"required: {words.required}; the two sides are {left} and {right}"

    def remedy(self, finding: Mapping[str, Any], lang: str) -> str:
        """What to do; empty where nothing is to be done."""
        plan, place = self._places[finding["rule"]]
        words = plan.sentences(place, lang)
        if finding["verdict"] == Verdict.UNKNOWN.value:
            return words.supply(tuple(str(finding["cause"]).split()))
        # What was not done is not met by being late, and two such days lie no days apart.
        if finding["verdict"] == Verdict.PENDING.value and finding["observed"] not in (NEVER, 0):
            return words.ahead(finding["observed"], finding["required"])
        due = finding["verdict"] in (Verdict.FAIL.value, Verdict.PENDING.value)
        return words.to_do if due else ""


def _side(node: Term, number: int | None, grain: str, lang: str) -> str:
    """One side of a comparison as people write it: a fact as a day or a word, all else as a number."""
    if isinstance(node, F):
        return value(FACTS[grain][node.code], number, lang)
    return "?" if number is None else str(number)
