"""Whether an audit of tables tells what the way of a single record tells: all of it, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from consultrules.auditing.sql.counts import STATISTICS
from consultrules.auditing.sql.script import COLUMNS, COUNTY
from consultrules.auditing.sql.table import TABLES, Table
from consultrules.auditing.statistics.catalogue import of_verdicts
from consultrules.auditing.statistics.statistic import asked_by
from consultrules.auditing.tables.result import TableAudit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Verdict
from consultrules.rules.plan import WORST_FIRST
from tables import by_record
from tables.by_record import Told
from tables.chance_tables import Rows

RULE, SUBJECT, YEAR, UNIT, VERDICT = range(5)
OPEN = ("fail", "unknown", "pending")
FIRST = 3
"""How many differences are printed of each sort."""


class Wanted:
    """What an audit of some tables has to tell."""

    def __init__(self, tables: Mapping[str, Rows], policy: Edition) -> None:
        self.all = by_record.findings(dict(tables), policy, everything=True)
        self.open = {told for told in self.all if told[VERDICT] in OPEN}
        self.roll_up = _roll_up(self.all, policy)
        self.statistics = _statistics(self.all, policy)
        self.status = _status(self.all, policy)

    @property
    def seen(self) -> set[tuple[str, str]]:
        """Which rules got which verdicts."""
        return {(str(told[RULE]), str(told[VERDICT])) for told in self.all}


def differences(audit: TableAudit, wanted: Wanted, *, everything: bool = False) -> list[str]:
    """A line for each thing that an audit tells otherwise; none where it agrees.

    With ``everything`` the columns of verdicts are looked at too.
    """
    told = _told(audit.findings(), COLUMNS)
    lines = [*_apart("finding", told, wanted.all if everything else wanted.open)]
    by_all = ("rule", "county", "year", "table", *(verdict.value for verdict in Verdict))
    lines += _apart("roll-up", _told(audit.roll_up(), by_all), wanted.roll_up)
    lines += _apart("statistic", _told(audit.statistics(), STATISTICS), wanted.statistics)
    if everything:
        lines += _apart("row of verdict", _rows_of_verdicts(audit), wanted.status)
    return lines


def _rows_of_verdicts(audit: TableAudit) -> Iterator[Told]:
    """Table, subject, year, unit and all verdicts, from the columns of verdicts of every table."""
    for name in audit.subjects:
        answer = audit.status(name)
        keys = len(TABLES[name].keys)
        for row in answer.fetchall() if hasattr(answer, "fetchall") else answer:
            yield (name, *row[:3], *row[keys:])


def _told(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Iterator[Told]:
    names = tuple(columns)
    for row in rows:
        assert set(row) == set(names)
        yield tuple(row[name] for name in names)


def _apart(what: str, found: Iterable[Told], wanted: set[Told]) -> Iterator[str]:
    """What is missing, and what was told though nobody wanted it, or once more."""
    left = set(wanted)
    invented: list[Told] = []
    for line in found:
        if line in left:
            left.remove(line)
        else:
            invented.append(line)
    for word, lines in (("missing", list(left)), ("invented", invented)):
        if lines:
            yield f"{len(lines)} {what}s {word}, such as {lines[:FIRST]}"


def _county(told: Told) -> int:
    return int(str(told[UNIT] or 0)) // COUNTY * COUNTY


def _roll_up(all_told: Iterable[Told], policy: Edition) -> set[Told]:
    """The verdicts counted by rule, county and year."""
    table_of = {rule.key: t.name for t in TABLES.values() for rule in t.plan(policy).rules}
    counts: dict[Told, Counter[object]] = defaultdict(Counter)
    for told in all_told:
        counts[told[RULE], _county(told), told[YEAR]][told[VERDICT]] += 1
    return {
        (*group, table_of[str(group[0])], *(counted[verdict.value] for verdict in Verdict))
        for group, counted in counts.items()
    }


def _statistics(all_told: Iterable[Told], policy: Edition) -> set[Told]:
    """The worst verdict of each subject on the rules of a statistic, counted by county and year."""
    asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for table in TABLES.values():
        plan = table.plan(policy)
        for statistic in of_verdicts(table.grain):
            for place in asked_by(statistic, plan):
                asked[plan.rules[place].key].append((table.name, statistic.code))
    rank = {verdict.value: n for n, verdict in enumerate(WORST_FIRST)}
    worst: dict[Told, int] = {}
    for told in all_told:
        for table_name, code in asked.get(str(told[RULE]), ()):
            group = (table_name, code, told[SUBJECT], _county(told), told[YEAR])
            worst[group] = min(worst.get(group, len(rank)), rank[str(told[VERDICT])])
    counts: dict[Told, Counter[Verdict]] = defaultdict(Counter)
    for (table_name, code, _, county, year), least in worst.items():
        counts[table_name, code, county, year][WORST_FIRST[least]] += 1
    return {
        (
            code,
            county,
            year,
            counted[Verdict.PASS],
            counted[Verdict.PASS] + counted[Verdict.FAIL],
            counted.total(),
            counted[Verdict.PENDING],
            counted[Verdict.UNKNOWN],
            counted[Verdict.NOT_APPLICABLE],
        )
        for (_, code, county, year), counted in counts.items()
    }


def _status(all_told: Iterable[Told], policy: Edition) -> set[Told]:
    """The verdicts on each row side by side."""
    places: dict[str, tuple[Table, int]] = {}
    for table in TABLES.values():
        places |= {rule.key: (table, n) for n, rule in enumerate(table.plan(policy).rules)}
    number = {verdict.value: n for n, verdict in enumerate(Verdict)}
    rows: dict[Told, dict[int, int]] = defaultdict(dict)
    for told in all_told:
        table, place = places[str(told[RULE])]
        rows[table.name, *told[SUBJECT:VERDICT]][place] = number[str(told[VERDICT])]
    return {(*keys, *(own[n] for n in range(len(own)))) for keys, own in rows.items()}
