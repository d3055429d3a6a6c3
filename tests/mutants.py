"""Change every comparator, number, map entry and route cell once; some case has to notice.

Run as a script: prints how many changes were noticed and which were not, and fails under 98 %.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import consultrules as cr
import oracle
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import NEVER, NOT_YET, Declared, Fact, Row
from consultrules.facts.intake import flat_row
from consultrules.policy.edition import Edition
from consultrules.policy.judging import FactType
from consultrules.policy.parameters import Parameters
from consultrules.rules.catalogue import rules_of
from consultrules.rules.compiled import judge_of
from consultrules.rules.plan import VERDICTS, plan_of
from consultrules.rules.rule import Rule
from consultrules.rules.tree import (
    OPERATORS,
    Always,
    Among,
    And,
    Compare,
    Condition,
    Constant,
    Difference,
    F,
    Node,
    Not,
    OfKind,
    Or,
    Product,
    Sum,
)

LEAST = 0.98
EXPLAINED = {
    "4.2.s3": "whoever is unwilling is already waived, so the test only sees the willing",
    "4.2.s4b": "whoever is unwilling is already waived, so the test only sees the willing",
    "3.6.s8": "by analogy every room but a sector's is in anyway, by the other branch",
    "3.3.s2a.i3": "a count of either kind is at least one in both",
    "minimum_notice_days": "nobody is told fewer than no days ahead",
}
"""Why the changes that are not noticed cannot be: no possible row tells them apart."""
_APPLY = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}


def mutations(node: Node, declared: Declared) -> Iterator[tuple[str, Node]]:
    """Every tree that differs from this one in one place, with a note of the change.

    Changes that no possible row can tell apart are left out: see ``alike``.
    """
    if isinstance(node, Compare):
        for note, changed in _comparisons(node, declared):
            if not alike(node, changed, declared):
                yield note, changed
        return
    yield from _switched(node)
    if isinstance(node, Not):
        yield "not dropped", node.inner
        for note, inner in mutations(node.inner, declared):
            yield note, Not(inner)  # type: ignore[arg-type]
    yield from _below(node, declared)


def _switched(node: Node) -> Iterator[tuple[str, Node]]:
    """A map with one entry turned over, a constant condition turned over, and for or, or for and."""
    if isinstance(node, Among | OfKind):
        for key in node.map:
            flipped = MappingProxyType({**node.map, key: type(node.map[key])(1 - node.map[key])})
            yield f"{node.fact}[{key}] flipped", replace(node, map=flipped)
    if isinstance(node, Always):
        yield f"{node.value} → {not node.value}", Always(not node.value)
    if isinstance(node, And):
        yield "and → or", Or(node.left, node.right)
    if isinstance(node, Or):
        yield "or → and", And(node.left, node.right)


def _comparisons(node: Compare, declared: Declared) -> Iterator[tuple[str, Compare]]:
    for op in OPERATORS:
        if op != node.op:
            yield f"{node.op} → {op}", replace(node, op=op)
    yield from _below(node, declared)  # type: ignore[misc]


def _below(node: Node, declared: Declared) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Constant):
        for value in (node.value - 1, node.value + 1):
            yield f"{node.value} → {value}", Constant(value)
    if isinstance(node, Sum):
        yield "+ → −", Difference(node.left, node.right)
    if isinstance(node, Difference):
        yield "− → +", Sum(node.left, node.right)
    if isinstance(node, Sum | Difference | Product | Compare | And | Or):
        for side in ("left", "right"):
            inner = getattr(node, side)
            changes = mutations if isinstance(inner, Condition | OfKind) else _below
            for note, changed in changes(inner, declared):
                yield note, replace(node, **{side: changed})


def alike(one: Compare, other: Compare, declared: Declared) -> bool:
    """Whether no possible fact tells two comparisons apart.

    A flag is 0 or 1, so “equal to 1” is “at least 1”; nothing lies beyond the day that stands for what has
    not been done, nor below the count; a part never exceeds its whole, so “at least” is “equal”.
    """
    left = one.left
    if (
        isinstance(left, F)
        and isinstance(one.right, Constant)
        and isinstance(other.right, Constant)
    ):
        if not isinstance(other.left, F):
            return False
        return all(
            _APPLY[one.op](value, one.right.value) == _APPLY[other.op](value, other.right.value)
            for value in _possible(declared[left.code], one.right.value, other.right.value)
        )
    if isinstance(left, F) and isinstance(one.right, F) and one.left == other.left:
        part_of_whole = one.right.code in declared[left.code].at_most
        return part_of_whole and one.right == other.right and (one.op, other.op) == (">=", "==")
    return False


def _possible(fact: Fact, *near: int) -> set[int]:
    """The possible numbers of a fact around some others, its bounds and what lies ahead."""
    low, high = fact.bounds
    ahead = {NEVER if fact.type is FactType.DAY else NOT_YET} if fact.open else set()
    around = {n + d for n in (*near, low, high) for d in (-1, 0, 1)}
    return {n for n in around if low <= n <= high} | ahead


def rule_mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Every rule that differs from this one in one place; of one switched off only the switch counts."""
    declared = FACTS[rule.grain]
    off = rule.waived == Always(True)
    for part in ("waived",) if off else ("applies", "waived", "awaits", "test"):
        tree = getattr(rule, part)
        if tree is None:
            continue
        for note, changed in mutations(tree, declared):
            yield f"{part}: {note}", replace(rule, **{part: changed})
        if part != "test" and not off:
            yield f"{part} dropped", replace(rule, **{part: None})


def editions() -> list[Edition]:
    """The edition as it stands, and under every option of every switch."""
    base = cr.edition()
    found = [base]
    for reading in base.readings.catalogue.values():
        if reading.is_switch:
            found += [
                base.with_readings(**{reading.id: o})
                for o in reading.options
                if o != reading.default
            ]
    return found


def tried_rows(rule: Rule, policy: Edition) -> list[tuple[Row, str]]:
    """The cases of a rule under this edition's readings, with the verdict each must get."""
    chosen = dict(policy.readings.chosen)
    return [
        (flat_row(case.grain, case.facts), case.verdict)
        for case in oracle.cases_of(rule.grain, rule.key)
        if {k: o for k, o in case.readings.items() if o != policy.readings.catalogue[k].default}
        == chosen
    ]


def verdicts(
    rule: Rule, policy: Edition, numbers: Parameters, rows: list[tuple[Row, str]]
) -> list[str]:
    """What a rule says about the rows."""
    judge = judge_of((rule,), numbers)
    plan = replace(plan_of(policy, rule.grain), rules=(rule,))
    object.__setattr__(plan, "judge", judge)
    found = []
    for row, _ in rows:
        try:
            found.append(VERDICTS[plan.codes(row)[0]].value)
        except (KeyError, TypeError) as error:  # a mutant may break down; that is noticed too
            found.append(repr(error))
    return found


def tree_survivors() -> tuple[int, list[str]]:
    """Mutants of the trees: how many there are, and which nobody noticed."""
    number, survived = 0, []
    seen: set[tuple[str, object]] = set()
    for policy in editions():
        for rule in rules_of(policy):
            shape = (rule.key, repr((rule.applies, rule.waived, rule.awaits, rule.test)))
            if shape in seen:
                continue
            seen.add(shape)
            rows = tried_rows(rule, policy)
            wanted = [verdict for _, verdict in rows]
            for note, mutant in rule_mutants(rule):
                number += 1
                if verdicts(mutant, policy, policy.parameters, rows) == wanted:
                    options = ",".join(f"{k}={v}" for k, v in policy.readings.chosen.items())
                    survived.append(f"{rule.key} {options} {note}")
    return number, survived


def number_survivors() -> tuple[int, list[str]]:
    """Every number of the edition one up and one down: which changes nobody noticed."""
    number, survived = 0, []
    for name, value in cr.edition().parameters.items():
        entries = [(None, value)] if isinstance(value, int) else list(value.items())
        for kind, old in entries:
            for new in (old - 1, old + 1):
                number += 1
                if not _number_noticed(name, kind, new):
                    survived.append(f"{name} {kind or ''} {old} → {new}")
    return number, survived


def _number_noticed(name: str, kind: str | None, new: int) -> bool:
    for policy in editions():
        values: dict[str, Any] = dict(policy.parameters.numbers)
        values[name] = new if kind is None else MappingProxyType({**values[name], kind: new})
        numbers = Parameters(MappingProxyType(values), policy.parameters.clause_of)
        for rule in rules_of(policy):
            if name in rule.numbers:
                rows = tried_rows(rule, policy)
                if verdicts(rule, policy, numbers, rows) != [verdict for _, verdict in rows]:
                    return True
    return False


def main() -> int:
    """Count, print, and fail where too much went unnoticed."""
    from route_mutants import route_survivors

    jobs: list[tuple[str, Callable[[], tuple[int, list[str]]]]] = [
        ("trees", tree_survivors),
        ("numbers", number_survivors),
        ("route cells", route_survivors),
    ]
    whole, lost = 0, 0
    for name, job in jobs:
        number, survived = job()
        whole, lost = whole + number, lost + len(survived)
        print(f"{name}: {number} changes, {number - len(survived)} noticed")
        for line in survived:
            key = line.partition(" ")[0].partition("#")[0]
            print(f"  not noticed: {line} ({EXPLAINED.get(key, 'UNEXPLAINED')})")
    share = (whole - lost) / whole
    print(f"{whole - lost} of {whole} noticed ({share:.2%}, at least {LEAST:.0%})")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
