"""Trees to Python: one function for all rules of a scope, and one for both sides of a comparison.

The source is made from the trees alone, with numbers of the edition and closed codes; no text that
anybody gives gets into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from consultrules.policy.parameters import Parameters
from consultrules.rules.rule import Rule
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
    facts_of,
)

PASS, FAIL, PENDING, UNKNOWN, NOT_APPLICABLE, WAIVED, NOT_IN_FORCE = range(7)
"""What a judging function answers; the last three are ``not_applicable`` with different causes."""

Leaf = Always | Among | Compare
"""The conditions that are known as soon as their facts are."""
Get = Callable[[str], int | None]
Judge = Callable[[Get], tuple[int, ...]]
Sides = Callable[[Get], tuple[tuple[int | None, int | None], ...]]
Codes = tuple[int, ...]
Weigh = Callable[[Mapping[str, int | None]], tuple[Codes, tuple[str, ...]]]


class Writer:
    """Writes expressions; facts become locals, tables of numbers and words become globals."""

    def __init__(self, numbers: Parameters) -> None:
        self.numbers = numbers
        self.globals: dict[str, Any] = {}
        self._names = 0

    def fresh(self, stem: str) -> str:
        """A name that is not used yet."""
        self._names += 1
        return f"{stem}{self._names}"

    def table(self, stem: str, value: object) -> str:
        """The name of a table that the function will find."""
        name = self.fresh(stem)
        self.globals[name] = value
        return name

    def term(self, node: Term) -> str:
        """An expression that is a whole number once its facts are there."""
        if isinstance(node, F):
            return f"f_{node.code}"
        if isinstance(node, Counted):
            return f"f_{node.fact}"
        if isinstance(node, Constant):
            return str(int(node.value))
        if isinstance(node, Number):
            return str(self.numbers.whole(node.name))
        if isinstance(node, NumberOfKind):
            by_kind = self.numbers.of_kinds(node.name)
            return f"{self.table('n', by_kind)}[f_{node.fact}]"
        if isinstance(node, Organ):
            return f"(f_{node.unit} * {ORGANS} + f_{node.organ})"
        if isinstance(node, OfKind):
            return f"{self.table('n', dict(node.map))}[f_{node.fact}]"
        if isinstance(node, Sum):
            return f"({self.term(node.left)} + {self.term(node.right)})"
        if isinstance(node, Difference):
            return f"({self.term(node.left)} - {self.term(node.right)})"
        assert isinstance(node, Product)
        return f"({self.term(node.left)} * {self.term(node.right)})"

    def plain(self, node: Leaf) -> str:
        """An expression that is True or False once its facts are there."""
        if isinstance(node, Always):
            return str(node.value)
        if isinstance(node, Among):
            return f"{self.table('m', dict(node.map))}[f_{node.fact}]"
        return f"{self.term(node.left)} {node.op} {self.term(node.right)}"

    def condition(self, node: Condition) -> str:
        """An expression that is True, False or None."""
        if isinstance(node, Leaf):
            return _unless_missing(dict.fromkeys(facts_of(node)), self.plain(node))
        if isinstance(node, Not):
            name = self.fresh("t")
            inner = self.condition(node.inner)
            return f"(None if ({name} := {inner}) is None else not {name})"
        assert isinstance(node, And | Or)
        left, right = self.fresh("t"), self.fresh("t")
        short = "False" if isinstance(node, And) else "True"
        rest = "True" if isinstance(node, And) else "False"
        return (
            f"({short} if ({left} := {self.condition(node.left)}) is {short}"
            f" or ({right} := {self.condition(node.right)}) is {short}"
            f" else None if {left} is None or {right} is None else {rest})"
        )


def judge_of(rules: Iterable[Rule], numbers: Parameters) -> Judge:
    """One function that answers for all these rules from one row of facts.

    It takes a getter (``facts.get``) and returns a code for each rule, in order.
    """
    rules = tuple(rules)
    writer = Writer(numbers)
    codes = sorted({code for rule in rules for code in rule.facts})
    lines = [f"    f_{code} = g('{code}')" for code in codes]
    judge: Judge = made_function(
        "\n".join([*lines, f"    return ({verdicts(rules, writer)})"]), writer.globals
    )
    return judge


def sides_of(rules: Iterable[Rule], numbers: Parameters) -> Sides:
    """A function that answers both sides of every rule's comparison, in order."""
    rules = tuple(rules)
    writer = Writer(numbers)
    lines = [
        f"    f_{code} = g('{code}')"
        for code in sorted({c for r in rules for c in facts_of(r.test)})
    ]
    body = "\n".join([*lines, f"    return ({side_pairs(rules, writer)})"])
    sides: Sides = made_function(body, writer.globals)
    return sides


def weighing_of(
    rules: Sequence[Rule], numbers: Parameters, order: Iterable[int]
) -> tuple[Weigh, tuple[tuple[str, str], ...]]:
    """Both sides of every rule as text, and a function that answers verdicts and the sides that facts move.

    The verdicts are in the order of the rules, the sides in that of their places. A side that is a number
    of the text or the edition stands there; for any other stands ``%s``, and the function answers them one
    after the other, as JSON: what several rules look at is put into words once. It takes the facts
    themselves: each that it reads is there.
    """
    writer = Writer(numbers)
    moving, texts = [], []
    words: dict[str, str] = {}
    for rule in (rules[place] for place in order):
        pair = []
        for side in (rule.test.left, rule.test.right):
            if isinstance(side, Constant | Number):
                pair.append(writer.term(side))
            else:
                plain, missing = writer.term(side), _missing(dict.fromkeys(facts_of(side)))
                if plain in words:
                    moving.append(words[plain])
                else:
                    words[plain] = name = writer.fresh("s")
                    moving.append(f"({name} := 'null' if {missing} else f'{{{plain}}}')")
                pair.append("%s")
        texts.append((pair[0], pair[1]))
    codes = sorted({code for rule in rules for code in rule.facts})
    lines = [f"    f_{code} = g['{code}']" for code in codes]
    sides = "".join(f"{side}, " for side in moving)
    lines.append(f"    return ({verdicts(rules, writer)}), ({sides})")
    made: Weigh = made_function("\n".join(lines), writer.globals)
    return made, tuple(texts)


def verdicts(rules: Iterable[Rule], writer: Writer) -> str:
    """An expression with the verdict of each rule."""
    return "".join(f"{_verdict(rule, writer)}, " for rule in rules)


def side_pairs(rules: Iterable[Rule], writer: Writer) -> str:
    """An expression with both sides of each rule's comparison."""
    pairs = []
    for rule in rules:
        left, right = (
            _unless_missing(dict.fromkeys(facts_of(side)), writer.term(side))
            for side in (rule.test.left, rule.test.right)
        )
        pairs.append(f"({left}, {right}), ")
    return "".join(pairs)


def holds(condition: Condition, numbers: Parameters) -> Callable[[Get], bool | None]:
    """A function that answers one condition; what an aggregate counts by."""
    writer = Writer(numbers)
    lines = [f"    f_{code} = g('{code}')" for code in sorted(set(facts_of(condition)))]
    body = "\n".join([*lines, f"    return {writer.condition(condition)}"])
    held: Callable[[Get], bool | None] = made_function(body, writer.globals)
    return held


class _Verdict:
    """The verdict of one rule, put down question by question; a fact is asked for only once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._there: set[str] = set()
        self.text = ""

    def need(self, condition: Condition) -> None:
        """Unknown, unless all facts of a condition are there."""
        facts = [f for f in dict.fromkeys(facts_of(condition)) if f not in self._there]
        if facts:
            self.text += f"{UNKNOWN} if {_missing(facts)} else "
            self._there.update(facts)

    def settle(self, code: int, condition: Condition, *, when: bool) -> None:
        """This code where a condition is ``when``, unknown where nobody can say; else ask on."""
        if isinstance(condition, Leaf):
            self.need(condition)
            plain = self._writer.plain(condition)
            self.text += f"{code} if {plain if when else f'not {plain}'} else "
        else:
            name, asked = self._writer.fresh("t"), self._writer.condition(condition)
            self.text += f"{code} if ({name} := {asked}) is {when} else "
            self.text += f"{UNKNOWN} if {name} is None else "


def _verdict(rule: Rule, writer: Writer) -> str:
    """The verdict of one rule: applies, waived, still open, and only then the comparison."""
    told = _Verdict(writer)
    if rule.applies is not None:
        told.settle(NOT_APPLICABLE, rule.applies, when=False)
    if rule.waived is not None:
        told.settle(WAIVED, rule.waived, when=True)
    if rule.awaits is not None:
        # Whether a duty is still open is never guessed from the rest: all its facts have to be there.
        told.need(rule.awaits)
        told.settle(PENDING, rule.awaits, when=True)
    told.settle(PASS, rule.test, when=True)
    return f"({told.text}{FAIL})"


def _missing(facts: Iterable[str]) -> str:
    return " or ".join(f"f_{code} is None" for code in facts)


def _unless_missing(facts: Iterable[str], plain: str) -> str:
    missing = _missing(facts)
    return f"(None if {missing} else {plain})" if missing else f"({plain})"


def made_function(body: str, tables: Mapping[str, object]) -> Any:
    """A function ``made(g)`` with this body; the source comes from trees, declared facts and fields only."""
    space: dict[str, Any] = dict(tables)
    exec(compile(f"def made(g):\n{body}", "<rules>", "exec"), space)  # noqa: S102 - see above
    return space["made"]
