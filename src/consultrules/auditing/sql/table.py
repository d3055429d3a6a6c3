"""Tables: a row of facts for each subject, as an office or an analyst keeps them.

A table ``facts_session`` has the keys below and a column for each fact that a rule reads. Whole numbers
only: days are counted from 1970-01-01, words of closed lists are their numbers, ``NULL`` is what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consultrules.auditing.duty import counting_condition
from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Declared, day_number
from consultrules.policy.edition import Edition
from consultrules.rules.plan import GATES, Plan, plan_of
from consultrules.rules.tree import facts_of

SUBJECT, YEAR, UNIT, ROOM = "subject", "year", "unit", "room"
FAILURES = "must_failures"
"""The fact of a session that its own verdicts tell."""
HELD = "sessions_held"
"""The fact of a room's year that its sessions tell."""
HOSTS = "facts_session_host"
"""A table that may stand beside: further rooms that held a session, by ``subject`` and ``room``."""


@dataclass(frozen=True)
class Table:
    """One table: the grain of its rows, which rules are about them (``part``), what makes a row unique.

    ``day`` is the fact that says when it was; rows without one are about their whole year.
    """

    name: str
    grain: str
    zh: str
    en: str
    part: str = ""
    day: str = ""
    unique: tuple[str, ...] = (SUBJECT, YEAR)

    @property
    def relation(self) -> str:
        """The name of the table in a database, and of its file without the ending."""
        return f"facts_{self.name}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that are no facts."""
        return (SUBJECT, YEAR, UNIT, ROOM) if self.name == "session" else (SUBJECT, YEAR, UNIT)

    @property
    def declared(self) -> Declared:
        """All facts of the grain."""
        return FACTS[self.grain]

    def first(self, policy: Edition) -> int:
        """The first day of an edition, or its first year for what is about a year."""
        first = policy.in_force_from
        return day_number(first) if self.day else first.year

    def plan(self, policy: Edition, scope: tuple[str, ...] = ()) -> Plan:
        """The rules about such rows, with the numbers of the whole city."""
        return plan_of(policy, self.grain, scope, None, self.part)

    def needs_unit(self, policy: Edition, scope: tuple[str, ...] = ()) -> bool:
        """Whether every row has to say where it lies: a rule reads a number that is stricter in places."""
        read = {name for rule in self.plan(policy, scope).rules for name in rule.numbers}
        return any(own[n] != policy.parameters[n] for _, own in policy.local for n in read)

    def facts(
        self, policy: Edition, scope: tuple[str, ...] = (), *, counted: bool = False
    ) -> tuple[str, ...]:
        """The facts that have to be columns: those that rules read, and those that bound them.

        With ``counted`` the sessions of a room's year are counted from their own table.
        """
        read = self.read(policy, scope, counted=counted)
        wanted = read if scope else read | self.declared.related(read) - {FAILURES}
        return tuple(code for code in self.declared if code in wanted)

    def bounding(self, policy: Edition, scope: tuple[str, ...]) -> frozenset[str]:
        """The facts that may be columns where only some addresses are asked: they bound those read."""
        read = self.read(policy, scope, counted=False)
        return frozenset(self.declared.related(read) - read - {FAILURES})

    def read(self, policy: Edition, scope: tuple[str, ...], *, counted: bool) -> set[str]:
        """The facts that the rules read, with those that say when, whether and how often it was."""
        read = {code for rule in self.plan(policy, scope).rules for code in rule.facts}
        read.update(GATES.get(self.grain, ()))
        if self.day:
            read.add(self.day)
        if self.name == "session" and (counted or not scope):
            read.update(facts_of(counting_condition(policy)))
        read.discard(FAILURES)
        if counted and self.name == "room_year":
            read.discard(HELD)
        return read


_EVENT = (SUBJECT,)
TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table("session", "session", "协商活动", "sessions", "", "session_day", _EVENT),
            Table("case", "case", "议题全程", "lives of topics", "", "session_day", _EVENT),
            Table("evaluation", "evaluation", "评估", "evaluations", "", "evaluation_day", _EVENT),
            Table("room", "room", "议事室", "rooms"),
            Table("room_year", "room_year", "议事室年度", "years of rooms"),
            Table("member", "member", "委员任职", "memberships", "membership"),
            Table("invitation", "member", "委员邀请", "invitations of members", "invitation"),
            Table("member_year", "member_year", "委员年度", "years of members"),
            Table("unit", "unit", "行政区划单位", "units"),
            Table("body_year", "body_year", "政协年度", "years of CPPCC bodies"),
        )
    }
)
"""All tables, in the order in which they are judged: sessions before the years that count them."""


def table_named(name: object) -> Table:
    """The table of this name.

    Raises:
        IntakeError: for a name that is none.
    """
    if name not in TABLES:
        accepted = tuple(TABLES)
        fault = Fault("table", "unknown_word", shown(name), accepted, nearest(name, accepted))
        raise IntakeError([fault])
    return TABLES[str(name)]
