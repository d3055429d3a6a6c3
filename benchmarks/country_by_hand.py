"""Nine rules in SQL as an analyst would write them for DuckDB: lists of checks, unnested, and counts beside.

They take what the tables tell as it is: nothing is checked beforehand, and what cannot be counts as told.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

NINE = (
    "3.3.s3a",
    "3.3.s3c",
    "3.4.s1a",
    "3.2.s2c",
    *("3.2.s3", "3.2.s4", "3.2.s5", "3.2.s6"),
    "3.6.s1",
    "3.5.s2.i5",
    "4.2.s5b",
    *("3.9.s2b", "3.9.s3", "3.9.s4"),
)
"""At least ten people, a third public, research before, approval before and by the right body, the list
after, everybody told, a linked member, so many sessions a year. The sixth entries differ by kind of room."""

_STATUS = "CASE WHEN {ok} THEN 0 WHEN NOT ({ok}) THEN 1 ELSE 3 END"


def by_hand(folder: Path, out: Path) -> None:
    """Write findings and roll-ups of the nine rules."""
    out.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    for name in ("session", "case", "room", "room_year"):
        path = str(folder / f"facts_{name}.parquet")
        connection.read_parquet(path).create_view(f"facts_{name}")
    held = "SELECT room, year, count(*) FILTER (session_held = 1 AND continues = 0) AS held"
    held += " FROM facts_session GROUP BY room, year"
    least = "CASE WHEN y.room_kind IN (1, 2, 3) THEN 2 WHEN y.room_kind IN (4, 5) THEN 3 ELSE 1 END"
    years = (
        f"SELECT y.subject, y.year, y.unit, y.full_year, y.year_ended, coalesce(h.held, 0) AS held,"
        f" {least} AS least FROM facts_room_year y"
        f" LEFT JOIN ({held}) h ON h.room = y.subject AND h.year = y.year"
    )
    by_route = "approver_organ = route_organ AND approver_unit = route_unit"
    tables = {
        "facts_session": [
            ("3.3.s3a", "participants >= 10", "participants", "10"),
            (
                "3.3.s3c",
                "3 * public_representatives >= participants",
                "3 * public_representatives",
                "participants",
            ),
            ("3.4.s1a", "session_day - research_day >= 0", "session_day - research_day", "0"),
            ("3.2.s2c", "session_day - approved_day >= 0", "session_day - approved_day", "0"),
            ("3.2.s3", by_route, "approver_organ", "route_organ"),
            (
                "3.5.s2.i5",
                "participants_notified >= participants",
                "participants_notified",
                "participants",
            ),
        ],
        "facts_case": [("3.6.s1", "list_day >= session_day", "list_day", "session_day")],
        "facts_room": [("4.2.s5b", "linked_members >= 1", "linked_members", "1")],
        f"({years})": [
            ("3.9", "held >= least OR full_year = 0 OR year_ended = 0", "held", "least")
        ],
    }
    for number, (source, rules) in enumerate(tables.items()):
        checks = ", ".join(
            f"{{'rule': '{rule}', 'status': {_STATUS.format(ok=ok)},"
            f" 'observed': CAST({observed} AS BIGINT), 'required': CAST({required} AS BIGINT)}}"
            for rule, ok, observed, required in rules
        )
        told = f"SELECT subject, year, unit, unnest([{checks}]) AS c FROM {source} t"
        findings = (
            f"SELECT c.rule, subject, year, unit, c.status, c.observed, c.required FROM ({told})"
            " WHERE c.status <> 0"
        )
        connection.sql(findings).write_parquet(str(out / f"findings{number}.parquet"))
        roll_up = (
            f"SELECT c.rule, unit // 1000000 AS county, year, c.status, count(*) AS n FROM ({told})"
            " GROUP BY ALL"
        )
        connection.sql(roll_up).write_parquet(str(out / f"roll_up{number}.parquet"))
