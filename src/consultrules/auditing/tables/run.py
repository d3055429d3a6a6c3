"""The run of an audit on tables: check every table, open it, tell the findings, count the rest."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from consultrules.auditing.duty import counting_condition
from consultrules.auditing.sql import counts, held
from consultrules.auditing.sql.rows import Rows
from consultrules.auditing.sql.script import Script
from consultrules.auditing.sql.table import FAILURES, HOSTS, ROOM, SUBJECT, TABLES, Table
from consultrules.auditing.tables.duck import Duck
from consultrules.auditing.tables.engine import Engine
from consultrules.auditing.tables.intake import ID, Intake, Told, refuse
from consultrules.auditing.tables.links import unlike_ids
from consultrules.errors import Fault, IntakeError
from consultrules.policy.edition import Edition
from consultrules.rules.tree import facts_of

Watch = Callable[[int, int], None]
"""Told how much is done, of how much."""
PREFIX = "cr_"
"""What the names of everything that is kept begin with."""
ROLL_UP, STATISTICS = f"{PREFIX}roll_up", f"{PREFIX}statistics"
_STEPS = 4  # of a table: check it, open it, tell the findings, count the rest
_FINE = 100  # parts of a step


@dataclass
class Run:
    """One audit of the tables of an engine: what was told, and the scripts by the names of the tables."""

    engine: Engine
    policy: Edition
    scope: tuple[str, ...]
    everything: bool
    progress: Watch | None = None
    told: dict[str, Told] = field(default_factory=dict)
    scripts: dict[str, Script] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    _counted: bool = False
    _done: int = 0
    _reached: int = 0

    def __call__(self) -> None:
        """Do all of it.

        Raises:
            IntakeError: for tables that cannot be read: every fault of every table at once.
        """
        if isinstance(self.engine, Duck) and self.progress is not None:
            self.engine.tick = self._tick
        self._check()
        for name, told in self.told.items():
            self._judge(name, told)
        scripts = self.scripts.values()
        self._make(ROLL_UP, counts.roll_up(scripts))
        if any(script.statistics for script in scripts):
            self.texts[STATISTICS] = self.own(counts.statistics(scripts))
        if self.progress is not None:
            self.progress(self._whole, self._whole)

    def count_statistics(self) -> bool:
        """Make the statistics, once somebody asks for them; whether there are any."""
        if STATISTICS in self.texts and not self._counted:
            self.engine.make(self.own(STATISTICS), self.texts[STATISTICS])
            self._counted = True
        return STATISTICS in self.texts

    @cached_property
    def present(self) -> tuple[Table, ...]:
        """The tables that are there and about which there is something to judge or to count."""
        found = [t for t in TABLES.values() if self.engine.columns(t.relation) is not None]
        wanted = {t.name for t in found if t.plan(self.policy, self.scope).rules}
        if "room_year" in wanted:
            wanted.add("session")
        return tuple(table for table in found if table.name in wanted)

    @cached_property
    def counts_sessions(self) -> bool:
        """Whether the sessions of rooms' years are counted from their own table."""
        return {"session", "room_year"} <= {table.name for table in self.present}

    def _check(self) -> None:
        if not self.present:
            asked = (t for t in TABLES.values() if t.plan(self.policy, self.scope).rules)
            raise IntakeError([Fault("tables", "no_table", "", tuple(t.relation for t in asked))])
        faults: list[Fault] = []
        for table in self.present:
            columns = self.engine.columns(table.relation) or ()
            facts = self._facts_of(table, {column.name for column in columns})
            placed = table.needs_unit(self.policy, self._scope_of(table))
            intake = Intake(self.engine, table, facts, placed=placed)
            told = intake.read(columns)
            faults += intake.faults
            if told is not None:
                self.told[table.name] = told
            self._step()
        faults += self._faults_of_hosts()
        if self.counts_sessions and not faults:
            faults += unlike_ids(self.engine)
        refuse(faults)

    def _facts_of(self, table: Table, present: set[str]) -> tuple[str, ...]:
        """The facts to be read: what has to be there, and of a narrowed scope what bounds it if it is."""
        scope = self._scope_of(table)
        wanted = set(table.facts(self.policy, scope, counted=self.counts_sessions))
        if scope:
            wanted |= table.bounding(self.policy, scope) & present
        return tuple(code for code in table.declared if code in wanted)

    def _scope_of(self, table: Table) -> tuple[str, ...]:
        """The addresses asked of a table; what a failed session counts for (F4) asks for all its rules."""
        failures = FAILURES in set(facts_of(counting_condition(self.policy)))
        whole = table.name == "session" and self.counts_sessions and failures
        return () if whole else self.scope

    @cached_property
    def _hosts(self) -> bool:
        return self.counts_sessions and self.engine.columns(HOSTS) is not None

    def _faults_of_hosts(self) -> Iterable[Fault]:
        if self._hosts:
            columns = {column.name: column for column in self.engine.columns(HOSTS) or ()}
            for key in (SUBJECT, ROOM):
                if key not in columns:
                    yield Fault(f"{HOSTS}.{key}", "missing_key")
                elif columns[key].holds not in ID:
                    accepted = ("whole number", "text")
                    yield Fault(f"{HOSTS}.{key}", "wrong_type", columns[key].type, accepted)

    def _judge(self, name: str, told: Told) -> None:
        rows = Rows(told.table, told.values, told.doubtful, typed=told.typed)
        plan = told.table.plan(self.policy, self._scope_of(told.table))
        if name == "room_year" and self.counts_sessions:
            self._hold(held.COUNTED, held.counted(plan, rows))
            rows = held.rows_counted(rows)
        script = Script(plan, rows, everything=self.everything)
        if plan.rules:
            self._hold(script.opened_name, script.opened)
            self._step()
            self._make(script.findings_name, script.findings)
            self._step()
            self._make(script.population_name, script.population)
            self._step()
            self.scripts[name] = script
        if name == "session" and self.counts_sessions:
            self._make(held.NAME, held.held(script, rows, hosts=self._hosts))
        if plan.rules:
            self.engine.drop(self.own(script.opened_name))

    def _hold(self, name: str, text: str) -> None:
        self.texts[name] = self.own(text)
        self.engine.hold(self.own(name), self.texts[name])

    def _make(self, name: str, text: str) -> None:
        self.texts[name] = self.own(text)
        self.engine.make(self.own(name), self.texts[name])

    def own(self, text: str) -> str:
        """A text or name as it is here: beside a result still open, what is kept has other names."""
        return text if self._beside == 1 else text.replace(PREFIX, f"cr{self._beside}_")

    @cached_property
    def _beside(self) -> int:
        """Which result on this connection or session ours is, of those that are open."""
        numbers = itertools.count(2)
        number, name = 1, ROLL_UP
        while self.engine.columns(name) is not None:
            number = next(numbers)
            name = ROLL_UP.replace(PREFIX, f"cr{number}_")
        return number

    def _step(self) -> None:
        self._done += 1
        self._tell(self._done * _FINE)

    def _tick(self, part: float) -> None:
        """A step may be several queries: what the next one has done begins anew."""
        self._tell(self._done * _FINE + min(int(part * _FINE), _FINE - 1))

    def _tell(self, done: int) -> None:
        """How much is done, which never becomes less, and is all of it only at the end."""
        self._reached = min(max(self._reached, done), self._whole - 1)
        if self.progress is not None:
            self.progress(self._reached, self._whole)

    @property
    def _whole(self) -> int:
        return len(self.present) * _STEPS * _FINE
