"""Whether the key of a country is right: its rows judged one by one as records are, and compared.

``python benchmarks/country_check.py build/country --share 300`` takes one of so many subjects.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
from country_data import COUNTRY, KEY, PLANTED

import consultrules as cr
from consultrules.auditing.sql.table import HELD, TABLES
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Row, checked
from consultrules.policy.edition import Edition
from consultrules.rules.compiled import FAIL, PENDING, UNKNOWN
from consultrules.rules.plan import WORDS, Plan

Found = tuple[str, int, int, str]
TOLD = (FAIL, PENDING, UNKNOWN)
# A session counts if it surely was held and continues none; a flag that is none is not known.
_POSSIBLE = "CASE WHEN {0} IN (0, 1) THEN {0} END"
_COUNTS = f"{_POSSIBLE.format('session_held')} = 1 AND {_POSSIBLE.format('continues')} = 0"


def rows_of(folder: Path, name: str, share: int) -> Iterator[dict[str, int | None]]:
    """The rows of a table about one of so many subjects; with both counts for years of rooms."""
    source = f"'{folder}/{TABLES[name].relation}.parquet'"
    query = f"SELECT * FROM {source} WHERE hash(subject) % {share} = 0"
    if name == "room_year":
        query = f"""SELECT y.*, coalesce(surely, 0) AS surely, coalesce(at_most, 0) AS at_most
            FROM ({query}) y LEFT JOIN (SELECT room, year, count(*) FILTER ({_COUNTS}) AS surely,
                count(*) FILTER (({_COUNTS}) IS NOT FALSE) AS at_most
                FROM '{folder}/facts_session.parquet' GROUP BY room, year) s
            ON s.room = y.subject AND s.year = y.year"""
    with duckdb.connect(config={"threads": 2}) as con:
        told = con.execute(query)
        names = [column[0] for column in told.description]
        while some := told.fetchmany(10_000):
            yield from (dict(zip(names, row, strict=True)) for row in some)


def judged(name: str, plan: Plan, told: dict[str, int | None]) -> tuple[int, ...]:
    """The verdicts on one row; where sessions are uncertain, those on which both counts agree."""
    if name != "room_year":
        return _codes(name, plan, told)
    least, most = (_codes(name, plan, told | {HELD: told[n]}) for n in ("surely", "at_most"))
    return least if least == most else _codes(name, plan, told | {HELD: None})


def _codes(name: str, plan: Plan, told: dict[str, int | None]) -> tuple[int, ...]:
    table = TABLES[name]
    facts = {code: told.get(code) for code in FACTS[table.grain]}
    impossible = checked(facts, FACTS[table.grain])
    subject, year = told["subject"], told["year"]
    assert year is not None
    return plan.codes(
        Row(
            table.grain,
            str(subject),
            facts,
            dt.date(year, 12, 31),
            impossible=impossible,
            part=table.part,
        )
    )


def findings(folder: Path, name: str, share: int, policy: Edition) -> Iterator[Found]:
    """What the rules tell of the rows of a table."""
    plan = TABLES[name].plan(policy)
    for told in rows_of(folder, name, share):
        for rule, code in zip(plan.rules, judged(name, plan, told), strict=True):
            if code in TOLD:
                yield rule.key, told["subject"], told["year"], WORDS[code]  # type: ignore[misc]


def expected(folder: Path, rules: Iterable[str], share: int) -> set[Found]:
    """What the key tells of them."""
    names = ", ".join(f"'{rule}'" for rule in rules)
    query = f"""SELECT rule, subject, year, verdict FROM '{folder}/{KEY}'
        WHERE rule IN ({names}) AND hash(subject) % {share} = 0"""
    found = duckdb.execute(query).fetchall()
    assert len(found) == len(set(found)), "the key tells a finding twice"
    return set(found)


def differing(folder: Path, share: int = 1) -> int:
    """Print how verdicts and key compare for each table; how many findings only one of them tells."""
    policy, differ = cr.edition(), 0
    for name, table in TABLES.items():
        rules = [rule.key for rule in table.plan(policy).rules]
        got, key = set(findings(folder, name, share, policy)), expected(folder, rules, share)
        print(f"{name:<12} {len(got):>9,} found {len(key):>9,} in the key")
        for word, some in (("not in the key", got - key), ("not found", key - got)):
            for (rule, verdict), number in Counter((f[0], f[3]) for f in some).most_common():
                example = next(f for f in some if (f[0], f[3]) == (rule, verdict))
                print(f"    {word}: {rule} {verdict} {number} times, as {example[1:3]}")
        differ += len(got ^ key)
    query = f"SELECT name || ' ' || fault FROM '{folder}/{PLANTED}' WHERE rows = 0"
    idle = [row[0] for row in duckdb.execute(query).fetchall()]
    print("befell nothing:", ", ".join(idle) or "none")
    return differ


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=COUNTRY)
    asked.add_argument("--share", type=int, default=1, help="one of so many subjects")
    given = asked.parse_args()
    sys.exit(1 if differing(given.folder, given.share) else 0)
