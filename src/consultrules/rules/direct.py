"""Plain facts straight to verdicts: one function that reads and judges the common row in one go.

It takes a dict of counts, flags and words and nothing else, and answers only where it is sure: whatever is
missing a key of the plan's, out of bounds, contradictory, a day, an id or unreadable is handed back
(``None``) to the ordinary way, ``facts.intake`` and ``Plan.codes``, which knows what to say about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consultrules.facts.fact import Declared, Fact
from consultrules.policy.judging import FactType
from consultrules.policy.parameters import Parameters
from consultrules.rules.compiled import Writer, made_function, side_pairs, verdicts
from consultrules.rules.rule import Rule

Codes = tuple[int, ...]
Pairs = tuple[tuple[int | None, int | None], ...]
Direct = Callable[[Mapping[str, object]], tuple[Codes, Pairs] | None]


def direct_of(rules: tuple[Rule, ...], numbers: Parameters, declared: Declared) -> Direct:
    """The function for these rules; it answers verdict codes and both sides of every comparison."""
    writer = Writer(numbers)
    codes = sorted({code for rule in rules for code in rule.facts})
    lines = ["    n = 0"]
    for code in codes:
        lines += _reading(declared[code], writer)
    lines.append("    if n != len(g): return None")
    for code in codes:
        for whole in declared[code].at_most:
            if whole in codes:
                both = f"f_{code} is not None and f_{whole} is not None"
                lines.append(f"    if {both} and f_{code} > f_{whole}: return None")
    for parts, bound in declared.sums_of(codes):
        many = " + ".join([f"(f_{part} or 0)" for part in parts])
        lines.append(f"    if f_{bound} is not None and {many} > f_{bound}: return None")
    lines.append(f"    return ({verdicts(rules, writer)}), ({side_pairs(rules, writer)})")
    made: Direct = made_function("\n".join(lines), writer.globals)
    return made


def _reading(fact: Fact, writer: Writer) -> list[str]:
    """Read one fact into its local, or give up."""
    name = f"f_{fact.code}"
    low, high = fact.bounds
    lines = [f"    {name} = g.get('{fact.code}')", f"    if {name} is not None:"]
    if fact.type is FactType.COUNT:
        lines.append(
            f"        if type({name}) is not int or not {low} <= {name} <= {high}: return None"
        )
    elif fact.type is FactType.FLAG:
        lines.append(f"        if {name} is True: {name} = 1")
        lines.append(f"        elif {name} is False: {name} = 0")
        lines.append("        else: return None")
    elif fact.type is FactType.CODE and fact.words is not None:
        table = writer.table("w", {s: word.number for s, word in fact.words.lookup().items()})
        lines.append(f"        if type({name}) is not str: return None")
        lines.append(f"        {name} = {table}.get({name})")
        lines.append(f"        if {name} is None: return None")
    else:
        lines.append("        return None")
    return [*lines, "        n += 1"]
