"""The first stratum counted for the next: sessions of a room's year, by the condition of the rules of 3.9."""

from __future__ import annotations

from consultrules.auditing.duty import counting_condition
from consultrules.auditing.sql.expression import Expressions
from consultrules.auditing.sql.numbers import Numbers
from consultrules.auditing.sql.rows import RAW, Rows
from consultrules.auditing.sql.script import Script
from consultrules.auditing.sql.table import FAILURES, HELD, HOSTS, Table
from consultrules.auditing.sql.verdict import Asked
from consultrules.rules.compiled import FAIL, UNKNOWN
from consultrules.rules.tree import facts_of

NAME, COUNTED = "cr_held", "cr_counted"
SURELY, AT_MOST = "surely", "at_most"


def held(script: Script, rows: Rows, *, hosts: bool) -> str:
    """How many sessions of each room and year count surely, and how many at most.

    ``script`` is that of the sessions; ``hosts`` says whether a table tells of further rooms that held
    one (reading F5): each counts it once, the room of the session itself too if it is told there again.
    """
    condition = counting_condition(script.plan.policy)
    read = tuple(dict.fromkeys(facts_of(condition)))
    write = Expressions(Numbers(script.plan.policy), "d")
    sessions = rows.settled([code for code in rows.facts if code in read])
    if FAILURES in read:
        sessions = (
            f"SELECT s.*, CASE WHEN m.subject IS NULL THEN 0 ELSE m.{FAILURES} END AS {FAILURES}"
            f" FROM ({sessions}) s LEFT JOIN ({_failures(script)}) m ON m.subject = s.subject"
        )
    counts = write.condition(condition)
    told = f"SELECT d.room, d.year, {counts} AS counts FROM ({sessions}) d"
    if hosts:
        told += (
            f" UNION ALL SELECT x.room, d.year, {counts} AS counts FROM ({sessions}) d"
            # A room holds a session once, however often it is told.
            f" JOIN (SELECT DISTINCT h.subject, h.room FROM {HOSTS} h) x"
            f" ON x.subject = d.subject AND (x.room = d.room) IS NOT TRUE"
        )
    return (
        f"SELECT h.room, h.year, CAST(SUM(CASE WHEN h.counts THEN 1 ELSE 0 END) AS BIGINT) AS {SURELY},"
        f" CAST(SUM(CASE WHEN h.counts IS FALSE THEN 0 ELSE 1 END) AS BIGINT) AS {AT_MOST}"
        f" FROM ({told}) h WHERE h.room IS NOT NULL GROUP BY h.room, h.year"
    )


def _failures(script: Script) -> str:
    """How many binding rules a session failed, of those with anything open; unknown where none surely is."""
    found = ", ".join(
        f"{script.verdict(script.plan.rules[place], 'o')} AS v{place}"
        for place in script.plan.musts
    )
    failed = " + ".join(f"CASE WHEN n.v{p} = {FAIL} THEN 1 ELSE 0 END" for p in script.plan.musts)
    unknown = " OR ".join(f"n.v{p} = {UNKNOWN}" for p in script.plan.musts)
    return (
        f"SELECT q.subject, CASE WHEN q.failed = 0 AND q.unknown THEN NULL ELSE q.failed END AS {FAILURES}"
        f" FROM (SELECT n.subject, {failed} AS failed, ({unknown}) AS unknown"
        f" FROM (SELECT o.subject, {found} FROM {script.opened_name} o) n) q"
    )


def counted(script: Script, rows: Rows) -> str:
    """The years of rooms with their sessions counted.

    A number stands where the sessions that surely count and those that may leave every verdict the same;
    else nobody can say. ``script`` and ``rows`` are those of the years beside both counts.
    """
    least, most = (
        [Asked.of(rule, _with_count(script, name)).verdict for rule in script.plan.rules]
        for name in (SURELY, AT_MOST)
    )
    same = " AND ".join(f"{a} = {b}" for a, b in zip(least, most, strict=True))
    certain = f"d.{SURELY} = d.{AT_MOST} OR {script.before('d')} OR ({same})"
    return (
        f"SELECT d.*, CASE WHEN {certain} THEN d.{SURELY} END AS {HELD}"
        f" FROM ({rows.settled(rows.facts)}) d"
    )


def _with_count(script: Script, name: str) -> Expressions:
    """The rules of a year with one of both counts for its sessions."""
    return Expressions(
        Numbers(script.plan.policy), column=lambda code: f"d.{name if code == HELD else code}"
    )


def rows_counted(rows: Rows) -> Rows:
    """The rows of the years once their sessions are counted; what was told of the rest stays told."""
    values = {code: f"t.{RAW if rows.may_be_impossible(code) else ''}{code}" for code in rows.facts}
    doubtful = {*rows.doubtful, HELD}
    return Rows(rows.table, values | {HELD: f"t.{HELD}"}, doubtful, source=f"{COUNTED} t")


def joined(table: Table) -> str:
    """The years of rooms, each beside what was counted for it."""
    return f"{table.relation} t LEFT JOIN {NAME} c ON c.room = t.subject AND c.year = t.year"


MORE = (
    f"COALESCE(c.{SURELY}, 0) AS {SURELY}",
    f"COALESCE(c.{AT_MOST}, 0) AS {AT_MOST}",
)
"""What ``joined`` has beside the columns of the table."""
