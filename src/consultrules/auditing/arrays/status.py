"""Every verdict of a frame in memory, as columns: a column a rule, in the order of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from consultrules.auditing.arrays.expression import Columns, np
from consultrules.auditing.arrays.facts import possible, told
from consultrules.auditing.arrays.known import Array, Numbers, Truth
from consultrules.auditing.arrays.verdict import judge, of_sessions, put
from consultrules.auditing.sql.numbers import places_of, span_of
from consultrules.auditing.sql.script import HELD_FACT
from consultrules.auditing.sql.status import column
from consultrules.auditing.sql.table import UNIT, YEAR, Table, table_named
from consultrules.auditing.tables.extras import needed
from consultrules.auditing.tables.frames import arrow_of
from consultrules.policy.edition import Edition, edition
from consultrules.rules.compiled import NOT_APPLICABLE
from consultrules.rules.given import scope_from
from consultrules.rules.plan import GATES, Plan

_AT_ONCE = 1 << 16
"""Rows judged together: few enough that their columns stay in the processor's own memory."""


def status_columns(
    frame: object,
    table: str = "session",
    *,
    only: str | Iterable[str] | None = None,
    policy: Edition | None = None,
) -> Any:
    """The verdicts on every row of a frame in memory, as a frame of the same library.

    ``frame`` has the columns of ``cr.table_columns(table, only=…)``; the answer has its keys and a column
    for each rule (``rule_3_3_s3a``), row by row as they came. Numbers are places in
    ``tuple(cr.Verdict)``: 0 pass, 1 fail, 2 pending, 3 unknown, 4 not applicable. Nothing is counted from
    other tables here: the years of rooms need their own ``sessions_held``. A lazy frame is collected,
    and the answer is then an Arrow table.

    Raises:
        IntakeError: for a column that is missing or holds anything but whole numbers, all of them at once.
        EditionError: for a scope where no clause lies.
        MissingExtra: without the extra ``tables``.
    """
    policy = policy or edition()
    asked, scope = table_named(table), scope_from(only)
    plan = asked.plan(policy, scope)
    arrow = arrow_of(frame, asked.relation)
    facts = asked.facts(policy, scope)
    if scope:
        facts += tuple(sorted(asked.bounding(policy, scope).intersection(arrow.column_names)))
    placed = asked.needs_unit(policy, scope)
    keys = ([] if asked.day else [YEAR]) + ([UNIT] if placed else [])
    columns = told(arrow, asked, keys, facts)
    found = {column(rule.key): np.empty(arrow.num_rows, "uint8") for rule in plan.rules}
    for start in range(0, arrow.num_rows, _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        part = {code: numbers.picked(rows) for code, numbers in columns.items()}
        _judge(plan, asked, part, [codes[rows] for codes in found.values()])
    beside = {key: arrow.column(key) for key in asked.keys if key in arrow.column_names}
    return _like(frame, needed("pyarrow", "tables").table(beside | found))


def _judge(plan: Plan, table: Table, part: Mapping[str, Numbers], found: list[Array]) -> None:
    """Write the verdicts of every rule on some rows, by the numbers of the place where each lies."""
    policy = plan.policy
    facts = possible({c: n for c, n in part.items() if c in table.declared}, table.declared)
    when = facts[table.day] if table.day else part[YEAR]
    before = Truth.of(when.values < table.first(policy), when.known).yes
    early = before.any()
    whole = Columns(facts, policy.parameters)
    # Larger places first: where a smaller one has numbers too, its own are written over them.
    places = reversed(places_of(policy)) if UNIT in part else ()
    smaller = [(span_of(code), Columns(facts, own)) for code, own in places]
    for rule, codes in zip(plan.rules, found, strict=True):
        judge(rule, whole, codes)
        for (low, high), columns in smaller:
            inside = (part[UNIT].values >= low) & (part[UNIT].values <= high)
            own = np.empty_like(codes)
            judge(rule, columns, own)
            np.copyto(codes, own, where=inside)
        if table.grain in GATES:
            of_sessions(codes, facts[HELD_FACT])
        if early:
            put(codes, NOT_APPLICABLE, before)


def _like(frame: object, arrow: Any) -> Any:
    """An Arrow table as a frame of the library that another frame is of."""
    narwhals = needed("narwhals", "tables")
    given = narwhals.from_native(frame)
    if not isinstance(given, narwhals.DataFrame):
        return arrow
    return narwhals.from_arrow(arrow, backend=given.implementation).to_native()
