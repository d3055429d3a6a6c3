"""What an audit of tables must tell, by the way of a single record: one row after the other, in Python."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from consultrules.auditing.duty import counting_condition
from consultrules.auditing.sql.table import HELD, HOSTS, TABLES, Table
from consultrules.facts.attested import is_attested
from consultrules.facts.fact import EXPIRED, NEVER, Row, checked, day_of
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import UnitKind
from consultrules.rules.compiled import FAIL, UNKNOWN, holds
from consultrules.rules.finding import Finding
from consultrules.rules.plan import plan_of
from tables.chance_tables import Rows

Told = tuple[object, ...]
_UNITS: dict[int, Unit] = {}


def findings(tables: dict[str, Rows], policy: Edition, *, everything: bool = False) -> set[Told]:
    """Every finding as a tuple in the order of the columns of the findings."""
    found: set[Told] = set()
    held: dict[tuple[object, int], list[bool | None]] = defaultdict(list)
    hosts = defaultdict(list)
    for line in tables.get(HOSTS, ()):
        hosts[line["subject"]].append(line["room"])
    condition = holds(counting_condition(policy), policy.parameters)
    for table in TABLES.values():
        for line in tables.get(table.relation, ()):
            if table.name == "room_year" and "facts_session" in tables:
                told = held[line["subject"], int(line["year"] or 0)]
                row, codes = _duty(table, policy, line, told.count(True), told.count(None))
            else:
                row, codes = _judge(table, policy, line)
            if table.name == "session":
                row.facts["must_failures"] = _must_failures(row, codes, policy)
                counts = _in_force(row, line, policy, condition(row.facts.get))
                for room in {line["room"], *hosts[line["subject"]]} - {None}:
                    held[room, int(line["year"] or 0)].append(counts)
            found.update(_told(table, policy, line, row, codes, everything))
    return found


def _judge(
    table: Table, policy: Edition, line: dict[str, int | None]
) -> tuple[Row, tuple[int, ...]]:
    facts = {code: line.get(code) for code in table.declared}
    expired = frozenset(c for c, n in facts.items() if is_attested(c) and n == EXPIRED)
    facts |= dict.fromkeys(expired)
    impossible = checked(facts, table.declared)
    day: dt.date | None = dt.date(int(line["year"] or 0), 12, 31)
    if table.day:
        number = facts[table.day]
        day = None if number in (None, NEVER) else day_of(number)
    unit = _unit(line["unit"])
    row = Row(table.grain, "", facts, day, unit, impossible, part=table.part, expired=expired)
    return row, plan_of(policy, table.grain, (), unit, table.part).codes(row)


def _duty(
    table: Table, policy: Edition, line: dict[str, int | None], surely: int, perhaps: int
) -> tuple[Row, tuple[int, ...]]:
    least = _judge(table, policy, line | {HELD: surely})
    if not perhaps or _judge(table, policy, line | {HELD: surely + perhaps})[1] == least[1]:
        return least
    return _judge(table, policy, line | {HELD: None})


def _in_force(
    row: Row, line: dict[str, int | None], policy: Edition, counts: bool | None
) -> bool | None:
    """Whether a session counts, as far as the edition was in force when it was held (Z1)."""
    if int(line["year"] or 0) > policy.in_force_from.year or counts is False:
        return counts
    if row.day is None:
        return None
    return counts if policy.in_force(row.day) else False


def _must_failures(row: Row, codes: tuple[int, ...], policy: Edition) -> int | None:
    plan = plan_of(policy, row.grain, (), row.unit, row.part)
    musts = [c for c, force in zip(codes, plan.forces, strict=True) if force is Force.MUST]
    failed = musts.count(FAIL)
    return None if not failed and UNKNOWN in musts else failed


def _told(
    table: Table,
    policy: Edition,
    line: dict[str, int | None],
    row: Row,
    codes: tuple[int, ...],
    everything: bool,
) -> Iterator[Told]:
    plan = plan_of(policy, table.grain, (), row.unit, table.part)
    for place, code in enumerate(codes):
        finding = Finding(plan, place, code, row)
        if everything or finding.verdict.value in ("fail", "unknown", "pending"):
            yield (
                finding.key,
                line["subject"],
                line["year"],
                line["unit"],
                finding.verdict.value,
                finding.observed,
                finding.required,
                finding.owed_by.value,
                " ".join(finding.cause),
            )


def _unit(code: int | None) -> Unit | None:
    """A unit that is a city by its code, or lies in the county of its code."""
    if code is None:
        return None
    if code not in _UNITS:
        whole = str(code)
        city = Unit(code=whole[:4].ljust(12, "0"), name="市", kind=UnitKind.CITY)
        here = city
        for digits, kind in ((6, UnitKind.COUNTY), (9, UnitKind.TOWN), (12, UnitKind.VILLAGE)):
            above = whole[:digits].ljust(12, "0")
            if above != here.code:
                here = Unit(code=above, name="某地", kind=kind, parent=here)
        _UNITS[code] = here
    return _UNITS[code]
