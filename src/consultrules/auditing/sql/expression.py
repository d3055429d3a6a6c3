"""Trees to SQL: the expressions of one rule over one row, the same text for every engine.

SQL's ``AND``, ``OR``, ``NOT`` and comparisons are Kleene's, and ``NULL`` is what is not known; so a tree
is written down as it stands. Columns are codes of facts, never quoted and always qualified: a missing
column is then an error on every engine. Whole numbers only, no division, no text that anybody gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from consultrules.auditing.sql.numbers import Numbers, by_word
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

_OPERATORS = {"==": "="}
Column = Callable[[str], str]
"""The expression of a fact, by its code."""


class Expressions:
    """Writes the trees of one grain.

    ``column`` tells how a fact is read, by default as a column of the row with the alias ``row``;
    ``inside`` how it is read where it is added or multiplied, if a number may be too large for that.
    """

    def __init__(
        self,
        numbers: Numbers,
        row: str = "d",
        *,
        column: Column | None = None,
        inside: Column | None = None,
    ) -> None:
        self._numbers = numbers
        self.fact: Column = column or (lambda code: f"{row}.{code}")
        self._inside = inside or self.fact

    def term(self, node: Term) -> str:
        """A whole number, or ``NULL`` once a fact that it reads is not known."""
        if isinstance(node, F):
            return self.fact(node.code)
        if isinstance(node, Counted):
            return self.fact(node.fact)
        if isinstance(node, Constant):
            return str(int(node.value))
        if isinstance(node, Number):
            return self._numbers.plain(node.name)
        if isinstance(node, NumberOfKind):
            return self._numbers.of_kind(node.name, self.fact(node.fact))
        if isinstance(node, OfKind):
            return by_word(self.fact(node.fact), node.map)
        return self._made(node)

    def _made(self, node: Term) -> str:
        """A number that is reckoned."""
        if isinstance(node, Organ):
            return f"({self._inside(node.unit)} * {ORGANS} + {self._inside(node.organ)})"
        assert isinstance(node, Sum | Difference | Product)
        sign = {Sum: "+", Difference: "-", Product: "*"}[type(node)]
        left, right = (
            self._inside(side.code) if isinstance(side, F) else self.term(side)
            for side in (node.left, node.right)
        )
        # Of a share such as 1/3 both numbers are factors, and one of them changes nothing.
        if sign == "*" and "1" in (left, right):
            return left if right == "1" else right
        return f"({left} {sign} {right})"

    def condition(self, node: Condition) -> str:
        """True, false, or ``NULL`` for what cannot be said."""
        if isinstance(node, Always):
            return "(1 = 1)" if node.value else "(1 = 0)"
        if isinstance(node, Compare):
            operator = _OPERATORS.get(node.op, node.op)
            sides = (node.left, node.right)
            if isinstance(node.left, Difference) and node.right == Constant(0):
                sides = (node.left.left, node.left.right)  # the same without a subtraction
            left, right = map(self.term, sides)
            return f"({left} {operator} {right})"
        if isinstance(node, Among):
            word = self.fact(node.fact)
            spans = [f"{word} BETWEEN {low} AND {high}" for low, high in node.runs]
            return f"({' OR '.join(spans) or f'{word} <> {word}'})"
        if isinstance(node, Not):
            return f"(NOT {self.condition(node.inner)})"
        assert isinstance(node, And | Or)
        word = "AND" if isinstance(node, And) else "OR"
        return f"({self.condition(node.left)} {word} {self.condition(node.right)})"

    def only_if_known(self, facts: Iterable[str], condition: str) -> str:
        """The condition where all these facts are known, else ``NULL``: nothing is guessed from the rest."""
        known = " AND ".join(f"{self.fact(code)} IS NOT NULL" for code in dict.fromkeys(facts))
        return f"(CASE WHEN {known} THEN {condition} END)" if known else condition
