"""One table's script: the texts that open its rows, tell the findings and count the rest.

1. ``opened``: the rows on which some rule may not simply be met. A row is asked one question, whether
   everything is surely in order; only the others are looked at closely.
2. ``findings``: of these rows, one line for each rule that is not.
3. ``population``: how many rows each place and year has, and to how many a rule does not apply; what is
   neither there nor among the findings has passed.

Every text is the same for DuckDB, Spark, PostgreSQL and SQLite; only how a column is read differs
(``Rows``), by its type.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from consultrules.auditing.sql.cause import causes
from consultrules.auditing.sql.expression import Expressions
from consultrules.auditing.sql.numbers import Numbers
from consultrules.auditing.sql.rows import Rows
from consultrules.auditing.sql.table import HELD, SUBJECT, UNIT, YEAR, Table
from consultrules.auditing.sql.verdict import Asked, all_closed, of_session
from consultrules.auditing.statistics.catalogue import of_verdicts
from consultrules.auditing.statistics.statistic import asked_by
from consultrules.policy.judging import Debtor, FactType
from consultrules.rules.compiled import FAIL, NOT_IN_FORCE, PENDING, UNKNOWN
from consultrules.rules.plan import WORDS, Plan
from consultrules.rules.rule import Rule
from consultrules.rules.tree import Compare, Constant, F, facts_of

COUNTY = 1_000_000
"""What a unit's code has below the digits of its county."""
CITY = 100_000_000
"""What a unit's code has below the digits of its city."""
OPENED, FINDINGS, POPULATION = "cr_opened", "cr_findings", "cr_population"
COLUMNS = (
    "rule",
    SUBJECT,
    YEAR,
    UNIT,
    "verdict",
    "observed",
    "required",
    "owed_by",
    "cause",
)
"""The columns of the findings."""
HELD_FACT = "session_held"
"""The fact that tells whether a session took place."""


class Script:
    """The texts of one table under one edition. With ``everything`` met rules are findings too."""

    def __init__(self, plan: Plan, rows: Rows, *, everything: bool = False) -> None:
        self.plan = plan
        self.table = rows.table
        self.rows = rows
        self.policy = plan.policy
        self._everything = everything

    @property
    def opened_name(self) -> str:
        """The relation of the rows that have something open."""
        return f"{OPENED}_{self.table.name}"

    @property
    def findings_name(self) -> str:
        """The relation of the findings."""
        return f"{FINDINGS}_{self.table.name}"

    @property
    def population_name(self) -> str:
        """The relation of what was looked at, by place and year."""
        return f"{POPULATION}_{self.table.name}"

    @cached_property
    def opened(self) -> str:
        """The rows that may have something open, as far as their numbers can be."""
        where = "" if self._everything else f"{self.rows.careful(self._in_order())} = 1"
        inner = self.rows.settled(self._facts, where)
        columns = [f"d.{key}" for key in self.table.keys]
        columns += [self._narrow(code) for code in self._facts]
        columns.append(self.rows.doubts("d", self._facts))
        return f"SELECT {', '.join(columns)} FROM ({inner}) d"

    @cached_property
    def _facts(self) -> tuple[str, ...]:
        """The facts that the rules read; those that only bound them have done so by now."""
        read = {code for rule in self.plan.rules for code in rule.facts}
        read.update((HELD_FACT,) if self.has_gate else (), (self.table.day,))
        return tuple(code for code in self.rows.facts if code in read)

    def _narrow(self, code: str) -> str:
        """A fact in as few bytes as its bounds allow, apart from ids."""
        fact = self.table.declared[code]
        if fact.type is FactType.ID:
            return f"d.{code}"
        small = fact.type in (FactType.FLAG, FactType.CODE)
        return f"CAST(d.{code} AS {'SMALLINT' if small else 'INTEGER'}) AS {code}"

    @cached_property
    def findings(self) -> str:
        """One line for each rule that is open about a row."""
        return " UNION ALL ".join(
            self._finding(place, rule) for place, rule in enumerate(self.plan.rules)
        )

    def _finding(self, place: int, rule: Rule) -> str:
        told = (FAIL, PENDING, UNKNOWN) if not self._everything else range(len(WORDS))
        words = " ".join(f"WHEN {code} THEN '{WORDS[code]}'" for code in told)
        found = (
            f"SELECT o.*, {self.verdict(rule, 'o')} AS found FROM {self.opened_name} o"
            f"{self._open(rule)}"
        )
        write = self._write("f")
        observed, required = write.term(rule.test.left), write.term(rule.test.right)
        cause = causes(self.plan, place, self.rows, "f", everything=self._everything)
        return (
            f"SELECT '{rule.key}' AS rule, f.subject, f.year, f.unit,"
            f" CASE f.found {words} END AS verdict,"
            f" CAST({observed} AS BIGINT) AS observed, CAST({required} AS BIGINT) AS required,"
            f" {self._debtor(place)} AS owed_by, {cause} AS cause FROM ({found}) f"
        )

    def _open(self, rule: Rule) -> str:
        """The rows on which a rule is not simply met."""
        if self._everything:
            return ""
        ask = Asked.of(rule, self._write("o"))
        closed = ask.settled
        if self.has_gate:
            closed = f"(o.{HELD_FACT} = 1 AND {closed}) OR {ask.not_applicable}"
        return f" WHERE (CASE WHEN {self.before('o')} OR {closed} THEN 0 ELSE 1 END) = 1"

    def verdict(self, rule: Rule, row: str) -> str:
        """The verdict on a row, the day and the holding of a session taken into account."""
        found = Asked.of(rule, self._write(row)).verdict
        if self.has_gate:
            found = of_session(f"({found})", f"{row}.{HELD_FACT}")
        return f"CASE WHEN {self.before(row)} THEN {NOT_IN_FORCE} ELSE {found} END"

    @cached_property
    def population(self) -> str:
        """How many rows a county has in a year, and to how many of them each rule does not apply.

        Whether a rule applies hangs on a few words and flags: rows with the same ones are put together
        first, and the rules asked of these few.
        """
        write = self._write("g")
        outside = [Asked.of(rule, write).not_applicable for rule in self.plan.rules]
        sums = []
        for places, name in self._outside_names.items():
            none = " AND ".join(outside[place] for place in places)
            sums.append(f"SUM(CASE WHEN g.early = 1 OR ({none}) THEN g.n ELSE 0 END) AS {name}")
        read = {
            code
            for rule in self.plan.rules
            for tree in (rule.applies, rule.waived)
            for code in facts_of(tree)
        }
        asked = [code for code in self.rows.facts if code in read]
        keys = [f"d.{code}" for code in asked]
        if any(f"g.{UNIT}" in text for text in outside):  # a local number
            keys.append(f"d.{UNIT}")
        rows = self.rows
        if rows.plain is not None and HELD not in asked:
            rows = rows.plain  # nothing that is counted beside them is asked for
        day = [self.table.day] if self.table.day and self.table.day not in asked else []
        county = f"COALESCE(d.{UNIT} - d.{UNIT} % {COUNTY}, 0)"
        early = f"CASE WHEN {self.before('d')} THEN 1 ELSE 0 END"
        groups = ", ".join([county, f"d.{YEAR}", early, *keys])
        told = ", ".join([f"{county} AS county", f"d.{YEAR}", f"{early} AS early", *keys])
        same = f"SELECT {told}, COUNT(*) AS n FROM ({rows.settled([*asked, *day])}) d GROUP BY {groups}"
        return (
            f"SELECT g.county, g.{YEAR}, SUM(g.n) AS subjects, {', '.join(sums)}"
            f" FROM ({same}) g GROUP BY g.county, g.{YEAR}"
        )

    def outside(self, places: Sequence[int], population: str) -> str:
        """How many rows of a population have none of these rules to meet."""
        return f"{population}.{self._outside_names[tuple(places)]}"

    @cached_property
    def _outside_names(self) -> dict[tuple[int, ...], str]:
        """The columns that count what some rules do not apply to, one for each rule and statistic."""
        wanted = [*((place,) for place in self.places), *self.statistics.values()]
        return {places: f"n{number}" for number, places in enumerate(dict.fromkeys(wanted))}

    @property
    def places(self) -> range:
        """Where the rules stand in the plan."""
        return range(len(self.plan.rules))

    @cached_property
    def statistics(self) -> dict[str, tuple[int, ...]]:
        """The statistics that are read off the verdicts of this table, with the places of their rules."""
        found = {s.code: asked_by(s, self.plan) for s in of_verdicts(self.table.grain)}
        return {code: places for code, places in found.items() if places}

    @property
    def has_gate(self) -> bool:
        """Whether it matters if what a row is about took place."""
        return self.table.grain == "session"

    def _write(self, row: str) -> Expressions:
        return Expressions(
            Numbers(self.policy, f"{row}.{UNIT}"),
            row,
            inside=lambda code: f"CAST({row}.{code} AS BIGINT)",
        )

    def before(self, row: str) -> str:
        """Whether it happened before the edition was in force (reading Z1)."""
        return f"{row}.{self.table.day or YEAR} < {self.table.first(self.policy)}"

    def _in_order(self) -> list[str]:
        """Conditions, all true where everything surely is in order, asked of what the table tells."""
        rows = self.rows
        write = Expressions(
            Numbers(self.policy, f"t.{UNIT}"), column=rows.told, inside=rows.possible
        )
        flags = {rule.key: _flag_of(rule, self.table) for rule in self.plan.rules}
        sure = [flag for flag in flags.values() if flag and flag not in rows.doubtful]
        asked = [rule for rule in self.plan.rules if flags[rule.key] not in sure]
        told = [f"{rows.told(HELD_FACT)} = 1"] if self.has_gate else []
        day = rows.told(self.table.day) if self.table.day else f"t.{YEAR}"
        told.append(f"{day} >= {self.table.first(self.policy)}")
        if sure:
            # One addition a flag is less than a comparison and an AND, and most rules are such.
            told.append(f"({' + '.join(map(rows.told, sure))}) = {len(sure)}")
        return [*told, *all_closed(asked, write)]

    def _debtor(self, place: int) -> str:
        owed = self.plan.debtors[place]
        if owed is not Debtor.COUNTY_CPPCC:
            return f"'{owed.value}'"
        of_city = f"f.{UNIT} % {CITY} = 0"
        return f"CASE WHEN {of_city} THEN '{Debtor.CITY_CPPCC.value}' ELSE '{owed.value}' END"


def _flag_of(rule: Rule, table: Table) -> str:
    """The flag that a rule wants and nothing else; empty for any other rule."""
    test = rule.test
    always = rule.applies is rule.waived is rule.awaits is None
    if always and test == Compare("==", test.left, Constant(1)) and isinstance(test.left, F):
        fact = table.declared[test.left.code]
        return fact.code if fact.type is FactType.FLAG else ""
    return ""
