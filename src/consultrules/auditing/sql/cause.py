"""Causes in SQL: why there is no plain pass or fail, as ``Plan.causes`` says it, with blanks between."""

from __future__ import annotations

from consultrules.auditing.sql.rows import IMPOSSIBLE_BITS, LAPSED_BITS, Rows
from consultrules.facts.attested import is_attested
from consultrules.rules.compiled import NOT_IN_FORCE, UNKNOWN, WAIVED
from consultrules.rules.plan import GATES, Plan


def causes(plan: Plan, place: int, rows: Rows, row: str, *, everything: bool) -> str:
    """The causes of a verdict ``found`` on a row; empty for one that needs none."""
    rule = plan.rules[place]
    read = dict.fromkeys((*rule.facts, *GATES.get(plan.grain, ())))
    doubts = " || ".join(
        f"CASE WHEN {row}.{code} IS NULL THEN {_why(code, rows, row)} ELSE '' END" for code in read
    )
    cases = [f"WHEN {UNKNOWN} THEN RTRIM({doubts})"]
    if everything:
        if rule.waived is not None:
            cases.append(f"WHEN {WAIVED} THEN '{plan.waiver(place)}'")
        cases.append(f"WHEN {NOT_IN_FORCE} THEN 'before_in_force'")
    return f"CASE {row}.found {' '.join(cases)} ELSE '' END"


def _why(code: str, rows: Rows, row: str) -> str:
    if not rows.may_be_impossible(code):
        return f"'missing:{code} '"
    bit = rows.bit(code)
    cases = [f"WHEN ({row}.{IMPOSSIBLE_BITS} & {bit}) <> 0 THEN 'impossible:{code} '"]
    if is_attested(code):
        cases.append(f"WHEN ({row}.{LAPSED_BITS} & {bit}) <> 0 THEN 'expired:{code} '")
    return f"CASE {' '.join(cases)} ELSE 'missing:{code} ' END"
