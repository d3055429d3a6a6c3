"""What an audit of tables found: findings, roll-ups and statistics, read where they lie when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from consultrules.auditing.sql.counts import STATISTICS as STATISTICS_COLUMNS
from consultrules.auditing.sql.script import COLUMNS
from consultrules.auditing.sql.status import status
from consultrules.auditing.sql.table import TABLES
from consultrules.auditing.tables.catalogue import Wording
from consultrules.auditing.tables.explain import explain
from consultrules.auditing.tables.intake import Doubt
from consultrules.auditing.tables.output import written
from consultrules.auditing.tables.run import ROLL_UP, STATISTICS, Run
from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force, Verdict
from consultrules.rules.report import Report

_BY = ("county", "year", "rule", "table")
_BREACH = (Verdict.FAIL, Verdict.PENDING, Verdict.UNKNOWN)


class TableAudit:
    """The result of ``audit_tables``; a context manager, since it holds what was found until ``close``.

    ``subjects`` says how many rows each table has, ``absent`` which tables were not there: what is about
    them has not been judged. ``doubts`` names the columns that hold what cannot be true. ``texts`` are
    the queries that ran, by the names under which their answers are kept.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self.policy: Edition = run.policy
        self.scope = run.scope
        self.subjects = {name: told.rows for name, told in run.told.items()}
        self.absent = tuple(
            name
            for name, table in TABLES.items()
            if name not in run.told and table.plan(run.policy, run.scope).rules
        )
        self.doubts: tuple[Doubt, ...] = tuple(d for told in run.told.values() for d in told.doubts)
        self.texts = {run.own(name): text for name, text in run.texts.items()}

    def __enter__(self) -> Self:
        """The result itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of what was found; a connection or session that was handed over stays open."""
        self._run.engine.close()

    @property
    def ok(self) -> bool:
        """Whether every binding rule about the tables that were there is met."""
        musts = {
            s.plan.rules[place].key for s in self._run.scripts.values() for place in s.plan.musts
        }
        return not any(
            row[verdict.value]
            for row in self.roll_up("rule")
            if row["rule"] in musts
            for verdict in _BREACH
        )

    def force(self, rule: str) -> Force:
        """How binding a rule is.

        Raises:
            IntakeError: for a rule that no table was judged by.
        """
        forces = {
            script.plan.rules[place].key: script.plan.forces[place]
            for script in self._run.scripts.values()
            for place in script.places
        }
        if rule not in forces:
            hint = nearest(rule, forces)
            raise IntakeError([Fault("rule", "unknown_word", shown(rule), hint=hint)])
        return forces[rule]

    def findings(self, table: str | None = None) -> Iterator[dict[str, Any]]:
        """One plain dict for each finding: what failed, is not known or still due.

        Keys are ``rule``, ``subject``, ``year``, ``unit``, ``verdict``, ``observed``, ``required``,
        ``owed_by`` and ``cause`` (causes with blanks between them).

        Raises:
            IntakeError: for a table that was not judged.
        """
        for name in self._named(table):
            script = self._run.scripts[name]
            yield from self._dicts(script.findings_name, COLUMNS)

    def roll_up(self, *by: str) -> list[dict[str, Any]]:
        """Verdicts counted by ``rule``, ``county``, ``year`` and ``table``; by all of them for none.

        A county is the number of its 12-digit code, 0 where nobody told the place.

        Raises:
            IntakeError: for another key.
        """
        for key in by:
            if key not in _BY:
                raise IntakeError([Fault("by", "unknown_word", shown(key), _BY)])
        table_of = {
            rule.key: name for name, s in self._run.scripts.items() for rule in s.plan.rules
        }
        keys = [
            key
            for key in ("rule", "county", "year")
            if not by or key in by or (key == "rule" and "table" in by)
        ]
        sums = ", ".join(f"SUM(q.{verdict.value})" for verdict in Verdict)
        named = ", ".join(f"q.{key}" for key in keys)
        found: dict[tuple[Any, ...], dict[str, int]] = {}
        query = f"SELECT {named}, {sums} FROM {ROLL_UP} q GROUP BY {named} ORDER BY {named}"
        for row in self._run.engine.fetch(self._run.own(query)):
            told = dict(zip(keys, row, strict=False))
            if "rule" in told:
                told["table"] = table_of[told["rule"]]
            group = tuple((key, told[key]) for key in (by or _BY) if key in told)
            into = found.setdefault(group, dict.fromkeys([v.value for v in Verdict], 0))
            for verdict, number in zip(Verdict, row[len(keys) :], strict=True):
                into[verdict.value] += int(number)
        rows = [dict(group) | verdicts for group, verdicts in found.items()]
        if by == ("table",):
            rows.sort(key=lambda row: list(TABLES).index(row["table"]))
        return rows

    def statistics(self) -> list[dict[str, Any]]:
        """The statistics that are verdicts, by county and year; ``Statistic`` says what they count."""
        if not self._run.count_statistics():
            return []
        return list(self._dicts(STATISTICS, STATISTICS_COLUMNS))

    def reason(self, finding: dict[str, Any], lang: str = "zh") -> str:
        """Why, in words: a sentence made from a row of the findings and the catalogue of rules."""
        return self._wording.reason(finding, lang)

    def remedy(self, finding: dict[str, Any], lang: str = "zh") -> str:
        """What to do about a finding."""
        return self._wording.remedy(finding, lang)

    def explain(
        self, subject: object, *, table: str | None = None, year: int | None = None
    ) -> Report:
        """The full report on one row, judged as a record is.

        Raises:
            IntakeError: where no table, or more than one row, has this subject.
        """
        return explain(self._run, subject, self._named(table), year)

    def native(self, name: str) -> Any:
        """Findings (``session``, ``case`` …), ``roll_up`` or ``statistics`` in the engine's own form.

        A DuckDB relation, a Spark data frame, or the name of a temporary table in the caller's database.

        Raises:
            IntakeError: for what was not made.
        """
        made = {"roll_up": ROLL_UP, "statistics": STATISTICS}
        made |= {table: script.findings_name for table, script in self._run.scripts.items()}
        if name == "statistics":
            self._run.count_statistics()
        if made.get(name) not in self._run.texts:
            raise IntakeError([Fault("name", "unknown_word", shown(name), tuple(made))])
        return self._run.engine.native(self._run.own(made[name]))

    def status(self, table: str) -> Any:
        """A table of verdicts: a row a subject, a column a rule (``rule_3_3_s3a``), in the engine's own form.

        Numbers are places in ``tuple(cr.Verdict)``: 0 pass, 1 fail, 2 pending, 3 unknown, 4 not applicable.

        Raises:
            IntakeError: for a table that was not judged.
        """
        (name,) = self._named(table)
        return self._run.engine.answer(self._run.own(status(self._run.scripts[name])))

    def write(self, folder: str | Path) -> Path:
        """Write findings, roll-up, statistics, the rules and a manifest into a folder, whole or not at all.

        The folder must not be there, or be empty, or hold an earlier result, which is then replaced.

        Raises:
            IntakeError: where it cannot be written.
        """
        return written(self, self._run, Path(folder))

    @property
    def _wording(self) -> Wording:
        return Wording([script.plan for script in self._run.scripts.values()])

    def _named(self, table: str | None) -> Sequence[str]:
        if table is None:
            return tuple(self._run.scripts)
        if table not in self._run.scripts:
            accepted = tuple(self._run.scripts)
            raise IntakeError([Fault("table", "unknown_word", shown(table), accepted)])
        return (table,)

    def _dicts(self, relation: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        for row in self._run.engine.rows(self._run.own(relation), columns):
            yield dict(zip(columns, row, strict=True))

    def __repr__(self) -> str:
        """Engine and tables."""
        return f"<TableAudit {self._run.engine.name} {', '.join(self.subjects)}>"
