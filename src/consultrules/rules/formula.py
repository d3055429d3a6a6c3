"""A tree as a printed formula, and a fact's number as people write it."""

from __future__ import annotations

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import NEVER, NOT_YET, Fact, day_of
from consultrules.policy.judging import Blank, FactType
from consultrules.policy.parameters import Parameters
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.tree import (
    Compare,
    Constant,
    Counted,
    Difference,
    F,
    Number,
    NumberOfKind,
    OfKind,
    Organ,
    Product,
    Sum,
    Term,
)

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "="}
_DAYS = {
    ">=": ("不早于", "no earlier than"),
    "<=": ("不晚于", "no later than"),
    ">": ("晚于", "later than"),
    "<": ("早于", "earlier than"),
    "==": ("同日于", "the same day as"),
}
_YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}


def formula(test: Compare, grain: str, numbers: Parameters, lang: str = "zh") -> str:
    """The comparison with the facts' names and the edition's numbers.

    Examples:
        >>> from consultrules.policy.edition import edition
        >>> from consultrules.rules.catalogue import rules_in
        >>> (rule,) = rules_in(edition(), "session", ("3.3.s3c",))
        >>> formula(rule.test, rule.grain, edition().parameters)
        '3 × 群众代表数 ≥ 参加协商人员数'
    """
    if isinstance(test.left, F) and isinstance(test.right, Constant):
        fact = FACTS[grain][test.left.code]
        if fact.type is FactType.FLAG:
            return f"{fact.name(lang)} = {value(fact, test.right.value, lang)}"
    written = _of_days(test, grain, lang)
    if written is not None:
        return written
    write = _Writer(grain, numbers, lang)
    return f"{write(test.left)} {_SIGNS[test.op]} {write(test.right)}"


def value(fact: Fact, number: int | None, lang: str = "zh") -> str:
    """A fact's number in words: a day, a word of its list, yes or no."""
    if number is None:
        return "?"
    if number == (NEVER if fact.type is FactType.DAY else NOT_YET) and fact.open:
        return Blank.NOT_YET.name_in(lang)
    if fact.type is FactType.DAY:
        return day_of(number).isoformat()
    if fact.type is FactType.FLAG:
        return _YES_NO[lang][bool(number)]
    if fact.type is FactType.CODE and fact.words is not None:
        if number == 0:
            return Blank.NONE.name_in(lang)
        return "/".join(word.name_in(lang) for word in fact.words if word.number == number)
    return str(number)


def _of_days(test: Compare, grain: str, lang: str) -> str | None:
    """How people say that one day comes before another, or that a step was taken at all."""
    facts, left, right = FACTS[grain], test.left, test.right
    if isinstance(left, F) and right == Constant(NEVER) and test.op == "<":
        name = facts[left.code].name(lang)
        return f"{name}：已有" if lang == "zh" else f"{name}: there is one"
    if isinstance(left, F) and isinstance(right, F) and facts[left.code].type is FactType.DAY:
        one, other = facts[left.code].name(lang), facts[right.code].name(lang)
        words = _DAYS[test.op]
        return f"{one}{words[0]}{other}" if lang == "zh" else f"{one} {words[1]} {other}"
    if isinstance(left, Difference) and isinstance(right, Constant) and test.op == ">=":
        later, earlier = left.left, left.right
        if isinstance(later, F) and isinstance(earlier, F) and right.value in (0, 1):
            first, last = facts[earlier.code].name(lang), facts[later.code].name(lang)
            if lang == "zh":
                return f"{first}{'早于' if right.value else '不晚于'}{last}"
            return f"{first} {'before' if right.value else 'no later than'} {last}"
    return None


MINIMUM = ("该类室最低次数", "minimum of the kind of room")
"""What stands for a number that differs by kind; a finding puts the number of its own kind there."""


class _Writer:
    def __init__(self, grain: str, numbers: Parameters, lang: str) -> None:
        self.facts = FACTS[grain]
        self.numbers = numbers
        self.lang = lang

    def __call__(self, node: Term) -> str:
        if isinstance(node, F | Counted):
            return self.facts[node.code if isinstance(node, F) else node.fact].name(self.lang)
        if isinstance(node, Constant):
            return str(node.value)
        if isinstance(node, Number):
            return str(self.numbers[node.name])
        if isinstance(node, NumberOfKind):
            return MINIMUM[0 if self.lang == "zh" else 1]
        if isinstance(node, Organ):
            organ, unit = (
                self.facts[node.organ].name(self.lang),
                self.facts[node.unit].name(self.lang),
            )
            return f"{organ}及{unit}" if self.lang == "zh" else f"{organ} and {unit}"
        if isinstance(node, OfKind):
            on = [RoomKind.by_number(n).name_in(self.lang) for n, v in node.map.items() if v]
            return f"[{'/'.join(on)}]"
        assert isinstance(node, Sum | Difference | Product)
        sign = {Sum: "+", Difference: "−", Product: "×"}[type(node)]
        left, right = self(node.left), self(node.right)
        if sign == "×":
            left, right = self._held(node.left, left), self._held(node.right, right)
        if sign == "×" and "1" in (left, right):
            return right if left == "1" else left
        return f"{left} {sign} {right}"

    def _held(self, node: Term, written: str) -> str:
        """A sum inside a product stands in brackets."""
        if not isinstance(node, Sum | Difference):
            return written
        return f"（{written}）" if self.lang == "zh" else f"({written})"
