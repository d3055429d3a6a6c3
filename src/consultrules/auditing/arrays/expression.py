"""Trees over columns: the terms and conditions of the rules, for many rows at once.

The same trees, read as ``rules.compiled`` and ``auditing.sql`` read them: whole numbers, Kleene's logic.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import reduce

from consultrules.auditing.arrays.known import Array, Numbers, Truth, both, wide
from consultrules.auditing.tables.extras import needed
from consultrules.policy.parameters import Parameters
from consultrules.rules.tree import (
    ORGANS,
    Always,
    Among,
    And,
    Compare,
    Condition,
    Constant,
    Counted,
    Difference,
    F,
    Not,
    Number,
    NumberOfKind,
    OfKind,
    Or,
    Organ,
    Product,
    Sum,
    Term,
)

np = needed("numpy", "tables")
_COMPARE: Mapping[str, Callable[[Array, Array], Array]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
_MAKE: Mapping[type[Term], Callable[[Array, Array], Array]] = {
    Sum: operator.add,
    Difference: operator.sub,
    Product: operator.mul,
}


class Columns:
    """Some rows: their facts by code, and the numbers of the place where they lie."""

    def __init__(self, facts: Mapping[str, Numbers], numbers: Parameters) -> None:
        self._facts = facts
        self._numbers = numbers

    def term(self, node: Term) -> Numbers:
        """A whole number for each row, known once its facts are."""
        if isinstance(node, F):
            return self._facts[node.code]
        if isinstance(node, Counted):
            return self._facts[node.fact]
        if isinstance(node, Constant):
            return Numbers(int(node.value))
        if isinstance(node, Number):
            return Numbers(self._numbers.whole(node.name))
        if isinstance(node, NumberOfKind):
            return self._of_word(node.fact, self._numbers.of_kinds(node.name))
        if isinstance(node, OfKind):
            return self._of_word(node.fact, node.map)
        if isinstance(node, Organ):
            hundreds = Product(F(node.unit), Constant(ORGANS))
            return self.term(Sum(hundreds, F(node.organ)))
        assert isinstance(node, Sum | Difference | Product)
        left, right = self.term(node.left), self.term(node.right)
        made = _MAKE[type(node)](wide(left.values), wide(right.values))
        return Numbers(made, both(left.known, right.known))

    def condition(self, node: Condition) -> Truth:
        """Whether it is true of each row, false, or not known."""
        if isinstance(node, Always):
            return Truth(np.asarray(node.value))
        if isinstance(node, Compare):
            left, right = self.term(node.left), self.term(node.right)
            yes = np.asarray(_COMPARE[node.op](left.values, right.values))
            return Truth.of(yes, both(left.known, right.known))
        if isinstance(node, Among):
            word = self._facts[node.fact]
            return Truth.of(_among(word.values, node), word.known)
        if isinstance(node, Not):
            return ~self.condition(node.inner)
        assert isinstance(node, And | Or)
        left_one, right_one = self.condition(node.left), self.condition(node.right)
        return left_one & right_one if isinstance(node, And) else left_one | right_one

    def only_if_known(self, facts: Iterable[str], truth: Truth) -> Truth:
        """What is true where all these facts are known: nothing is guessed from the rest."""
        known = reduce(both, (self._facts[code].known for code in facts), None)
        return truth if known is None else Truth(truth.yes & known, truth.nos & known)

    def _of_word(self, fact: str, numbers: Mapping[int, int]) -> Numbers:
        """The number that belongs to the word of each row."""
        word = self._facts[fact]
        if len(set(numbers.values())) == 1:
            return Numbers(next(iter(numbers.values())), word.known)
        listed = np.zeros(max(numbers) + 1, "int64")
        listed[list(numbers)] = list(numbers.values())
        return Numbers(listed[word.values], word.known)


def _among(values: Array, node: Among) -> Array:
    """Whether a word is among some; to compare them is faster than to look them up."""
    parts = [(values >= low) & (values <= high) for low, high in node.runs]
    return reduce(operator.or_, parts, np.asarray(False))
