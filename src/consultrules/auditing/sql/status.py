"""Status columns: a column a rule, its verdict on every row of a table."""

from __future__ import annotations

from consultrules.auditing.sql.expression import Expressions
from consultrules.auditing.sql.numbers import Numbers
from consultrules.auditing.sql.script import HELD_FACT, Script
from consultrules.auditing.sql.table import UNIT, YEAR
from consultrules.auditing.sql.verdict import Asked
from consultrules.rules.compiled import NOT_APPLICABLE, NOT_IN_FORCE, WAIVED


def status(script: Script) -> str:
    """The keys of every row and its verdicts, as places in the list of verdicts.

    Rows in which every number can be, and to which the edition and the day apply, are asked the rules
    as they stand; only for the others all that is found out first.
    """
    rows, table = script.rows, script.table
    day = rows.told(table.day) if table.day else f"t.{YEAR}"
    usual = [f"{day} >= {table.first(script.policy)}"]
    if script.has_gate:
        usual.append(f"{rows.told(HELD_FACT)} = 1")
    careful = rows.careful(usual)
    write = Expressions(Numbers(script.policy, f"t.{UNIT}"), column=rows.told, inside=rows.possible)
    own, others = (
        ", ".join(
            [f"{alias}.{key}" for key in table.keys]
            + [
                f"{_as_status(verdict)} AS {column(rule.key)}"
                for rule, verdict in zip(script.plan.rules, verdicts, strict=True)
            ]
        )
        for alias, verdicts in (
            ("t", [Asked.of(rule, write).verdict for rule in script.plan.rules]),
            ("d", [script.verdict(rule, "d") for rule in script.plan.rules]),
        )
    )
    odd_rows = rows.settled(rows.facts, f"{careful} = 1")
    return (
        f"SELECT {own} FROM {rows.source} WHERE {careful} = 0"
        f" UNION ALL SELECT {others} FROM ({odd_rows}) d"
    )


def column(rule: str) -> str:
    """The column of a rule's verdicts.

    Examples:
        >>> column("3.2.s6#departments")
        'rule_3_2_s6_departments'
    """
    return "rule_" + rule.replace(".", "_").replace("#", "_")


def _as_status(verdict: str) -> str:
    """What does not apply for a cause does not apply."""
    if f"THEN {WAIVED}" not in verdict and f"THEN {NOT_IN_FORCE}" not in verdict:
        return verdict
    return f"CASE WHEN {verdict} > {NOT_APPLICABLE} THEN {NOT_APPLICABLE} ELSE {verdict} END"
