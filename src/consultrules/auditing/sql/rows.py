"""Rows of facts in SQL: from what a table tells to what can be, as ``facts.fact.checked`` does it.

What is out of bounds, and both sides of what contradicts itself, becomes ``NULL``; the number that was
told stays beside it as ``raw_`` and the code, so that a finding can say why a fact is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from consultrules.auditing.sql.table import SUBJECT, YEAR, Table
from consultrules.facts.fact import Fact, ahead_of

RAW = "raw_"


class Rows:
    """The rows of one table. ``values`` are the expressions that read its columns as whole numbers.

    ``doubtful`` are the facts of which some number is out of bounds: of the others none needs to be asked.
    ``source`` is the relation with the alias ``t``, and ``more`` columns that it has beside the facts.
    """

    def __init__(
        self,
        table: Table,
        values: Mapping[str, str],
        doubtful: Collection[str],
        source: str = "",
        more: Iterable[str] = (),
    ) -> None:
        self.table = table
        self.facts = tuple(values)
        self._values = values
        self.doubtful = frozenset(doubtful)
        self._source = source or f"{table.relation} t"
        self._more = tuple(more)
        self._parts = {
            code: tuple(w for w in table.declared[code].at_most if w in values) for code in values
        }

    def plain(self, facts: Iterable[str]) -> str:
        """The keys and some facts, each within its bounds."""
        facts = tuple(facts)
        read = [
            f"{self._values[code]} AS {RAW if code in self.doubtful else ''}{code}" for code in facts
        ]
        inner = f"SELECT {', '.join([*self._keys(), *self._more, *read])} FROM {self._source}"
        doubted = [code for code in facts if code in self.doubtful]
        if not doubted:
            return inner
        bounded = [f"{self._possible(code)} AS {code}" for code in doubted]
        return f"SELECT r.*, {', '.join(bounded)} FROM ({inner}) r"

    def settled(self, facts: Iterable[str], where: str = "") -> str:
        """The keys, some facts as far as they can be true, and what was told where it may differ.

        ``where`` picks rows by the alias ``b``, before contradictions are looked for.
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
        picked = f" WHERE {where}" if where else ""
        return f"SELECT {', '.join(columns)} FROM ({self.plain(read)}) b{picked}"

    def may_be_impossible(self, code: str) -> bool:
        """Whether a number that was told may have become ``NULL``."""
        return code in self.doubtful or bool(self._clash(code))

    @property
    def no_clash(self) -> list[str]:
        """Conditions, by the alias ``b``, that are all true where no part exceeds its whole."""
        return [
            f"((b.{code} <= b.{whole}) IS NOT FALSE)"
            for code, wholes in self._parts.items()
            for whole in wholes
        ]

    def _clash(self, code: str) -> str:
        pairs = [(code, whole) for whole in self._parts[code]]
        pairs += [(part, code) for part, wholes in self._parts.items() if code in wholes]
        # A whole that is not known yet (-1) bounds nothing.
        return " OR ".join(f"(b.{p} > b.{w} AND b.{w} >= 0)" for p, w in pairs)

    def _names(self) -> tuple[str, ...]:
        return (*self.table.keys, *(name.rpartition(" ")[2] for name in self._more))

    def _keys(self) -> list[str]:
        return [
            f"t.{key}" if key not in (YEAR, "unit") else f"CAST(t.{key} AS BIGINT) AS {key}"
            for key in self.table.keys
        ]

    def _possible(self, code: str) -> str:
        told = f"r.{RAW}{code}"
        return f"(CASE WHEN {within_bounds(self.table.declared[code], told)} THEN {told} END)"


def within_bounds(fact: Fact, column: str) -> str:
    """Whether a number can be a fact's."""
    low, high = fact.bounds
    ahead = ahead_of(fact)
    inside = f"{column} BETWEEN {low} AND {high}"
    return inside if ahead is None else f"({inside} OR {column} = {ahead})"
