"""One row of a table judged as a record is: the same rules, with reasons, remedies and readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from consultrules.auditing.duty import by_count
from consultrules.auditing.sql.held import AT_MOST, NAME, SURELY
from consultrules.auditing.sql.table import HELD, SUBJECT, UNIT, YEAR, Table
from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.attested import is_attested
from consultrules.facts.fact import EXPIRED, NEVER, Facts, Row, checked, day_of
from consultrules.models.unit import CODE_LENGTH, Unit
from consultrules.policy.vocabulary import UnitKind
from consultrules.rules.plan import plan_of
from consultrules.rules.report import Judged, Report, judged

if TYPE_CHECKING:
    from consultrules.auditing.tables.run import Run

_LEVELS = ((4, UnitKind.CITY), (6, UnitKind.COUNTY), (9, UnitKind.TOWN), (12, UnitKind.VILLAGE))


def explain(run: Run, subject: object, tables: Sequence[str], year: int | None) -> Report:
    """The report on the one row that has this subject.

    Raises:
        IntakeError: where there is none, or more than one: the table or year has to be told.
    """
    found: list[Judged] = []
    for name in tables:
        found += _judged_rows(run, run.told[name].table, subject, year)
    if len(found) != 1:
        code = "dangling_id" if not found else "duplicate_id"
        accepted = tuple(f"{one.row.grain}: {one.row.subject}" for one in found)
        raise IntakeError([Fault("subject", code, shown(subject), accepted)])
    return Report(run.policy, found, as_of=found[0].row.day, scope=run.scope)


def _judged_rows(run: Run, table: Table, subject: object, year: int | None) -> list[Judged]:
    told = run.told[table.name]
    codes = tuple(told.values)
    read = ", ".join(
        [f"CAST(t.{YEAR} AS BIGINT)", f"CAST(t.{UNIT} AS BIGINT)", *told.values.values()]
    )
    # The driver compares ids of its own type: text with a number is an error on some, not on all.
    query = (
        f"SELECT {read} FROM {table.relation} t WHERE CAST(t.{SUBJECT} AS {run.engine.text}) = ?"
    )
    found = []
    for row in run.engine.fetch(query, [str(subject)]):
        if year is None or row[0] == year:
            facts = dict(zip(codes, row[2:], strict=True))
            found.append(_judged(run, table, str(subject), row[0], row[1], facts))
    return found


def _judged(
    run: Run, table: Table, subject: str, year: int, unit: int | None, facts: dict[str, Any]
) -> Judged:
    def judge(held: int | None) -> Judged:
        own = facts | {HELD: held} if counted else facts
        row = fact_row(table, subject, year=year, unit=unit, numbers=own)
        return judged(plan_of(run.policy, table.grain, run.scope, row.unit, table.part), row)

    counted = table.name == "room_year" and run.counts_sessions
    if not counted:
        return judge(None)
    query = (
        f"SELECT c.{SURELY}, c.{AT_MOST} FROM {run.own(NAME)} c"
        f" WHERE CAST(c.room AS {run.engine.text}) = ? AND c.year = {int(year)}"
    )
    surely, at_most = next(iter(run.engine.fetch(query, [subject])), (0, 0))
    return by_count(surely, at_most, judge)


def fact_row(
    table: Table,
    subject: str,
    *,
    year: int,
    unit: int | None,
    numbers: dict[str, int | None],
) -> Row:
    """A row of facts from the numbers that a table tells, as records would give it."""
    declared = table.declared
    facts: Facts = dict.fromkeys(declared)
    facts.update(numbers)
    expired = frozenset(c for c, n in facts.items() if n == EXPIRED and is_attested(c))
    facts |= dict.fromkeys(expired)
    impossible = checked(facts, declared)
    day: dt.date | None = dt.date(year, 12, 31)
    if table.day:
        number = facts[table.day]
        day = None if number is None or number == NEVER else day_of(number)
    place = place_of(unit) if unit is not None else None
    return Row(
        table.grain, subject, facts, day, place, impossible, part=table.part, expired=expired
    )


def place_of(code: int) -> Unit:
    """A unit known by its code only, with what stands above it: enough for local numbers and debtors."""
    digits = str(code)
    here: Unit | None = None
    for length, kind in _LEVELS:
        whole = digits[:length].ljust(CODE_LENGTH, "0")
        here = Unit(code=whole, name=whole, kind=kind, parent=here)
        if whole == digits:
            break
    assert here is not None
    return here
