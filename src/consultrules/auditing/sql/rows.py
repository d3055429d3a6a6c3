"""Rows of facts in SQL: from what a table tells to what can be, as ``facts.fact.checked`` does it.

What is out of bounds, and all sides of what contradicts itself, becomes ``NULL``; the number that was
told stays beside it as ``raw_`` and the code, so that a finding can say why a fact is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from consultrules.auditing.sql.table import YEAR, Table
from consultrules.facts.attested import is_attested
from consultrules.facts.fact import EXPIRED, Fact, ahead_of
from consultrules.facts.together import Together

RAW = "raw_"
IMPOSSIBLE_BITS, LAPSED_BITS = "impossible", "lapsed"


class Rows:
    """The rows of one table. ``values`` are the expressions that read its columns as 64-bit numbers.

    ``typed`` are the columns that are whole numbers as they stand: to compare them they need no cast.
    ``doubtful`` are the facts of which some number is out of bounds: of the others none needs to be asked.
    ``source`` is the relation with the alias ``t``, and ``more`` columns that it has beside the facts;
    ``plain`` are the same rows without what was counted beside them, where anything was.
    """

    def __init__(
        self,
        table: Table,
        values: Mapping[str, str],
        doubtful: Collection[str],
        *,
        typed: Collection[str] = (),
        source: str = "",
        more: Iterable[str] = (),
        plain: Rows | None = None,
    ) -> None:
        self.table = table
        self.facts = tuple(values)
        self._values = values
        self.doubtful = frozenset(doubtful)
        self._typed = frozenset(typed)
        self.source = source or f"{table.relation} t"
        self._more = tuple(more)
        self.plain = plain
        self._parts = {
            code: tuple(w for w in table.declared[code].at_most if w in values) for code in values
        }
        self._sums = table.declared.sums_of(values)

    def beside(self, source: str, more: Iterable[str]) -> Rows:
        """The same rows with more columns, from a relation that has these beside the table."""
        return Rows(self.table, self._values, self.doubtful, source=source, more=more)

    def told(self, code: str) -> str:
        """What the table tells of a fact, by the alias ``t``, possible or not, ready to be compared."""
        return f"t.{code}" if code in self._typed else self._values[code]

    def possible(self, code: str) -> str:
        """The same where it can be: whatever is out of bounds is ``NULL``."""
        told = self._values[code]
        if code not in self.doubtful:
            return told
        return f"(CASE WHEN {within_bounds(self.table.declared[code], told)} THEN {told} END)"

    def careful(self, usual: Iterable[str]) -> str:
        """1 for a row to be looked at closely; 0 where these are surely true and every number can be.

        By the alias ``t``. A comparison that is true of hardly any row costs least as one among many OR.
        """
        odd = [
            f"NOT {within_bounds(self.table.declared[code], self.told(code))}"
            for code in self.facts
            if code in self.doubtful
        ]
        odd += [
            f"{self.told(code)} > {self.told(whole)}"
            for code, wholes in self._parts.items()
            for whole in wholes
        ]
        odd += self._too_many()
        plain = f"(CASE WHEN {' OR '.join(odd)} THEN 1 ELSE 0 END)" if odd else "0"
        return f"(CASE WHEN {' AND '.join(usual)} THEN {plain} ELSE 1 END)"

    def _too_many(self) -> list[str]:
        """Where counts are too many together and none is alone, or one exceeds its whole.

        Of sums that differ by a part of a part one is asked: the smaller stands in where the larger is not
        told, and is no more where it is.
        """
        alike: dict[tuple[tuple[str, ...], str], list[dict[str, None]]] = {}
        known = {part for together in self._sums for part in together.parts}
        for parts, whole in self._sums:
            large = tuple([next((w for w in self._parts[p] if w in known), p) for p in parts])
            places = alike.setdefault((large, whole), [{one: None} for one in large])
            for place, part in zip(places, parts, strict=True):
                place[part] = None
        found = []
        for (_, whole), places in alike.items():
            none = ("0",) if len(places) > 2 else ()  # of two, one alone is a part of the whole
            told = [(*map(self.possible, place), *none) for place in places]
            added = [f"COALESCE({', '.join(one)})" if len(one) > 1 else one[0] for one in told]
            found.append(f"{' + '.join(added)} > {self.possible(whole)}")
        return found

    def settled(self, facts: Iterable[str], where: str = "") -> str:
        """The keys, some facts as far as they can be true, and what was told where it may differ.

        ``where`` picks rows by the alias ``t``: a filter further out would have every engine write out
        all that lies between once more for each fact that it reads.
        """
        wanted = tuple(facts)
        read = tuple(
            code
            for code in self.facts
            if code in wanted or code in self.table.declared.related(wanted)
        )
        columns = [f"b.{name}" for name in self._names()]
        for code in wanted:
            clash = self._clash(code)
            if clash:
                columns.append(f"(CASE WHEN {clash} THEN NULL ELSE b.{code} END) AS {code}")
            else:
                columns.append(f"b.{code}")
            if code in self.doubtful:
                columns.append(f"b.{RAW}{code}")
            elif clash:
                columns.append(f"b.{code} AS {RAW}{code}")
        return f"SELECT {', '.join(columns)} FROM ({self._bounded(read, where)}) b"

    def _bounded(self, facts: Iterable[str], where: str) -> str:
        """The keys and some facts, each within its bounds."""
        columns = [*self._keys(), *self._more]
        for code in facts:
            columns.append(f"{self.possible(code)} AS {code}")
            if code in self.doubtful:
                columns.append(f"{self._values[code]} AS {RAW}{code}")
        picked = f" WHERE {where}" if where else ""
        return f"SELECT {', '.join(columns)} FROM {self.source}{picked}"

    def doubts(self, row: str, facts: Iterable[str]) -> str:
        """Two columns with a bit a fact, from a settled row: what was told and cannot be, what has expired."""
        impossible, lapsed = [], []
        for code in facts:
            if not self.may_be_impossible(code):
                continue
            told = f"{row}.{RAW}{code}"
            lost = f"{row}.{code} IS NULL AND {told} IS NOT NULL"
            if is_attested(code):
                lapsed.append(f"(CASE WHEN {told} = {EXPIRED} THEN {self.bit(code)} ELSE 0 END)")
                lost += f" AND {told} <> {EXPIRED}"
            impossible.append(f"(CASE WHEN {lost} THEN {self.bit(code)} ELSE 0 END)")
        zero = "CAST(0 AS BIGINT)"
        return (
            f"{' + '.join([zero, *impossible])} AS {IMPOSSIBLE_BITS},"
            f" {' + '.join([zero, *lapsed])} AS {LAPSED_BITS}"
        )

    def bit(self, code: str) -> int:
        """The bit of a fact in both columns."""
        assert len(self.facts) < 63
        return 1 << self.facts.index(code)

    def may_be_impossible(self, code: str) -> bool:
        """Whether a number that was told may have become ``NULL``."""
        return code in self.doubtful or bool(self._clash(code))

    def _clash(self, code: str) -> str:
        pairs = [(code, whole) for whole in self._parts[code]]
        pairs += [(part, code) for part, wholes in self._parts.items() if code in wholes]
        # A whole that is not known yet (-1) bounds nothing.
        clashes = [f"(b.{p} > b.{w} AND b.{w} >= 0)" for p, w in pairs]
        for together in self._sums:
            if code in together.codes:
                possible = [f"COALESCE(b.{p}, 0) <= b.{together.whole}" for p in together.parts]
                too_many = [_exceeds(together, "b.{}".format), *possible, f"b.{code} > 0"]
                clashes.append(f"({' AND '.join(too_many)})")
        return " OR ".join(clashes)

    def _names(self) -> tuple[str, ...]:
        return (*self.table.keys, *(name.rpartition(" ")[2] for name in self._more))

    def _keys(self) -> list[str]:
        return [
            f"t.{key}" if key not in (YEAR, "unit") else f"CAST(t.{key} AS BIGINT) AS {key}"
            for key in self.table.keys
        ]


def _exceeds(together: Together, read: Callable[[str], str]) -> str:
    """Whether some parts are too many together; what is not known is none."""
    parts = [read(part) for part in together.parts]
    if len(parts) > 2:  # of two, one alone is bounded as a part of its whole
        parts = [f"COALESCE({part}, 0)" for part in parts]
    return f"{' + '.join(parts)} > {read(together.whole)}"


def within_bounds(fact: Fact, column: str) -> str:
    """Whether a number can be a fact's."""
    low, high = fact.bounds
    ahead = ahead_of(fact)
    inside = f"{column} BETWEEN {low} AND {high}"
    return inside if ahead is None else f"({inside} OR {column} = {ahead})"
